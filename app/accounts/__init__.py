"""Users, roles, rights, sign-in, key envelope, audit journal, undo."""
