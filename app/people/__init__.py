"""Registration, projects, needs, names, search, twins, consent, imports."""
