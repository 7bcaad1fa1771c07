"""Financements: the directory."""
