"""Lists people make of the registry: conditions combined, columns chosen, kept by name, and what is done with them."""
