"""The line of steps from a pasted text to its records; each step takes away what it understands."""

import re

import msgspec

from releases.intake import (
    about,
    blocks,
    captions,
    characters,
    chrome,
    contacts,
    events,
    kinds,
    language,
    pages,
    quotes,
    stamps,
    warnings,
)
from releases.intake.accounting import unaccounted
from releases.intake.blocks import Block, Form
from releases.intake.lines import Line, split
from releases.intake.record import Intake, Warning
from releases.model import Kind

_NEW_VERSION = re.compile(r"\((?:ny version|uppdaterad|korrigerad|rättad|rättelse)\b[^)]{0,40}\) *", re.I)


def read(text: str) -> tuple[Intake, ...]:
    """Return the releases that a pasted text or page holds, normally one; none of an empty text.

    Never raises. Every non-blank line is in a field of a record or among its `dropped`; times
    without zone are Stockholm time.
    """
    lines = split(characters.clean(text))
    if not lines:
        return ()
    swept = chrome.sweep(lines)
    segments, teasers = pages.split(swept.kept)
    found = []
    for number, segment in enumerate(segments):
        # What belongs to the page as a whole is told once, with its first release.
        if number == 0:
            elsewhere = {id(line) for other in segments[1:] for line in other}
            source = [line.text for line in lines if id(line) not in elsewhere]
            left_out = [*swept.dropped, *(line.text for line in teasers)]
        else:
            source, left_out = [line.text for line in segment], []
        found.append(_release(segment, source, left_out, has_teasers=number == 0 and bool(teasers)))
    return tuple(found)


def _release(
    lines: list[Line], source: list[str], left_out: list[str], *, has_teasers: bool
) -> Intake:
    """Read one release: `lines` are its own, `source` all that its record accounts for."""
    concerns: list[Warning] = [warnings.warn("other-releases")] if has_teasers else []
    stamped = stamps.take(lines)
    title, title_date = _title(stamped.title, concerns)
    if stamped.stamp and stamped.stamp.is_ambiguous:
        concerns.append(warnings.warn("ambiguous-time"))
    published_at = stamped.stamp.published if stamped.stamp else title_date

    pictured = captions.take([line for line in stamped.kept if _bare(line.text) != title])
    reached = contacts.take(pictured.kept)
    if reached.is_empty_block:
        concerns.append(warnings.warn("empty-contact-block"))
    closing = about.take(reached.kept, reached.ends_at if reached.contacts else None)
    body = blocks.build(closing.kept)
    lead, body = _lead(body)
    said = quotes.find(body)
    texts = [line.text for line in closing.kept]
    kind = kinds.decide(
        title, stamped.kind, texts, left_out, is_voiced=bool(said or reached.contacts)
    )
    event = events.find(texts, published_at)
    if event.is_undated:
        concerns.append(warnings.warn("undated-event"))
    elif kind is Kind.PRESS_INVITATION and event.occasion is None:
        concerns.append(warnings.warn("invitation-without-event"))
    intake = Intake(
        title=title,
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
    left_out = [*left_out, *stamped.dropped, *reached.dropped, *closing.dropped]
    return msgspec.structs.replace(
        intake,
        dropped=unaccounted(intake, source, left_out),
        warnings=(*concerns, *warnings.about(intake)),
    )


def _title(line: Line | None, concerns: list[Warning]) -> tuple[str, str | None]:
    """Return the title without marks, date or version note, and the date it began with."""
    if line is None:
        return "", None
    title = _bare(line.text)
    if version := _NEW_VERSION.match(title):
        concerns.append(warnings.warn("new-version", version[0].strip()))
        title = title[version.end() :]
    title_date, title = stamps.split_title_date(title)
    return title, title_date


def _bare(text: str) -> str:
    return text.strip("#* ")


def _lead(body: list[Block]) -> tuple[str, list[Block]]:
    """Take the lead: the first block, if it is a paragraph rather than a line "Tid: …"."""
    if body and body[0].form is Form.PARAGRAPH and not blocks.is_field(body[0].text):
        return body[0].text, body[1:]
    return "", body
