"""Outreach sessions and their head counts."""
