"""What Wasl hands over: PDF and Excel, each a dataclass in and bytes out."""
