"""The bytes of representative listings, kept as data so that a change of output shows in review.

Renew them after a change that is meant, and read the difference before committing it:
`PRESSRUM_RENEW=1 .venv/bin/pytest tests/feeds/test_golden.py`.
"""

import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from feeds.jsonfeed import jsonfeed
from feeds.snippet import fragment
from feeds.syndication import atom, rss
from releases.public import Listing
from tests.builders import LINKS
from tests.feeds.listings import ALL

HUBS = ("https://hub.example/",)
FORMATS: dict[str, Callable[[Listing], bytes]] = {
    "rss.xml": lambda listing: rss(listing, LINKS, HUBS).body,
    "atom.xml": lambda listing: atom(listing, LINKS, HUBS).body,
    "json": lambda listing: msgspec.json.format(jsonfeed(listing, LINKS, HUBS).body),
    "html": lambda listing: fragment(listing, LINKS),
    "pictures.html": lambda listing: fragment(listing, LINKS, 3, pictures=True),
}
GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ALL)
def test_a_listing_is_written_as_before(name: str, form: str) -> None:
    file = GOLDEN / f"{name}.{form}"
    written = FORMATS[form](ALL[name]())
    if os.environ.get("PRESSRUM_RENEW"):
        file.write_bytes(written)
    assert written == file.read_bytes()
