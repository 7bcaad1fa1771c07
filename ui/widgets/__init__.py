"""The small set of parts every screen is built from."""
