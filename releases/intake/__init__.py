"""Texts, pages and documents in, intake records out: rules about Swedish, in a line of steps.

A reader is loaded when it is first asked for: who only handles records needs no parser.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from releases.intake.record import Caution, Doubt, Intake, Occasion, Picture, Quote, to_document

if TYPE_CHECKING:
    from releases.intake.docx import read_docx
    from releases.intake.html import read_html
    from releases.intake.pipeline import read
    from releases.intake.texts import read_text

_READERS = {
    "read": "releases.intake.pipeline",
    "read_docx": "releases.intake.docx",
    "read_html": "releases.intake.html",
    "read_text": "releases.intake.texts",
}

__all__ = [
    "Caution",
    "Doubt",
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


def __getattr__(name: str) -> Any:
    if name not in _READERS:
        raise AttributeError(name)
    return getattr(import_module(_READERS[name]), name)
