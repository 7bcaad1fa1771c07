"""Builders of invented people and things, with sensible values."""

from __future__ import annotations
