"""What the accessibility statement says that changes: when and how the pages were reviewed, flaws.

The law (2018:1937) on accessibility to digital public service, section 13, and DIGG's
regulations MDFFS 2019:2 say what a statement holds. Update it with every review.
"""

from datetime import date

import msgspec


class Flaw(msgspec.Struct, frozen=True):
    """Something known not to be accessible, in Swedish: what, and which WCAG criterion."""

    what: str
    criterion: str


class Statement(msgspec.Struct, frozen=True):
    """`reviewed` is the day of the latest review, `method` how it was done, in Swedish."""

    reviewed: date
    method: str
    flaws: tuple[Flaw, ...]


STATEMENT = Statement(
    reviewed=date(2026, 11, 22),
    method=(
        "Vi har själva granskat sidorna mot WCAG 2.2 nivå AA, för hand och med automatiska "
        "verktyg, i smalt och brett fönster och i ljust och mörkt läge."
    ),
    flaws=(
        Flaw(
            "Bifogade dokument, till exempel PDF-filer, kan sakna taggar, läsordning och rubriker.",
            "WCAG 1.3.1 och 1.3.2",
        ),
        Flaw(
            "Bilder i äldre pressmeddelanden kan sakna textbeskrivning.",
            "WCAG 1.1.1",
        ),
        Flaw(
            "Enstaka ord på andra språk i löptext är inte alltid uppmärkta med språk.",
            "WCAG 3.1.2",
        ),
        Flaw(
            "På sidor på meänkieli, lulesamiska, sydsamiska, romani och jiddisch är knappar och "
            "etiketter på svenska; de är uppmärkta som svenska.",
            "",
        ),
    ),
)
