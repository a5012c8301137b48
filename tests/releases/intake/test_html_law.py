"""What a page of ours shows of a release is what intake reads back from the page."""

from collections.abc import Iterator

import pytest

from feeds.links import Links
from releases.intake import Intake, read_html, to_document
from releases.intake.record import Picture
from releases.model import Document, Image
from releases.public import PublicRelease, Selection
from releases.store import listings
from releases.store.sqlite import SqliteStore
from releases.text.markdown import canonical
from releases.times import local_day, local_text
from service.demo import loader
from service.demo.content import releases
from service.media.files import MediaFiles
from service.pages import press_room
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
    loader.fill(store, MediaFiles(folder / "media"), clock)
    clock.advance(max(document.published for document in DEMO))
    listing = store.reading(listings.listing, Selection(), clock.now(), 100).result()
    yield {
        item.document.title.casefold(): item for item in listing.items if not item.state.withdrawn
    }
    store.close()


def taken_in(item: PublicRelease) -> Intake:
    (record,) = read_html(press_room.release(item, LINKS), LINKS.release(item))
    return record


def test_the_demo_is_public_and_shows_every_side(shown: dict[str, PublicRelease]) -> None:
    documents = [item.document for item in shown.values()]
    assert len(documents) >= 10
    assert any(document.event for document in documents)
    assert any(document.images for document in documents)
    assert any(item.corrections for item in shown.values())


@pytest.mark.parametrize("title", sorted({document.document.title.casefold() for document in DEMO}))
def test_the_page_of_a_release_gives_the_release_back(
    title: str, shown: dict[str, PublicRelease]
) -> None:
    if title not in shown:
        assert any(
            document.then for document in DEMO if document.document.title.casefold() == title
        )
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
