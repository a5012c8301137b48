"""A release as a Markdown file with YAML front matter, for people, site generators and us.

Above the body stand ordinary keys (title, date, kind, lead, topics …) of what the public reads;
`draft: true` where it reads nothing. The key `pressrum` holds the rest: the id, the publication
log with what was cancelled, and the revisions and the draft whose text is another.
"""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec

from releases.errors import FieldError
from releases.exchange import fields, history, stamps, yamltext
from releases.exchange.release_export import Story
from releases.exchange.yamltext import Tree, YamlTimestamp
from releases.model import Document
from releases.times import Moment, local_text, parse

FENCE = "---"
# Hugo writes TOML between these.
TOML_FENCE = "+++"
OURS = "pressrum"
# Keys of other systems that mean the same; their own keys are told, not refused.
_SYNONYMS = {"ingress": "lead", "description": "lead", "tags": "topics", "lang": "language"}
# In which keys Jekyll, Hugo, Ghost, Astro and their like say when a text was published.
_DATES = ("date", "published_at", "publishDate", "publish_date", "pubDate", "published")
_YES, _NO = {"true", "yes", "on", "1"}, {"false", "no", "off", "0"}
# What they call held back, and how they say public where they have a word for it. A word that
# nobody knows is not taken for public.
_HOLDS_BACK = ("draft", "hidden", "unlisted", "private")
_PUBLISHES = ("published", "publish")
_STATES = ("status", "state", "visibility")
_PUBLIC = {"public", "published", "publish", "live", "final", "publicerad", "offentlig"}
_KNOWN = {*fields.NAMES, *_DATES, *_HOLDS_BACK, *_PUBLISHES, *_STATES, OURS}
# Hugo tells no capitals in keys from small letters.
_SPELLINGS = {name.lower(): name for name in (*_KNOWN, *_SYNONYMS)}
# How YAML writes that a key holds nothing.
_NOTHING = {"null", "~"}


class ParsedFile(msgspec.Struct, frozen=True):
    """What a hand-written file holds: a document, its date, and whether it calls itself a draft."""

    document: Document
    published: Moment | None = None
    is_draft: bool = False
    unknown: tuple[str, ...] = ()


def is_front_matter(text: str) -> bool:
    """Tell whether a text opens as front matter does."""
    lines = text.removeprefix("\ufeff").split("\n", 1)
    return len(lines) > 1 and lines[0].rstrip() in {FENCE, TOML_FENCE}


def write(story: Story, t: datetime) -> str:
    """Return the file of a release as it stands at `t`; `parse_file` returns the same story."""
    document = story.document(t)
    keys = fields.of(document)
    head: dict[str, Any] = {"title": keys.pop("title")}
    if story.entries:
        first = min(story.entries, key=lambda entry: (entry.effective, entry.number))
        head["date"] = YamlTimestamp(local_text(first.at))
    if not story.is_public(t):
        head["draft"] = True
    head |= keys
    head[OURS] = history.of(story, document)
    return f"{FENCE}\n{yamltext.write(head)}{FENCE}\n\n{document.body}\n"


def parse_file(text: str) -> Story | ParsedFile:
    """Return the story of an exported file, or what a hand-written one holds.

    Files of other systems are drafts where those held them back. Raises `FieldError` naming the
    key.
    """
    tree, body = _split(text)
    for name in list(tree):
        spelling = _SPELLINGS.get(name.lower(), name)
        if spelling not in tree:
            tree[spelling] = tree.pop(name)
    for name, ours in _SYNONYMS.items():
        if name in tree and ours not in tree and _fits(tree[name], ours):
            tree[ours] = tree.pop(name)
    known = {name: value for name, value in tree.items() if name in _KNOWN}
    document = fields.document(known, body)
    if OURS in known:
        return history.read_history(known[OURS], document)
    return ParsedFile(
        document=document,
        published=_date(known),
        is_draft=_is_held_back(known),
        unknown=tuple(_unknown(tree)),
    )


def _date(tree: Mapping[str, Tree]) -> Moment | None:
    for key in _DATES:
        stated = _text(tree, key)
        if stated and stated.lower() not in _YES | _NO:
            return stamps.parse_date(stated) or parse(stated, key)
    return None


def _is_held_back(tree: Mapping[str, Tree]) -> bool:
    """Tell whether the system a file comes from did not show it to everybody."""
    states = [state for key in _STATES if (state := _text(tree, key).lower())]
    return (
        any(_text(tree, key).lower() in _YES for key in _HOLDS_BACK)
        or any(_text(tree, key).lower() in _NO for key in _PUBLISHES)
        or not _PUBLIC.issuperset(states)
    )


def _split(text: str) -> tuple[dict[str, Tree], str]:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    fence = TOML_FENCE if lines[0].rstrip() == TOML_FENCE else FENCE
    fences = [number for number, line in enumerate(lines) if line.rstrip() == fence]
    if fences[:1] != [0] or len(fences) == 1:
        raise FieldError("front matter", "front_matter_unfenced")
    head = "\n".join(lines[1 : fences[1]])
    tree = yamltext.read_yaml(head, "front matter") if fence == FENCE else _read_toml(head)
    return tree, "\n".join(lines[fences[1] + 1 :]).strip("\n")


def _read_toml(head: str) -> dict[str, Tree]:
    """Return the keys of TOML, as Hugo writes them, every value as text."""
    try:
        return {key: _as_text(value) for key, value in tomllib.loads(head).items()}
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise FieldError("front matter", "not_toml", why=str(error)) from error


def _as_text(value: Any) -> Tree:
    if isinstance(value, dict):
        return {key: _as_text(held) for key, held in value.items()}
    if isinstance(value, list):
        return [_as_text(held) for held in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def _fits(value: Tree, name: str) -> bool:
    return isinstance(value, list) == (name == "topics")


def _text(tree: Mapping[str, Tree], key: str) -> str:
    value = tree.get(key, "")
    if not isinstance(value, str):
        raise FieldError(key, "not_one_line")
    return "" if value.strip().lower() in _NOTHING else value.strip()


def _unknown(tree: Mapping[str, Tree]) -> Iterator[str]:
    yield from (name for name in tree if name not in _KNOWN)
