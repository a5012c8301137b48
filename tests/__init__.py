"""A package, so that none that somebody installs under this common name stands before it."""
