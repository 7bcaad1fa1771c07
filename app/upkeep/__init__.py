"""Backups, restore, verification, demonstration data."""
