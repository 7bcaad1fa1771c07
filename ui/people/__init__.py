"""Entrepreneurs: the list and the dossier."""
