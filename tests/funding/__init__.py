"""The directory, its criteria and the verdicts."""
