"""What came of reading a text in, told to who sent it: what went where, what was left out."""

from collections.abc import Callable, Iterator

from releases.exchange.items import PasteResult
from releases.intake import warnings
from releases.intake.record import Intake

Say = Callable[..., str]
_SHOWN = 100
# Lines that are left out can warn too, and are not there for a later look.
_NOTICED = warnings.READING | {"embargo", "confidential", "weekday-not-of-date"}


def of(record: Intake, say: Say) -> Iterator[str]:
    """Yield what only the reading knows: a later look at the text cannot see it."""
    yield from (warning.message for warning in record.warnings if warning.code in _NOTICED)
    if record.published_at:
        when = record.published_at[:16].replace("T", " ")
        yield say("Texten anger tiden {when}: du väljer den när du publicerar.", when=when)


def describe_about(about: str, say: Say) -> Iterator[str]:
    """Yield where the closing text went, which readers will see as what the sender says."""
    if about:
        shown = f"{about[:_SHOWN].rstrip()} …" if len(about) > _SHOWN else about
        yield say("Slutstycket hamnade i Om avsändaren: ”{words}”", words=shown)


def describe_paste(piece: PasteResult, say: Say) -> Iterator[str]:
    """Yield what did not come along with a pasted piece."""
    if piece.pictures == 1:
        yield say("En bild följde inte med: ladda upp den under Bilder och bilagor.")
    elif piece.pictures:
        count = piece.pictures
        yield say(
            "{count} bilder följde inte med: ladda upp dem under Bilder och bilagor.", count=count
        )
    if piece.struck:
        words = ", ".join(piece.struck)
        yield say("Överstruken text är utelämnad: ”{words}”", words=words[:_SHOWN])
    for words in piece.links:
        yield say(
            "En länk saknade hel adress och har blivit vanliga ord: ”{words}”", words=words[:_SHOWN]
        )


def others(records: tuple[Intake, ...], say: Say) -> Iterator[str]:
    """Yield which further releases stood in the text and are not read in."""
    for record in records[1:]:
        title = record.title or record.lead[:_SHOWN]
        yield say("Källan har ett meddelande till, som inte är med: ”{title}”", title=title)


def describe_dropped(record: Intake) -> tuple[str, ...]:
    """Return the lines without a field, as words; what pictures were said to show among them."""
    pictures = (
        " · ".join(filter(None, (image.alt, image.caption, image.credit)))
        for image in record.images
    )
    return tuple(line.strip("#* ") or line for line in (*record.dropped, *pictures))
