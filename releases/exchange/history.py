"""What became of a release, as the keys below `pressrum` in its front matter, and back."""

import re
from datetime import datetime
from typing import Any

import msgspec

from releases.errors import FieldError
from releases.exchange import fields
from releases.exchange.release_export import Cancelled, Story
from releases.exchange.yamltext import Tree
from releases.model import Document, Release, Revision
from releases.timeline import Action, Entry, Significance
from releases.times import parse, utc_text

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class _Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry as written; its number is its place in the list."""

    id: str
    action: Action
    at: str
    made_at: str
    revision: str
    made_by: str = ""
    significance: Significance = Significance.MAJOR
    note: str = ""
    announce: bool = True
    day_only: bool = False
    replaces: tuple[str, ...] = ()
    cancelled_at: str = ""
    cancelled_by: str = ""


class _Revision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A revision as written; without a document it is the text of the file."""

    id: str
    sha256: str
    made_at: str
    made_by: str = ""
    document: dict[str, Any] | None = None


class _History(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    newsroom: str
    id: str
    version: int
    created_at: str
    changed_at: str
    changed_by: str = ""
    submitted_version: int | None = None
    draft: dict[str, Any] | None = None
    revisions: tuple[_Revision, ...] = ()
    log: tuple[_Line, ...] = ()


def of(story: Story, shown: Document) -> dict[str, Any]:
    """Return the keys of a story whose file shows one of its documents."""
    release = story.release
    history = _History(
        newsroom=release.newsroom,
        id=release.id,
        version=release.version,
        created_at=utc_text(release.created_at),
        changed_at=utc_text(release.changed_at),
        changed_by=release.changed_by,
        submitted_version=release.submitted_version,
        draft=_other(release.draft, shown),
        revisions=tuple(
            _Revision(
                revision.id,
                revision.sha256,
                utc_text(revision.made_at),
                revision.made_by,
                _other(revision.document, shown),
            )
            for revision in story.revisions
        ),
        log=tuple(_lines(story)),
    )
    keys: dict[str, Any] = _keys(history)
    return keys


def read_history(tree: Tree, shown: Document) -> Story:
    """Return the story of the keys below `pressrum` in the file of `shown`."""
    history: _History = fields.convert(tree, _History, "pressrum")
    check_id(history.id, "pressrum.id")
    release = Release(
        id=history.id,
        newsroom=history.newsroom,
        draft=_document(history.draft, shown, "pressrum.draft"),
        version=history.version,
        created_at=_instant(history.created_at, "pressrum.created_at"),
        changed_at=_instant(history.changed_at, "pressrum.changed_at"),
        changed_by=history.changed_by,
        submitted_version=history.submitted_version,
    )
    lines = [_entry(history.id, number, line) for number, line in enumerate(history.log, 1)]
    return Story(
        release=release,
        revisions=tuple(
            _revision(history.id, number, revision, shown)
            for number, revision in enumerate(history.revisions, 1)
        ),
        entries=tuple(
            entry for entry, line in zip(lines, history.log, strict=True) if not line.cancelled_at
        ),
        cancelled=tuple(
            Cancelled(entry, _instant(line.cancelled_at, "cancelled_at"), line.cancelled_by)
            for entry, line in zip(lines, history.log, strict=True)
            if line.cancelled_at
        ),
    )


def _lines(story: Story) -> list[_Line]:
    cancelled = {entry.entry.id: entry for entry in story.cancelled}
    everything = (*story.entries, *(entry.entry for entry in story.cancelled))
    return [
        _Line(
            id=entry.id,
            action=entry.action,
            at=utc_text(entry.at),
            made_at=utc_text(entry.made_at),
            revision=entry.revision,
            made_by=entry.made_by,
            significance=entry.significance,
            note=entry.note,
            announce=entry.announce,
            day_only=entry.day_only,
            replaces=entry.replaces,
            cancelled_at=utc_text(cancelled[entry.id].at) if entry.id in cancelled else "",
            cancelled_by=cancelled[entry.id].by if entry.id in cancelled else "",
        )
        for entry in sorted(everything, key=lambda entry: entry.number)
    ]


def _entry(release: str, number: int, line: _Line) -> Entry:
    where = f"pressrum.log[{number - 1}]"
    return Entry(
        id=check_id(line.id, f"{where}.id"),
        release=release,
        number=number,
        revision=line.revision,
        action=line.action,
        at=_instant(line.at, f"{where}.at"),
        made_at=_instant(line.made_at, f"{where}.made_at"),
        made_by=line.made_by,
        significance=line.significance,
        note=line.note,
        announce=line.announce,
        day_only=line.day_only,
        replaces=line.replaces,
    )


def _revision(release: str, number: int, written: _Revision, shown: Document) -> Revision:
    where = f"pressrum.revisions[{number - 1}]"
    return Revision(
        id=check_id(written.id, f"{where}.id"),
        release=release,
        number=number,
        document=_document(written.document, shown, f"{where}.document"),
        sha256=written.sha256,
        made_at=_instant(written.made_at, f"{where}.made_at"),
        made_by=written.made_by,
    )


def _other(document: Document, shown: Document) -> dict[str, Any] | None:
    """Return the keys of a document with its body, None where the file shows it."""
    return None if document == shown else {**fields.of(document), "body": document.body}


def _document(tree: dict[str, Any] | None, shown: Document, where: str) -> Document:
    if tree is None:
        return shown
    keys = dict(tree)
    body = keys.pop("body", "")
    if not isinstance(body, str):
        raise FieldError(f"{where}.body", "not_words")
    return fields.document(keys, body, where)


def _keys(value: Any) -> Any:
    """Return a struct as mappings and lists in which what is as usual is left out."""
    if not isinstance(value, msgspec.Struct):
        return [_keys(item) for item in value] if isinstance(value, tuple) else value
    return {
        field.name: _to_builtin(getattr(value, field.name))
        for field in msgspec.structs.fields(value)
        if field.required or getattr(value, field.name) != field.default
    }


def _to_builtin(value: Any) -> Any:
    return str(value) if isinstance(value, Action | Significance) else _keys(value)


def _instant(text: str, field: str) -> datetime:
    return parse(text, field).at


def check_id(text: str, field: str) -> str:
    """Return the text if it can be an id, in addresses and as a file's name, else `FieldError`."""
    if not _ID.fullmatch(text):
        raise FieldError(field, "id_malformed")
    return text
