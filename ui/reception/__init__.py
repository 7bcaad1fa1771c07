"""The reception of a new person, in five short steps."""
