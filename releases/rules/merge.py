"""Two people change one draft: what only one of them changed is joined, the rest is asked about.

Who began to write remembers a mark of every field as it was; so it can be told who changed what,
without keeping the text that both began from. The mark of the body holds one of each paragraph, so
that two may write in different ones.
"""

import hashlib
from collections.abc import Mapping

import msgspec

from releases.model import Document
from releases.rules import paragraphs
from releases.rules.validation import BODY
from releases.text import markdown

FIELDS = tuple(field.name for field in msgspec.structs.fields(Document))
_MARK = 16
# Of a body: the mark of the whole, then one of each paragraph, of no more than so many.
_BETWEEN = "."
_PARAGRAPH_MARK = 12
_MOST_PARAGRAPHS = 1_000


class Merged(msgspec.Struct, frozen=True):
    """A joined document; where both changed a field differently it holds mine.

    `clashing` names those fields, `theirs` the fields that only the other one changed, `joined`
    those in which both changed different paragraphs.
    """

    document: Document
    clashing: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()


def marks(document: Document) -> dict[str, str]:
    """Return a short fingerprint of every field."""
    by_name = {name: _mark(getattr(document, name)) for name in FIELDS}
    parts = paragraphs.split(document.body)
    if len(parts) <= _MOST_PARAGRAPHS:
        by_name["body"] = _BETWEEN.join((by_name["body"], *map(_mark_paragraph, parts)))
    return by_name


def merge_drafts(mine: Document, theirs: Document, was: Mapping[str, str]) -> Merged:
    """Join two drafts that both began from the one with the marks `was`.

    A field without a mark counts as changed by both.
    """
    taken: dict[str, object] = {}
    joined: dict[str, object] = {}
    clashing: list[str] = []
    for name in FIELDS:
        here, there = getattr(mine, name), getattr(theirs, name)
        before, _, parts = was.get(name, "").partition(_BETWEEN)
        if here == there or _mark(there) == before:
            continue
        if _mark(here) == before:
            taken[name] = there
        elif parts and (body := _merge_bodies(here, there, parts)) is not None:
            joined[name] = body
        else:
            clashing.append(name)
    document = msgspec.structs.replace(mine, **taken, **joined)
    return Merged(document, tuple(clashing), tuple(taken), tuple(joined))


def _merge_bodies(mine: str, theirs: str, parts: str) -> str | None:
    """Return the body with what both changed, checked; None where that has to be asked about."""
    body = paragraphs.merge_texts(mine, theirs, parts.split(_BETWEEN), _mark_paragraph)
    return markdown.canonical(body) if body is not None and len(body) <= BODY else None


def _mark_paragraph(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_PARAGRAPH_MARK]


def _mark(value: object) -> str:
    return hashlib.sha256(msgspec.json.encode(value, order="sorted")).hexdigest()[:_MARK]
