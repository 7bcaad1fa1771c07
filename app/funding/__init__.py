"""Directory, criteria, matching, next question, phone checks."""
