"""Definitions, counting, data quality, workbooks."""
