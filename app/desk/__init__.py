"""What crosses rooms: today, global search, timeline."""
