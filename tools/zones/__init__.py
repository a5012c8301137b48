"""Fitting the points of evidence to annotated texts."""
