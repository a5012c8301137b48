"""The pages of embedding: the list for an iframe, and the page where partners choose and copy."""

from collections.abc import Callable, Iterable

import msgspec
from markupsafe import Markup

from feeds import channel, snippet, wording
from feeds.accent import Accent
from feeds.embed_options import HEADING, MOST, Embed, Theme, frame_url
from feeds.item import title
from feeds.links import Links
from feeds.topics import topic_label
from releases.public import Listing
from releases.text.places import place_name
from service.pages.embed_snippets import list_snippets
from service.pages.jinja import render
from service.pages.static_files import STATIC


def component(links: Links) -> bytes:
    """Return the script that defines `<press-releases>`, with the style sheet in it."""
    sheet = STATIC["embed.css"].decode()
    # Markup: it stands in a script, where nothing is escaped as in HTML.
    styles = Markup(msgspec.json.encode(sheet).decode())  # noqa: S704 - our own, quoted as JSON
    return render("press-releases.js", links, styles=styles)


def style(accent: Accent | None) -> str:
    """Return what a frame's style has beside `embed.css`: the newsroom's colour, if it has one."""
    if accent is None:
        return ""
    return f":root{{--newsroom:{accent.light};--newsroom-dark:{accent.dark}}}"


def frame(
    listing: Listing,
    embed: Embed,
    links: Links,
    accent: Accent | None = None,
    *,
    single: bool = False,
) -> bytes:
    """Return a list as a page for an iframe, its links opening in the page around it.

    `single`: the list is one release, and is named by it.
    """
    body = snippet.fragment(listing, links, HEADING, pictures=embed.pictures, accent=accent)
    heading = channel.title(listing)
    item = listing.items[0] if single else None
    return render(
        "frame.html",
        links,
        title=title(item) if item else heading,
        canonical=links.release(item) if item else links.listing(listing.selection),
        heading=heading,
        body=Markup(body.decode()),  # noqa: S704 - safe by its promise
        style=Markup(style(accent)),  # noqa: S704 - colours and our own words
        theme=embed.theme,
        schemes={Theme.INHERIT: "light dark"},
    )


def builder(listing: Listing, embed: Embed, links: Links, *, coloured: bool = False) -> bytes:
    """Return the page where a partner chooses a list of a newsroom, sees it and copies its code.

    `coloured`: the newsroom has a colour of its own for links, which the page tells.
    """
    documents = [item.document for item in listing.items if not item.state.withdrawn]
    topics = {code for document in documents for code in document.topics}
    places = {code for document in documents for code in document.places}
    languages = {document.language for document in documents}
    return render(
        "builder.html",
        links,
        newsroom=listing.newsroom,
        selection=listing.selection,
        embed=embed,
        most=MOST,
        themes=_THEMES,
        coloured=coloured,
        topics=_labelled_codes(topics, topic_label),
        places=_labelled_codes(places, place_name),
        languages=_labelled_codes(languages, wording.language_name),
        preview=frame_url(embed, links),
        ways=list_snippets(embed, channel.title(listing), links),
    )


def _labelled_codes(codes: Iterable[str], label: Callable[[str], str]) -> list[tuple[str, str]]:
    """Return codes with what they are called, in the order of the names."""
    return sorted(((code, label(code)) for code in codes), key=lambda label: label[1].casefold())


_THEMES = {
    Theme.INHERIT: "som på den omgivande sidan",
    Theme.LIGHT: "ljusa",
    Theme.DARK: "mörka",
}
