"""Readers that others wrote see in every format what was published: the same, and all of it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from releases.desk.approval import Order
from releases.model import Document, urn
from releases.timeline import Action
from tests import builders as b
from tests.clocks import ManualClock
from tests.readers.feed_readers import READERS, ReaderItem
from tests.service.app_server import ROOM, Press, moment, run_app

AUTHOR = "Region Mellanlandet"
CASES = [(reader, form) for reader, (_, forms) in READERS.items() for form in forms]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Press, list[ReaderItem]]]:
    """A service with releases of every sort, and what a reader should see of them."""
    with run_app(tmp_path_factory.mktemp("readers"), ManualClock(), reachable=True) as press:
        press.picture("bild1")
        pictured = b.document("Bussar & tåg: ”var tionde <minut>”", images=(b.image(),))
        at = b.MORNING - b.DAY
        swedish = _publish(press, at, pictured)
        english = _publish(
            press, at - b.HOUR, b.document("New lines", language="en", translations=(swedish,))
        )
        long = _publish(press, at - b.DAY, b.document("Ö" * 150 + " å" * 60, lead="", body=""))
        gone = _publish(press, at - 2 * b.DAY, b.document("Fel siffror"))
        old = _publish(press, at - 9_000 * b.DAY, b.document("Från förr", body="* a\n* b"))
        press.clock.advance(b.HOUR)
        right = replace(pictured, lead="Klockan tio.")
        press.order(swedish, Order(Action.CORRECT, note="Tiden var fel."), right)
        press.order(gone, Order(Action.WITHDRAW, note="Siffrorna var fel."))
        picture = (f"{press.address}/media/bild1.jpg",)
        told = [
            (swedish, at, "Bussar & tåg: ”var tionde <minut>”", picture),
            (english, at - b.HOUR, "New lines", ()),
            (long, at - b.DAY, "Ö" * 150 + " å" * 60, ()),
            (gone, at - 2 * b.DAY, "Återkallat: Fel siffror", ()),
            (old, at - 9_000 * b.DAY, "Från förr", ()),
        ]
        items = press.get(f"/{ROOM}/feed.json").json()["items"]
        pages = {item["id"]: item["url"] for item in items}
        yield (
            press,
            [
                ReaderItem(urn(entry), title, pages[urn(entry)], published, AUTHOR, files)
                for entry, published, title, files in told
            ],
        )


def _publish(press: Press, at: datetime, content: Document) -> str:
    return press.publish(content, Order(Action.PUBLISH, moment(at))).release


@pytest.mark.parametrize(("reader", "form"), CASES)
def test_a_reader_sees_ids_dates_titles_authors_pages_and_enclosures(
    published: tuple[Press, list[ReaderItem]], reader: str, form: str, tmp_path: Path
) -> None:
    press, expected = published
    ask, _ = READERS[reader]
    seen = ask(f"{press.address}/{ROOM}/feed.{form}", tmp_path)
    assert [entry.id for entry in seen] == [entry.id for entry in expected]
    for one, other in zip(seen, expected, strict=True):
        assert (one.title, one.link) == (other.title, other.link)
        assert (one.published, one.author) == (other.published, other.author)
        assert one.enclosures in (None, other.enclosures)
