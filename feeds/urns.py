"""The URIs by which readers know a feed and a list of codes, beside `releases.model.urn`."""

from releases.model import urn


def feed_urn(installation: str, newsroom: str | None, filters: str) -> str:
    """Return the URI of a feed: a newsroom's (None: of all), narrowed by a canonical query.

    Newsrooms have the same slugs elsewhere, so the name of the installation is part of it; an
    empty one, of old, is not.
    """
    # Neither release ids, slugs nor queries hold a colon, so the kinds of name can never meet.
    within = f"{installation}:" if installation else ""
    return urn(f"feed:{within}{newsroom or ''}{filters}")


def scheme_urn(name: str) -> str:
    """Return the URI of a list of codes, kind, topic or place: the same wherever it is used."""
    return urn(f"scheme:{name}")
