"""Pages of this service, which mark what is lead, occasion, correction and kind."""

import msgspec
from lxml.html import HtmlElement

from releases.intake import events
from releases.intake.html.markdown_lines import lines_of
from releases.intake.record import Intake, Occasion
from releases.text.html.tree import remove


class Marked(msgspec.Struct, frozen=True):
    """What a page of ours marked beside its text; `is_ours` is False for any other page."""

    is_ours: bool = False
    has_lead: bool = False
    event: Occasion | None = None
    left_out: tuple[str, ...] = ()


def take(root: HtmlElement) -> Marked:
    """Take occasion, corrections and downloads out of a page of ours; leave other pages alone."""
    lead = root.find_class("pressrum-lead")
    told = root.find_class("pressrum-event")
    notices = [
        *root.find_class("pressrum-correction"),
        *root.find_class("pressrum-corrected"),
        *root.find_class("pressrum-originals"),
    ]
    if not (lead or told or notices):
        return Marked()
    return Marked(
        is_ours=True,
        has_lead=bool(lead),
        event=_occasion(told[0]) if told else None,
        left_out=tuple(line for notice in notices for line in _remove(notice)),
    )


def restore(record: Intake, marked: Marked, written: str) -> Intake:
    """Return the record with what the page marked: `written` are its lines.

    Pages of ours mark every subhead, so a short line that is none is a paragraph.
    """
    if not marked.is_ours:
        return record
    lines = set(written.split("\n"))
    body = "\n".join(
        line.lstrip("# ") if line.startswith("#") and line not in lines else line
        for line in record.body.split("\n")
    )
    record = msgspec.structs.replace(record, body=body)
    if not marked.has_lead and record.lead:
        body = "\n\n".join(part for part in (record.lead, record.body) if part)
        record = msgspec.structs.replace(record, lead="", body=body)
    return msgspec.structs.replace(record, event=marked.event or record.event)


def _occasion(told: HtmlElement) -> Occasion | None:
    time = told.find(".//time")
    stated = "" if time is None else time.get("datetime") or ""
    occasion = events.find(_remove(told), stated[:10] or None).occasion
    if occasion is None or not stated:
        return occasion
    return msgspec.structs.replace(occasion, starts_at=stated)


def _remove(element: HtmlElement) -> list[str]:
    lines = list(lines_of(element))
    remove(element)
    return lines
