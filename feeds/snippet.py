"""The embeddable list: an HTML fragment that is whole without script, style or third party.

It may be pasted into any page: every class name begins with `pressrum-`, nothing has an id, the
heading level is the including page's choice, and languages are marked where they change.
"""

from feeds import content, markup, wording
from feeds.accent import Accent
from feeds.channel import Channel, channel
from feeds.characters import escape, lines, spoken_attributes
from feeds.item import title
from feeds.links import Links
from feeds.picture import picture
from feeds.rendered import render_each
from releases.public import Listing, PublicRelease

# CSS pixels; the height follows from the picture, so that nothing jumps when it arrives.
THUMBNAIL_WIDTH = 240
_NOTHING = '<p class="pressrum-empty">Just nu finns inget att visa här.</p>'


def fragment(
    listing: Listing,
    links: Links,
    heading: int = 2,
    *,
    pictures: bool = False,
    accent: Accent | None = None,
) -> bytes:
    """Return a listing as an HTML fragment in UTF-8 whose titles stand at level `heading`.

    With `pictures` each release shows its first one, small, with credit. They come from this
    service's host, which a page with a strict Content-Security-Policy may not load. The newsroom's
    `accent` is only told, as data: the colours are those of the page around.
    """
    head = channel(listing, links, "rss")
    named = listing.newsroom is None

    def shown(release: PublicRelease) -> str:
        return _release(release, links, heading, pictures=pictures, named=named)

    made, _ = render_each(listing.items, shown)
    releases = "\n".join(made)
    listed = f'<ul class="pressrum-list">\n{releases}\n</ul>' if made else _NOTHING
    return (
        f'<section class="pressrum" lang="{wording.LANGUAGE}" aria-label="{escape(head.title)}"'
        f"{_accent_attributes(accent)}>\n"
        f"{listed}\n{_closing(head)}\n</section>\n"
    ).encode()


def _accent_attributes(accent: Accent | None) -> str:
    if accent is None:
        return ""
    return f' data-pressrum-accent="{accent.light}" data-pressrum-accent-dark="{accent.dark}"'


def _release(
    release: PublicRelease, links: Links, heading: int, *, pictures: bool, named: bool
) -> str:
    lang = spoken_attributes(release.document.language, wording.LANGUAGE)
    address = escape(links.release(release))
    named_link = f'<a href="{address}">{escape(title(release))}</a>'
    parts = (
        f'<h{heading} class="pressrum-title"{lang}>{named_link}</h{heading}>',
        _byline(release, named=named),
        *_details(release, links, lang, pictures=pictures),
    )
    inside = "\n".join(part for part in parts if part)
    return f'<li class="pressrum-item"><article>\n{inside}\n</article></li>'


def _details(release: PublicRelease, links: Links, lang: str, *, pictures: bool) -> tuple[str, ...]:
    if release.state.withdrawn:
        return (content.withdrawal(release, lang),)
    lead = release.document.lead
    return (
        content.corrections(release, lang),
        _thumbnail(release, links) if pictures else "",
        f'<p class="pressrum-lead"{lang}>{lines(lead)}</p>' if lead else "",
    )


def _byline(release: PublicRelease, *, named: bool) -> str:
    state = release.state
    day = markup.time_element(
        state.published, wording.day(state.published), day_only=state.day_only
    )
    kind = wording.KIND_LABELS[release.document.kind]
    source = (
        f' <span class="pressrum-source">{escape(release.newsroom.name)}</span>' if named else ""
    )
    return f'<p class="pressrum-byline"><span class="pressrum-kind">{kind}</span> {day}{source}</p>'


def _thumbnail(release: PublicRelease, links: Links) -> str:
    for image in release.images:
        media = release.picture(image)
        if media:
            small = picture(media, links, image.alt, width=THUMBNAIL_WIDTH, lazy=True)
            credit = markup.credit(image.credit)
            caption = f"<figcaption>{credit}</figcaption>" if credit else ""
            return f'<figure class="pressrum-picture">{small}{caption}</figure>'
    return ""


def _closing(head: Channel) -> str:
    title = escape(head.title)
    return (
        f'<p class="pressrum-more"><a href="{escape(head.site)}">Fler från {title}</a> '
        f'<a href="{escape(head.feed)}" type="application/rss+xml">Prenumerera (RSS)</a></p>'
    )
