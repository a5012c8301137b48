"""Two people change one draft: what only one of them changed is joined, the rest is asked about.

Who began to write remembers a mark of every field as it was; so it can be told who changed what,
without keeping the text that both began from.
"""

import hashlib
from collections.abc import Mapping

import msgspec

from releases.model import Document

FIELDS = tuple(field.name for field in msgspec.structs.fields(Document))
_MARK = 16


class Merged(msgspec.Struct, frozen=True):
    """A joined document; where both changed a field differently it holds mine.

    `clashing` names those fields, `theirs` the fields that only the other one changed.
    """

    document: Document
    clashing: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()


def marks(document: Document) -> dict[str, str]:
    """Return a short fingerprint of every field."""
    return {name: _mark(getattr(document, name)) for name in FIELDS}


def merge_drafts(mine: Document, theirs: Document, was: Mapping[str, str]) -> Merged:
    """Join two drafts that both began from the one with the marks `was`.

    A field without a mark counts as changed by both.
    """
    taken: dict[str, object] = {}
    clashing: list[str] = []
    for name in FIELDS:
        here, there = getattr(mine, name), getattr(theirs, name)
        before = was.get(name)
        if here == there or _mark(there) == before:
            continue
        if _mark(here) == before:
            taken[name] = there
        else:
            clashing.append(name)
    document = msgspec.structs.replace(mine, **taken)
    return Merged(document, tuple(clashing), tuple(taken))


def _mark(value: object) -> str:
    return hashlib.sha256(msgspec.json.encode(value, order="sorted")).hexdigest()[:_MARK]
