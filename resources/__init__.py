"""Fonts, icons, words, catalogue: data, and the few lines that find and format it."""
