"""Aujourd'hui."""
