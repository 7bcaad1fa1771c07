"""Benches: each gives ratios against a reference measured in the same run, on invented data in a temporary folder."""
