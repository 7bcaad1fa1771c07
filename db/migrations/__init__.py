"""The migrations, and the revision this version of Wasl writes (so that opening a base need not load Alembic)."""

HEAD = "0010"
