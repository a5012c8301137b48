"""Word documents in, intake records out: through HTML, by the same rules as pages and text."""

from releases.intake.docx.reader import read_docx

__all__ = ["read_docx"]
