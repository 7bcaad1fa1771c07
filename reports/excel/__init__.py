"""Workbooks: plain dataclasses in, bytes out."""
