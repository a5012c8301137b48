"""What a page says about itself to machines: JSON-LD, Open Graph, language, address."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec
from lxml.html import HtmlElement

from releases.errors import FieldError
from releases.text.html.tree import text_of
from releases.times import local_day, local_text, parse

_ARTICLES = ("NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "PressRelease")
_TIMES = (
    *("article:published_time", "og:published_time", "datepublished", "dcterms.issued"),
    *("dc.date.issued", "dcterms.created", "publication_date", "pubdate"),
)
_MOST_NODES = 1_000
_LONGEST = 200_000


class Pictured(msgspec.Struct, frozen=True):
    """What a page tells about one picture: its address, caption and photographer."""

    url: str
    caption: str
    credit: str


class Metadata(msgspec.Struct, frozen=True):
    """`published` is an instant with offset or a date, as in the intake record, or None."""

    title: str = ""
    published: str | None = None
    language: str = ""
    url: str = ""
    pictures: tuple[Pictured, ...] = ()


def read_metadata(root: HtmlElement) -> Metadata:
    """Return what the head of a page says; what is malformed is as if it were not there."""
    article = _article(root)
    named = _meta_values(root)
    shown = root.find(".//title")
    title = _text(article.get("headline")) or named.get("og:title", "")
    stated = [_text(article.get("datePublished")), *(named.get(name, "") for name in _TIMES)]
    link = root.find(".//link[@rel='canonical']")
    return Metadata(
        title=title or ("" if shown is None else text_of(shown)),
        published=next((at for written in stated if (at := instant(written))), None),
        language=(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""),
        url=((link.get("href") if link is not None else "") or named.get("og:url", "")).strip(),
        pictures=tuple(_pictures(article.get("image"))),
    )


def instant(written: str) -> str | None:
    """Write a stated time as the record does, midnight as a date; None for what is no time."""
    try:
        moment = parse(written.strip(), "published_at")
    except FieldError:
        return None
    if moment.day_only:
        return local_day(moment.at).isoformat()
    local = local_text(moment.at)
    return local[:10] if local[11:19] == "00:00:00" else local


def _meta_values(root: HtmlElement) -> dict[str, str]:
    values: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if name and meta.get("content"):
            values.setdefault(name.lower(), meta.get("content").strip())
    return values


def _article(root: HtmlElement) -> dict[str, Any]:
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "") or len(script.text or "") > _LONGEST:
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            kinds = node.get("@type")
            if any(kind in _ARTICLES for kind in (kinds if isinstance(kinds, list) else [kinds])):
                return node
    return {}


def _nodes(data: object) -> Iterator[dict[str, Any]]:
    waiting = [data]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            yield node
            waiting += [node.get("@graph"), node.get("mainEntity")]


def _pictures(stated: object) -> Iterator[Pictured]:
    for image in stated if isinstance(stated, list) else [stated]:
        if isinstance(image, dict):
            creator = image.get("creator")
            name = creator.get("name") if isinstance(creator, dict) else creator
            yield Pictured(
                url=_text(image.get("url") or image.get("contentUrl")),
                caption=_text(image.get("caption") or image.get("description")),
                credit=_text(image.get("creditText") or name or image.get("copyrightNotice")),
            )


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
