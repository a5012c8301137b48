"""The law of the search: it finds what the timeline calls public, by its words, nothing else."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from releases.model import Kind
from releases.public import PublicRelease, Selection
from releases.store import listings, search
from releases.store.search import SearchOrder
from releases.text.search_terms import Question, places, question
from tests import builders as b
from tests.releases.histories import LIVES
from tests.releases.store.test_listings_law import instants, live, world
from tests.stores import ROOM, Desk, open_desk

ASKED = st.sampled_from(
    ["utgåva", "utgåva 2", "2", "buss", "utgåv buss", '"utgåva 1"', "utgava", '"1 från"']
)
NARROWED = st.builds(
    Selection,
    newsroom=st.sampled_from([None, ROOM]),
    kind=st.sampled_from([None, None, Kind.NEWS]),
    topic=st.sampled_from([None, None, "vård", "buss"]),
    place=st.sampled_from([None, None, "1880"]),
    lang=st.sampled_from([None, None, "en"]),
    year=st.sampled_from([None, None, 2018, 2017]),
)


def hits(item: PublicRelease, typed: str) -> tuple[bool, bool]:
    """Tell whether every phrase stands in the title, and whether it does anywhere."""
    document = item.document
    fields = (document.title, f"{document.lead}\n{document.body}")
    asked = [Question((phrase,)) for phrase in question(typed).phrases]
    in_title = all(places(word, document.title) for word in asked)
    return in_title, all(any(places(word, field) for field in fields) for word in asked)


def pages(desk: Desk, typed: str, selection: Selection, t: Any, order: SearchOrder) -> list[str]:
    """Everything that following the pages of two meets."""
    met: list[str] = []
    after = None
    while True:
        page = desk.read(search.hits, question(typed), selection, t, 2, order, after)
        met += page.releases
        assert page.total >= len(page.releases)
        if page.older is None:
            assert page.total == len(met)
            return met
        after = page.older


@given(LIVES, ASKED, NARROWED)
def test_a_search_finds_what_is_public_by_its_words_at_every_instant(
    steps: Any, typed: str, selection: Selection
) -> None:
    with tempfile.TemporaryDirectory() as folder, open_desk(Path(folder) / "p.db") as desk:
        live(desk, steps)
        for t in instants(desk.read(world)):
            items = desk.read(listings.listing, selection, t, 100).items
            met = {item.id: hits(item, typed) for item in items}
            dated = [item.id for item in items if met[item.id][1]]
            assert pages(desk, typed, selection, t, SearchOrder.DATE) == dated
            first = [instant for instant in dated if met[instant][0]]
            ranked = first + [instant for instant in dated if instant not in first]
            assert pages(desk, typed, selection, t, SearchOrder.RELEVANCE) == ranked


def test_a_database_from_before_the_search_is_searchable_once_opened(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    with open_desk(path) as desk:
        release = desk.publish(b.document("Bussar"))
        desk.write(lambda tx: tx.run("DELETE FROM search"))
    with open_desk(path) as desk:
        found_now = desk.read(search.hits, question("buss"), Selection(), b.MORNING, 9)
        assert found_now.releases == (release.id,)
