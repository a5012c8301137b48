"""A stored picture as HTML: every size a browser may choose from, and the space it will take."""

from msgspec import UNSET, UnsetType

from feeds.characters import escape
from feeds.links import Links
from releases.model import Focus, Media

# How wide a picture stands in a text, in CSS: a column of reading width, or the whole of a phone.
COLUMN = "(min-width: 60rem) 60rem, 100vw"
WEBP = "image/webp"
_MIDDLE = 50


def picture(
    media: Media,
    links: Links,
    alt: str,
    *,
    width: int | None = None,
    sizes: str = "",
    lazy: bool = False,
    mark: str = "",
) -> str:
    """Return an `<img>` that reserves its space, in a `<picture>` where there are renditions.

    `width` scales it down, in CSS pixels; `sizes` says how wide it stands where that depends on
    the page; `lazy` leaves the loading until it comes near; `mark` is its classes.
    """
    shown = min(width or media.width, media.width)
    height = max(1, round(media.height * shown / max(1, media.width)))
    told = sizes or (f"{shown}px" if width else COLUMN)
    jpegs, webps = _jpegs(media, links), _webps(media, links)
    attributes = (
        f'src="{escape(next(url for at, url in jpegs if at >= shown))}"',
        _srcset(jpegs, told) if len(jpegs) > 1 else "",
        f'alt="{escape(alt)}"',
        f'width="{shown}" height="{height}"',
        'loading="lazy"' if lazy else "",
        f'class="{mark}"' if mark else "",
    )
    image = f"<img {' '.join(attribute for attribute in attributes if attribute)}>"
    if not webps:
        return image
    return f'<picture><source type="{WEBP}" {_srcset(webps, told)}>{image}</picture>'


def thumbnail(media: Media, links: Links) -> tuple[str, int, int]:
    """Return URL, width and height of the smallest JPEG of a picture."""
    smallest = min(
        (rendition for rendition in media.renditions if rendition.type != WEBP),
        key=lambda rendition: rendition.width,
        default=None,
    )
    if smallest is None:
        return links.media(media), media.width, media.height
    return links.rendition(media, smallest), smallest.width, smallest.height


def focus(at: Focus | UnsetType) -> str:
    """Return the classes that keep a point of a picture in sight, empty for its middle.

    In tenths of each side, as the style sheet knows them: `focus-x-30 focus-y-80`.
    """
    if at is UNSET:
        return ""
    tenths = ((axis, round(part * 10) * 10) for axis, part in zip("xy", at, strict=True))
    return " ".join(f"focus-{axis}-{tenth}" for axis, tenth in tenths if tenth != _MIDDLE)


def _jpegs(media: Media, links: Links) -> list[tuple[int, str]]:
    others = [
        (rendition.width, links.rendition(media, rendition))
        for rendition in media.renditions
        if rendition.type != WEBP
    ]
    return sorted([*others, (media.width, links.media(media))])


def _webps(media: Media, links: Links) -> list[tuple[int, str]]:
    return sorted(
        (rendition.width, links.rendition(media, rendition))
        for rendition in media.renditions
        if rendition.type == WEBP
    )


def _srcset(files: list[tuple[int, str]], sizes: str) -> str:
    listed = ", ".join(f"{escape(url)} {width}w" for width, url in files)
    return f'srcset="{listed}" sizes="{escape(sizes)}"'
