"""People from a foreign sheet: columns understood, rows read, each told new, known or perhaps a twin, then written."""
