"""Papers as PDF: each a dataclass in, bytes out."""
