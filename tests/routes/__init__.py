"""Every route, and what bad input gets."""
