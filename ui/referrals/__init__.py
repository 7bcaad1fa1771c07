"""Référencements, and the slip's preview."""
