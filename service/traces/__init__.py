"""Traces of what is approved, made public and told to others."""
