"""Lifecycle, slips, follow-up, partner answers."""
