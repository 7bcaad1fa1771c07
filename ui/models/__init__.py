"""Lazy table models."""
