"""A document as keys that people and site generators know, and back; its body stands apart."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from releases.exchange.yamltext import Tree, YamlTimestamp
from releases.model import Document, Event
from releases.rules import event_times
from releases.rules.fault_collector import of_decoder
from releases.times import local_text, parse

NAMES = tuple(name for name in Document.__struct_fields__ if name != "body")


def of(document: Document) -> dict[str, Any]:
    """Return the keys of a document, those without content left out."""
    fields: dict[str, Any] = {"title": document.title, "kind": document.kind.value}
    return fields | _drop_empty({name: plain(getattr(document, name)) for name in NAMES[2:]})


def document(tree: Mapping[str, Tree], body: str, where: str = "") -> Document:
    """Return the document of keys and a body; raises `FieldError` naming the key below `where`."""
    known: Tree = {name: tree[name] for name in NAMES if name in tree}
    read: Document = convert(event_times.spell(_without_empty(known), where), Document, where)
    return msgspec.structs.replace(read, body=body, event=_event(read.event, where))


def convert(tree: Tree, wanted: type[msgspec.Struct], where: str = "") -> Any:
    """Return the values that a tree of text spells; raises `FieldError` naming the key."""
    try:
        return msgspec.convert(_without_empty(tree), wanted, strict=False)
    except msgspec.ValidationError as error:
        raise of_decoder(error, where, "front matter") from None


def _event(event: Event | None, where: str) -> Event | None:
    """Return the event with its instants in UTC; those without zone are Stockholm time."""
    if event is None:
        return None
    field = f"{where}.event".strip(".")
    ends_at = parse(event.ends_at.isoformat(), f"{field}.ends_at").at if event.ends_at else None
    return Event(parse(event.starts_at.isoformat(), f"{field}.starts_at").at, ends_at, event.place)


def plain(value: Any) -> Any:
    """Return a value as mappings, lists and text; what is empty is left out."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, msgspec.Struct):
        return _drop_empty({name: plain(getattr(value, name)) for name in value.__struct_fields__})
    return YamlTimestamp(local_text(value)) if isinstance(value, datetime) else value


def _drop_empty(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value for name, value in values.items() if value not in ("", None, [], msgspec.UNSET)
    }


def _without_empty(tree: Tree) -> Tree:
    """Leave out keys without a value, as people leave them in a form."""
    if isinstance(tree, dict):
        return {key: _without_empty(item) for key, item in tree.items() if item != ""}
    return [_without_empty(value) for value in tree] if isinstance(tree, list) else tree
