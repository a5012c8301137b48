"""Pasted text in, intake records out: rules about Swedish and about pages, in a line of steps."""

from releases.intake.reading import read
from releases.intake.record import Intake, Occasion, Picture, Quote, Warning, to_document

__all__ = ["Intake", "Occasion", "Picture", "Quote", "Warning", "read", "to_document"]
