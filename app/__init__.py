"""What Wasl can do: use cases and rules; a window, the command line and a test call the same functions."""
