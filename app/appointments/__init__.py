"""Hours and holidays, booking, walk-ins."""
