"""A page read into zones, all lines at once."""
