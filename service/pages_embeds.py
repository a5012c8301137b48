"""The pages of embedding: the list for an iframe, and the page where partners choose and copy."""

from collections.abc import Callable, Iterable
from importlib.resources import files

import msgspec
from markupsafe import Markup

from feeds import channel, snippet, wording
from feeds.embedding import HEADING, MOST, Embed, Theme, frame_url
from feeds.item import title
from feeds.links import Links
from feeds.topics import place_label, topic_label
from releases.reading import Listing
from service.embed_code import ways
from service.pages_rendering import render


def component(links: Links) -> bytes:
    """Return the script that defines `<press-releases>`, with the style sheet in it."""
    sheet = files("service").joinpath("static", "embed.css").read_text(encoding="utf-8")
    # Markup: it stands in a script, where nothing is escaped as in HTML.
    styles = Markup(msgspec.json.encode(sheet).decode())  # noqa: S704 - our own, quoted as JSON
    return render("press-releases.js", links, styles=styles)


def frame(listing: Listing, embed: Embed, links: Links, *, single: bool = False) -> bytes:
    """Return a list as a page for an iframe, its links opening in the page around it.

    `single`: the list is one release, and is named by it.
    """
    body = snippet.fragment(listing, links, HEADING, pictures=embed.pictures)
    heading = channel.title(listing)
    item = listing.items[0] if single else None
    return render(
        "frame.html",
        links,
        title=title(item) if item else heading,
        canonical=links.release(item) if item else links.listing(listing.selection),
        heading=heading,
        body=Markup(body.decode()),  # noqa: S704 - safe by its promise
        theme=embed.theme,
        schemes={Theme.INHERIT: "light dark"},
    )


def builder(listing: Listing, embed: Embed, links: Links) -> bytes:
    """Return the page where a partner chooses a list of a newsroom, sees it and copies its code."""
    documents = [item.document for item in listing.items if not item.state.withdrawn]
    topics = {code for each in documents for code in each.topics}
    places = {code for each in documents for code in each.places}
    languages = {each.language for each in documents}
    return render(
        "builder.html",
        links,
        newsroom=listing.newsroom,
        selection=listing.selection,
        embed=embed,
        most=MOST,
        themes=_THEMES,
        topics=_named(topics, topic_label),
        places=_named(places, place_label),
        languages=_named(languages, wording.language_name),
        preview=frame_url(embed, links),
        ways=ways(embed, channel.title(listing), links),
    )


def _named(codes: Iterable[str], label: Callable[[str], str]) -> list[tuple[str, str]]:
    """Return codes with what they are called, in the order of the names."""
    return sorted(((code, label(code)) for code in codes), key=lambda each: each[1].casefold())


_THEMES = {
    Theme.INHERIT: "som sidan runt omkring",
    Theme.LIGHT: "ljusa",
    Theme.DARK: "mörka",
}
