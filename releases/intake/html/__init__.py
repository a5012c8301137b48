"""Web pages in, intake records out: what a page adds to its text is taken off, the rest is read."""

from releases.intake.html.reader import read_html

__all__ = ["read_html"]
