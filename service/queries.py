"""Query strings of public resources: known parameters, one spelling each, clear refusals."""

from collections.abc import Collection
from urllib.parse import urlencode

from starlette.requests import Request

from releases.checks import CODE
from releases.model import ID_LENGTH, Kind
from releases.reading import Cursor, Selection
from releases.times import EARLIEST, LATEST
from service import places
from service.editions import Key
from service.problems import bad_query

FILTERS = ("kind", "topic", "place", "lang")


def read(request: Request, allowed: Collection[str]) -> dict[str, str]:
    """Return the query's parameters without empty ones; 400 for unknown or repeated ones."""
    found: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name not in allowed:
            known = f"known here are {', '.join(allowed)}" if allowed else "none is known here"
            raise bad_query(name, f"unknown parameter; {known}")
        if name in found:
            raise bad_query(name, "given more than once")
        found[name] = value
    return {name: value for name, value in found.items() if value}


def key(request: Request, query: dict[str, str], order: Collection[str]) -> Key:
    """Return the canonical key of a resource: path as sent, parameters in their fixed order."""
    pairs = [(name, query[name]) for name in order if name in query]
    raw: bytes = request.scope["raw_path"]
    return raw, urlencode(pairs).encode()


def selection(query: dict[str, str], newsroom: str | None) -> Selection:
    """Return the selection a query asks for; 400 for a kind there is not."""
    kind = query.get("kind")
    if kind is not None and kind not in set(Kind):
        raise bad_query("kind", f"one of {', '.join(Kind)}")
    for name in ("topic", "place", "lang"):
        if len(query.get(name, "")) > CODE:
            raise bad_query(name, f"{CODE} characters are the most")
    return Selection(
        newsroom=newsroom,
        kind=Kind(kind) if kind else None,
        topic=query.get("topic"),
        place=query.get("place"),
        lang=query.get("lang"),
        year=number(query, "year", 0, EARLIEST.year, LATEST.year - 1) or None,
    )


def number(query: dict[str, str], name: str, default: int, least: int, most: int) -> int:
    """Return a whole number within bounds; 400 otherwise."""
    text = query.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and least <= int(text) <= most):  # noqa: PLR2004
        raise bad_query(name, f"a whole number from {least} to {most}")
    return int(text)


def cursor_text(cursor: Cursor) -> str:
    """Write a cursor for a URL."""
    return places.written(cursor.published, cursor.release)


def cursor(query: dict[str, str], name: str) -> Cursor | None:
    """Read a cursor from a query; 400 where it is none of ours."""
    if name not in query:
        return None
    place = places.read(query[name])
    if place is None or len(place[1]) != ID_LENGTH:
        raise bad_query(name, "not a place in this list; start from its first page")
    return Cursor(*place)
