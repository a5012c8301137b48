"""A release as a Markdown file with YAML front matter, for people, site generators and us.

Above the body stand ordinary keys (title, date, kind, lead, topics …) of what the public reads;
`draft: true` where it reads nothing. The key `pressrum` holds the rest: the id, the publication
log with what was cancelled, and the revisions and the draft whose text is another.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec

from releases.errors import FieldError
from releases.exchange import fields, history, yamltext
from releases.exchange.story import Story
from releases.exchange.yamltext import Stamp, Tree
from releases.model import Document
from releases.times import Moment, local_text, parse

FENCE = "---"
OURS = "pressrum"
# Keys of other systems that mean the same; their own keys are told, not refused.
_SYNONYMS = {"ingress": "lead", "description": "lead", "tags": "topics", "lang": "language"}
_KNOWN = {*fields.NAMES, "date", "draft", OURS}


class Written(msgspec.Struct, frozen=True):
    """What a hand-written file holds: a document, its date, and whether it calls itself a draft."""

    document: Document
    published: Moment | None = None
    is_draft: bool = False
    unknown: tuple[str, ...] = ()


def is_front_matter(text: str) -> bool:
    """Tell whether a text opens as front matter does."""
    lines = text.removeprefix("\ufeff").split("\n", 1)
    return len(lines) > 1 and lines[0].rstrip() == FENCE


def write(story: Story, t: datetime) -> str:
    """Return the file of a release as it stands at `t`; `read` returns the same story."""
    document = story.document(t)
    keys = fields.of(document)
    head: dict[str, Any] = {"title": keys.pop("title")}
    if story.entries:
        first = min(story.entries, key=lambda entry: (entry.effective, entry.number))
        head["date"] = Stamp(local_text(first.at))
    if not story.is_public(t):
        head["draft"] = True
    head |= keys
    head[OURS] = history.of(story, document)
    return f"{FENCE}\n{yamltext.write(head)}{FENCE}\n\n{document.body}\n"


def read(text: str) -> Story | Written:
    """Return the story of an exported file, or what a hand-written one holds.

    Raises `FieldError` naming the key.
    """
    tree, body = _split(text)
    for name, ours in _SYNONYMS.items():
        if name in tree and ours not in tree and _fits(tree[name], ours):
            tree[ours] = tree.pop(name)
    known = {name: value for name, value in tree.items() if name in _KNOWN}
    document = fields.document(known, body)
    if OURS in known:
        return history.read(known[OURS], document)
    date = _text(known, "date")
    return Written(
        document=document,
        published=parse(date, "date") if date else None,
        is_draft=_text(known, "draft").lower() in {"true", "yes", "on"},
        unknown=tuple(_unknown(tree)),
    )


def _split(text: str) -> tuple[dict[str, Tree], str]:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    fences = [number for number, line in enumerate(lines) if line.rstrip() == FENCE]
    if fences[:1] != [0] or len(fences) == 1:
        raise FieldError("front matter", "opens with --- and ends with --- on a line of its own")
    tree = yamltext.read("\n".join(lines[1 : fences[1]]), "front matter")
    return tree, "\n".join(lines[fences[1] + 1 :]).strip("\n")


def _fits(value: Tree, name: str) -> bool:
    return isinstance(value, list) == (name == "topics")


def _text(tree: Mapping[str, Tree], key: str) -> str:
    value = tree.get(key, "")
    if not isinstance(value, str):
        raise FieldError(key, "is text on one line")
    return value.strip()


def _unknown(tree: Mapping[str, Tree]) -> Iterator[str]:
    yield from (name for name in tree if name not in _KNOWN)
