"""Welcome, sign-in, and the small administration."""
