"""Pasted text in, intake records out: rules about Swedish and about pages, in a line of steps."""

from releases.intake.reading import read
from releases.intake.record import Caution, Intake, Occasion, Picture, Quote, to_document

__all__ = ["Caution", "Intake", "Occasion", "Picture", "Quote", "read", "to_document"]
