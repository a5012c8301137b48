"""Swedish title -> slug for URLs. A slug is decoration: the id names the release."""

from functools import lru_cache

from slugify import slugify

from releases.errors import FieldError

MAX_LENGTH = 80
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SWEDISH = [("å", "a"), ("ä", "a"), ("ö", "o"), ("é", "e"), ("ø", "o"), ("æ", "a")]

# Words the service uses at the root of its URLs, or may come to use.
RESERVED = frozenset(
    (
        *("about", "api", "archive", "assets", "embed", "favicon", "feed", "feeds", "health"),
        *("media", "metrics", "news-sitemap", "oembed", "om", "redaktion", "robots", "search"),
        *("sitemap", "static", "tillganglighet", "well-known"),
        # The first words below /redaktion.
        *("forhandsvisning", "konto", "logga-in", "logga-ut"),
    )
)


# A page says the address of its release several times over.
@lru_cache(1_024)
def slug(title: str) -> str:
    """Return lower-case ASCII words joined by hyphens, at most 80 characters, never empty."""
    pairs = _SWEDISH + [(a.upper(), b.upper()) for a, b in _SWEDISH]
    return (
        slugify(
            title.translate(_INVISIBLE),
            max_length=MAX_LENGTH,
            word_boundary=True,
            save_order=True,
            replacements=pairs,
        )
        or "-"
    )


def check_newsroom_slug(text: str, field: str = "slug") -> str:
    """Return the text if it may name a newsroom, else raise `FieldError`."""
    if (
        not text
        or len(text) > MAX_LENGTH
        or set(text) - set("abcdefghijklmnopqrstuvwxyz0123456789-")
    ):
        raise FieldError(field, "slug_malformed", most=MAX_LENGTH)
    if text.startswith("-") or text.endswith("-"):
        raise FieldError(field, "slug_hyphenated")
    if text in RESERVED:
        raise FieldError(field, "slug_reserved", text=text)
    return text
