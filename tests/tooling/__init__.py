"""The house's own checks, and the tests that hold the tools."""
