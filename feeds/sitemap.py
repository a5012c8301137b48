"""Site maps for search engines: sitemaps.org 0.9, and Google's news extension of it."""

from collections.abc import Iterable
from typing import Any

from lxml import etree

from feeds.characters import language
from feeds.item import author, title
from feeds.links import Links
from feeds.rendered import Rendered, render_each
from releases.public import PublicRelease
from releases.times import local_day, local_text

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def index(addresses: Iterable[str]) -> bytes:
    """Return the index of site maps at these addresses."""
    root = etree.Element(f"{{{SITEMAP}}}sitemapindex", nsmap={None: SITEMAP})
    for address in addresses:
        _add(_add(root, "sitemap"), "loc", address)
    return _document(root)


def pages(addresses: Iterable[str]) -> bytes:
    """Return the site map of pages that are always there."""
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP})
    root.extend(map(_url, addresses))
    return _document(root)


def releases(found: Iterable[PublicRelease], links: Links) -> Rendered:
    """Return the site map of releases, each with when it changed in substance."""
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP})

    def entry(release: PublicRelease) -> Any:
        url = _url(links.release(release))
        _add(url, "lastmod", local_text(release.state.updated))
        return url

    made, failed = render_each(found, entry)
    root.extend(made)
    return Rendered(_document(root), failed)


def news(found: Iterable[PublicRelease], links: Links) -> Rendered:
    """Return the site map of what is news; which releases are is for the caller to choose.

    The schema lets no map be empty: where nothing is news, it holds the start page, which is none.
    """
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP, "news": NEWS})

    def entry(release: PublicRelease) -> Any:
        url = _url(links.release(release))
        about = _add(url, "news", namespace=NEWS)
        publication = _add(about, "publication", namespace=NEWS)
        _add(publication, "name", author(release.newsroom).name, NEWS)
        # Google wants one of each, and that of what a newsroom writes in is the likeliest.
        spoken = language(release.document.language) or release.newsroom.language
        _add(publication, "language", spoken.split("-")[0], NEWS)
        published, day_only = release.state.published, release.state.day_only
        stated = local_day(published).isoformat() if day_only else local_text(published)
        _add(about, "publication_date", stated, NEWS)
        _add(about, "title", title(release), NEWS)
        return url

    made, failed = render_each(found, entry)
    root.extend(made or [_url(links.start())])
    return Rendered(_document(root), failed)


def _url(address: str) -> Any:
    url = etree.Element(f"{{{SITEMAP}}}url")
    _add(url, "loc", address)
    return url


def _add(parent: Any, name: str, text: str = "", namespace: str = SITEMAP) -> Any:
    element = etree.SubElement(parent, f"{{{namespace}}}{name}")
    element.text = text or None
    return element


def _document(root: Any) -> bytes:
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written
