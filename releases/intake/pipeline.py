"""The line of steps from a pasted text to its records; each step takes away what it understands."""

import re
from datetime import date

import msgspec

from releases.intake import (
    blocks,
    boilerplate,
    captions,
    characters,
    contacts,
    events,
    kinds,
    language,
    page_chrome,
    pages,
    quotes,
    titles,
    warnings,
)
from releases.intake.blocks import Block, BlockType
from releases.intake.coverage import find_uncovered
from releases.intake.lines import TextLine, split
from releases.intake.record import Intake
from releases.intake.subheads import is_field
from releases.model import Kind

_ASIDE = re.compile(r"\([^()]{1,80}\)|(?:hej|hejsan|hello|hi|god dag)\b.{0,30}", re.IGNORECASE)


def read(text: str) -> tuple[Intake, ...]:
    """Return the releases that a pasted text or page holds, normally one; none of an empty text.

    Never raises. Every non-blank line is in a field of a record or among its `dropped`; times
    without zone are Stockholm time.
    """
    lines = split(characters.clean(text))
    if not lines:
        return ()
    swept = page_chrome.sweep(lines)
    segments, teasers = pages.split(swept.kept)
    records = []
    for number, segment in enumerate(segments):
        # What belongs to the page as a whole is told once, with its first release.
        if number == 0:
            elsewhere = {line.number for other in segments[1:] for line in other}
            source = [line.text for line in lines if line.number not in elsewhere]
            left_out = [*swept.dropped, *(line.text for line in teasers)]
        else:
            source, left_out = [line.text for line in segment], []
        records.append(
            _release(segment, source, left_out, has_teasers=number == 0 and bool(teasers))
        )
    return tuple(records)


def _release(
    lines: list[TextLine], source: list[str], left_out: list[str], *, has_teasers: bool
) -> Intake:
    """Read one release: `lines` are its own, `source` all that its record accounts for."""
    head = titles.take(lines)
    pictured = captions.take(head.kept)
    reached = contacts.take(pictured.kept)
    closing = boilerplate.take(reached.kept, reached.ends_at if reached.contacts else None)
    lead, body = _lead(blocks.build(closing.kept))
    if head.subtitle:
        body = [Block(BlockType.PARAGRAPH, head.subtitle), *body]
    said = quotes.find(body, lead)
    texts = [line.text for line in closing.kept]
    # A page of a site, with menus and all, is news unless somebody answers for it.
    is_voiced = bool(reached.contacts or (said and not left_out))
    kind = kinds.decide(head.title.text, head.kind, texts, left_out, is_voiced=is_voiced)
    published_at = head.stamp.published if head.stamp else head.title.published
    event = events.find(
        texts, published_at, head.title.text, is_invitation=kind is Kind.PRESS_INVITATION
    )
    intake = Intake(
        title=head.title.text,
        kind=kind,
        published_at=published_at,
        language=language.detect(" ".join(texts)),
        lead=lead,
        body=blocks.write(body),
        quotes=said,
        contacts=reached.contacts,
        images=pictured.images,
        about="\n\n".join([*reached.about, *closing.about]),
        event=event.occasion,
    )
    signs = {
        "other-releases": has_teasers,
        "new-version": bool(head.title.version),
        "ambiguous-time": bool(head.stamp and head.stamp.is_ambiguous),
        "empty-contact-block": reached.has_empty_block,
        "undated-event": event.is_undated,
    }
    left_out = [*left_out, *head.dropped, *reached.dropped, *closing.dropped]
    # Lines without a field can warn too.
    whole = msgspec.structs.replace(intake, dropped=find_uncovered(intake, source, left_out))
    day = date.fromisoformat(published_at[:10]) if published_at else None
    cautions = (*warnings.about(whole, signs), *warnings.of_weekdays(whole, day, day))
    return msgspec.structs.replace(whole, warnings=cautions)


def _lead(body: list[Block]) -> tuple[str, list[Block]]:
    """Take the lead: the first block, if it is a paragraph rather than a line "Tid: …".

    A greeting or a note in brackets may stand before it.
    """
    at = 1 if len(body) > 1 and _ASIDE.fullmatch(body[0].text) else 0
    if body[at:] and body[at].form is BlockType.PARAGRAPH and not is_field(body[at].text):
        return body[at].text, [*body[:at], *body[at + 1 :]]
    return "", body
