"""Query strings: known parameters, one spelling each, clear refusals."""

import re
from collections.abc import Collection

from starlette.requests import Request

from feeds.links import FILTERS
from releases.model import ID_LENGTH, Kind
from releases.public import Cursor, Selection
from releases.rules.validation import CODE
from releases.text import languages
from releases.times import EARLIEST, LATEST
from service.problems import bad_request
from service.public import cursors

_NUMBER = re.compile(r"0|[1-9][0-9]{0,3}")


def parse_query(
    request: Request, known: Collection[str], *, strict: bool = False
) -> dict[str, str]:
    """Return the query's known parameters without empty ones, in the order of those known.

    Others are for whoever put them there: utm_source, fbclid, dnt. 400 for a repeated one, and for
    an unknown one where it is `strict`.
    """
    parameters: dict[str, str] = {}
    if not request.scope["query_string"]:
        return parameters
    for name, value in request.query_params.multi_items():
        if name not in known:
            if not strict:
                continue
            if not known:
                raise bad_request(name, "parameter_unexpected")
            raise bad_request(name, "parameter_unknown", known=", ".join(known))
        if name in parameters:
            raise bad_request(name, "parameter_doubled")
        parameters[name] = _spelling(name, value)
    return {name: parameters[name] for name in known if parameters.get(name)}


def _spelling(name: str, value: str) -> str:
    """Return the one spelling of a value: the case of a language's tag means nothing."""
    return languages.canonical(value) or value if name == "lang" else value


def selection(query: dict[str, str], newsroom: str | None) -> Selection:
    """Return the selection a query asks for; 400 for a kind there is not."""
    kind = query.get("kind")
    if kind is not None and kind not in set(Kind):
        raise bad_request("kind", "not_one_of", choices=", ".join(Kind))
    for name in FILTERS:
        if len(query.get(name, "")) > CODE:
            raise bad_request(name, "parameter_too_long", most=CODE)
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
    # One spelling of each: 007 would be kept beside 7.
    if not (_NUMBER.fullmatch(text) and least <= int(text) <= most):
        raise bad_request(name, "number_out_of_range", least=least, most=most)
    return int(text)


def cursor_text(cursor: Cursor) -> str:
    """Write a cursor for a URL."""
    return cursors.format_cursor(cursor.published, cursor.release)


def cursor(query: dict[str, str], name: str) -> Cursor | None:
    """Read a cursor from a query; 400 where it is none of ours."""
    if name not in query:
        return None
    place = cursors.parse_cursor(query[name])
    if place is None or len(place[1]) != ID_LENGTH:
        raise bad_request(name, "place_unknown")
    return Cursor(*place)
