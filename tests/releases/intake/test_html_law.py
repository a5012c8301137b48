"""What a page of ours shows of a release is what intake reads back from the page."""

from collections.abc import Iterator

import pytest

from feeds.links import Links
from releases.intake import Intake, read_html, to_document
from releases.intake.record import Picture
from releases.markdown import canonical
from releases.model import Document, Image
from releases.reading import PublicRelease, Selection
from releases.store import listings
from releases.store.sqlite import SqliteStore
from releases.times import local_day, local_text
from service import pages
from service.demo import filling
from service.demo.content import releases
from service.mediafiles import MediaFiles
from tests.builders import MORNING
from tests.clocks import ManualClock

LINKS = Links("https://press.example")
DEMO = releases(MORNING)
LABELS = ("Foto: ", "Bild: ")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, PublicRelease]]:
    folder = tmp_path_factory.mktemp("demo")
    clock = ManualClock()
    store = SqliteStore(folder / "pressrum.db", clock)
    filling.fill(store, MediaFiles(folder / "media"), clock)
    clock.advance(max(each.published for each in DEMO))
    found = store.reading(listings.listing, Selection(), clock.now(), 100).result()
    yield {item.document.title.casefold(): item for item in found.items if not item.state.withdrawn}
    store.close()


def taken_in(item: PublicRelease) -> Intake:
    (record,) = read_html(pages.release(item, LINKS), LINKS.release(item))
    return record


def test_the_demo_is_public_and_shows_every_side(shown: dict[str, PublicRelease]) -> None:
    documents = [item.document for item in shown.values()]
    assert len(documents) >= 10
    assert any(each.event for each in documents)
    assert any(each.images for each in documents)
    assert any(item.corrections for item in shown.values())


@pytest.mark.parametrize("title", sorted({each.document.title.casefold() for each in DEMO}))
def test_the_page_of_a_release_gives_the_release_back(
    title: str, shown: dict[str, PublicRelease]
) -> None:
    if title not in shown:
        assert any(each.then for each in DEMO if each.document.title.casefold() == title)
        return
    item = shown[title]
    written, record = item.document, taken_in(item)
    read = to_document(record)
    assert (read.title, read.kind) == (written.title, written.kind)
    assert read.lead == _spaced(written.lead)
    assert record.published_at == (
        local_day(item.state.published).isoformat()
        if item.state.day_only
        else local_text(item.state.published)
    )
    assert read.body == _body(written)
    assert read.contacts == written.contacts
    assert record.images == tuple(map(_picture, written.images))
    assert read.event == written.event
    assert record.language == written.language
    assert record.about == _spaced(written.about or item.newsroom.about)


def _body(written: Document) -> str:
    """Return the body with the links that a page shows below it, which intake keeps there."""
    listed = "\n".join(f"* [{link.title}]({link.url})" for link in written.links)
    below = f"\n\n## Länkar\n\n{listed}" if listed else ""
    return _spaced(canonical(written.body).strip()) + below


def _spaced(text: str) -> str:
    """Return the text as the rules of intake see it: a no-break space is a space."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def _picture(image: Image) -> Picture:
    credit = image.credit
    for label in LABELS:
        credit = credit.removeprefix(label)
    return Picture(image.caption, image.alt, credit)
