"""What came of reading a text in, told to who sent it: what went where, what was left out."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime

from feeds import wording
from releases.exchange.items import PasteResult
from releases.intake import warnings
from releases.intake.leftovers import Leftovers, sort_leftovers
from releases.intake.record import Intake, Picture
from service.redaktion import date_words
from service.redaktion.caution_words import sentence

Say = Callable[..., str]
_SHOWN = 100
# Lines that are left out can warn too, and are not there for a later look.
_NOTICED = warnings.READING | {"embargo", "confidential", "weekday-not-of-date"}


def of(record: Intake, say: Say, language: str) -> Iterator[str]:
    """Yield what only the reading knows: a later look at the text cannot see it."""
    yield from (sentence(warning, say) for warning in record.warnings if warning.code in _NOTICED)
    if record.published_at:
        when = _describe_date(record.published_at, language)
        yield say("Texten är daterad {when}. Publiceringstiden väljer du senare.", when=when)


def _describe_date(published_at: str, language: str) -> str:
    """Write what a record states: an instant with offset, or a date alone."""
    if "T" in published_at:
        return date_words.format_moment(datetime.fromisoformat(published_at), language)
    return wording.format_written_day(date.fromisoformat(published_at), language)


def describe_about(about: str, say: Say) -> Iterator[str]:
    """Yield where the closing text went, which readers will see as what the sender says."""
    if about:
        shown = f"{about[:_SHOWN].rstrip()} …" if len(about) > _SHOWN else about
        yield say("Det sista stycket lades i fältet Om avsändaren: ”{words}”", words=shown)


def describe_paste(piece: PasteResult, say: Say) -> Iterator[str]:
    """Yield what did not come along with a pasted piece."""
    if piece.pictures == 1:
        yield say("En bild följde inte med. Ladda upp den under Bilder och bilagor.")
    elif piece.pictures:
        count = piece.pictures
        yield say(
            "{count} bilder följde inte med. Ladda upp dem under Bilder och bilagor.", count=count
        )
    if piece.struck:
        words = ", ".join(piece.struck)
        yield say("Överstruken text togs inte med: ”{words}”", words=words[:_SHOWN])
    for words in piece.links:
        yield say(
            "En länk saknade fullständig adress och har blivit vanlig text: ”{words}”",
            words=words[:_SHOWN],
        )


def others(records: tuple[Intake, ...], say: Say) -> Iterator[str]:
    """Yield which further releases stood in the text and are not read in."""
    for record in records[1:]:
        title = record.title or record.lead[:_SHOWN]
        yield say(
            "Det finns ett meddelande till i källan, som inte togs med: ”{title}”", title=title
        )


def leftovers(record: Intake, without: Iterable[Picture] = ()) -> Leftovers:
    """Return the lines that were not understood, as words, and those of pictures left behind."""
    found = sort_leftovers(record)
    pictures = (
        " · ".join(filter(None, (image.alt, image.caption, image.credit))) for image in without
    )
    return Leftovers(
        tuple(map(_shown, (*found.lines, *pictures))), tuple(map(_shown, found.furniture))
    )


def _shown(line: str) -> str:
    return line.strip("#* ") or line
