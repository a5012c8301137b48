"""Texts, pages and documents in, intake records out: rules about Swedish, in a line of steps."""

from releases.intake.docx import read_docx
from releases.intake.html import read_html
from releases.intake.reading import read
from releases.intake.record import Caution, Intake, Occasion, Picture, Quote, to_document
from releases.intake.texts import read_text

__all__ = [
    "Caution",
    "Intake",
    "Occasion",
    "Picture",
    "Quote",
    "read",
    "read_docx",
    "read_html",
    "read_text",
    "to_document",
]
