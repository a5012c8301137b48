"""One release put together: each zone of its page goes to the reader of that zone."""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from releases.intake import (
    blocks,
    captions,
    contacts,
    doubts,
    events,
    kinds,
    language,
    persons,
    quotes,
    stamps,
    titles,
    warnings,
)
from releases.intake.blocks import Block, BlockType
from releases.intake.coverage import find_uncovered
from releases.intake.lines import TextLine
from releases.intake.record import Intake
from releases.intake.stamps import Stamp
from releases.intake.zones.zone import Zone
from releases.intake.zones.zoned_page import ZonedPage
from releases.model import Kind

_BODY = (Zone.TEXT, Zone.HEADING, Zone.QUOTE, Zone.ITEM, Zone.ROW)
_LONGEST_SIGNATURE = 120
_LEFT_OUT = (
    *(Zone.CHROME, Zone.SENDER, Zone.TAGS, Zone.OTHER, Zone.REPEAT, Zone.SIGNATURE),
    *(Zone.STAMP, Zone.ABOUT_HEADING),
)


def assemble(
    lines: list[TextLine], teasers: Sequence[TextLine] = (), around: Sequence[TextLine] = ()
) -> Intake:
    """Return the record of one release.

    `teasers` are lines of others that its page announces, `around` those of the page itself.
    """
    reading = ZonedPage(lines)
    found = [stamp for text in reading.texts(Zone.STAMP) if (stamp := stamps.parse_stamp(text))]
    stamp = _dated(found)
    title = titles.read_title(reading.first(Zone.TITLE))
    lead, body = reading.first(Zone.LEAD), _body(reading)
    spoken = quotes.find(body, lead)
    reached = contacts.read(
        reading.runs(Zone.CONTACT_HEADING, Zone.CONTACT),
        (quote.speaker for quote in spoken),
        _signed(reading),
    )
    texts = reading.texts(Zone.SUBTITLE, Zone.LEAD, *_BODY)
    signs = kinds.Signs(
        furniture=reading.texts(Zone.CHROME, Zone.TAGS),
        has_sender=bool(reading.lines(Zone.SENDER)),
        has_contacts=bool(reached.contacts),
        has_quotes=bool(spoken),
        is_kept=bool(found) and all(stamp.is_change for stamp in found),
    )
    decision = kinds.decide(title.text, _label(found), texts, signs)
    published_at = stamp.published if stamp else title.published
    event = events.find(
        texts, published_at, title.text, is_invitation=decision.kind is Kind.PRESS_INVITATION
    )
    intake = Intake(
        title=title.text,
        kind=decision.kind,
        published_at=published_at,
        language=language.detect(" ".join(texts)),
        lead=lead,
        body=blocks.write(body),
        quotes=spoken,
        contacts=reached.contacts,
        images=captions.read(reading.lines(Zone.PICTURE)),
        about="\n\n".join([*reached.about, *reading.texts(Zone.ABOUT)]),
        event=event.occasion,
    )
    seen = {
        "other-releases": bool(teasers),
        "new-version": bool(title.version),
        "ambiguous-time": bool(stamp and stamp.is_ambiguous),
        "empty-contact-block": reached.has_empty_block,
        "undated-event": event.is_undated,
    }
    left_out = [line.source for line in (*teasers, *around, *reading.lines(*_LEFT_OUT))]
    source = _sources([*lines, *teasers, *around])
    whole = msgspec.structs.replace(
        intake,
        dropped=find_uncovered(intake, source, [*left_out, *reached.dropped]),
        uncertain=tuple(doubts.find(intake, reading, decision)),
    )
    day = date.fromisoformat(published_at[:10]) if published_at else None
    cautions = (*warnings.about(whole, seen), *warnings.of_weekdays(whole, day, day))
    return msgspec.structs.replace(whole, warnings=cautions)


def _signed(reading: ZonedPage) -> list[str]:
    """Return the full names that short lines of a release begin with."""
    lines = reading.texts(Zone.TEXT, Zone.HEADING, Zone.SIGNATURE)
    people = (persons.parse(text) for text in lines if len(text) <= _LONGEST_SIGNATURE)
    return [person.name for person in people if persons.is_name(person.name)]


def _body(reading: ZonedPage) -> list[Block]:
    body = blocks.build((line, zone) for line, zone in reading.zoned if zone in _BODY)
    subtitle = reading.first(Zone.SUBTITLE).lstrip("–- ")
    return [Block(BlockType.PARAGRAPH, subtitle), *body] if subtitle else body


def _sources(lines: Iterable[TextLine]) -> list[str]:
    """Return lines as the source has them, in its order, each once, however they were parted."""
    ordered = sorted(lines, key=lambda line: line.number)
    return list({line.number: line.source for line in ordered}.values())


def _dated(found: list[Stamp]) -> Stamp | None:
    """Return the stamp that tells the time; one of a change where there is no other."""
    dated = [stamp for stamp in found if stamp.published]
    return next((stamp for stamp in dated if not stamp.is_change), next(iter(dated), None))


def _label(found: list[Stamp]) -> Kind | None:
    """Return the kind that stamps tell; "Nyheter" names a section as often as a kind."""
    labels = [stamp.kind for stamp in found if stamp.kind]
    return next((label for label in labels if label is not Kind.NEWS), next(iter(labels), None))
