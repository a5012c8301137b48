"""The law of previews: what a preview shows of a draft is what its approval makes public.

Random lives of three releases that name one another as translations, with pictures, files and
contacts who leave; then one draft is looked at and approved, and both are rendered.
"""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from feeds import jsonfeed, ninjs, snippet, syndication
from releases.desk import approval, contacts, preview
from releases.desk import media as desk_media
from releases.desk.approval import Order
from releases.desk.preview import Wish
from releases.errors import EntryRefused, Unchanged
from releases.model import Document, DraftRef, Kind, Release, new_id
from releases.public import Listing, PublicRelease, Selection
from releases.rules.contact_expiry import DirectoryEntry
from releases.rules.validation import validate
from releases.store import drafts, listings
from releases.timeline import Significance
from releases.times import Moment
from service.pages import press_room
from tests import builders as b
from tests.releases.desk_lives import attempt
from tests.releases.histories import LIVES, Step
from tests.stores import ROOM, WHO, Desk, open_desk

IDS = ("a" * 16, "b" * 16, "c" * 16)
LEAVING = b.contact(name="Olle Ek", phones=("+46701740612",), emails=("olle@a.example",))
NOTES = st.sampled_from(["", "Rätt antal är fyra.", "  Rätt antal är fyra.\r\n\r\nInte fem.\x00 "])
DOCUMENTS = st.builds(
    b.document,
    st.sampled_from(["Nya busslinjer", "New bus lines", "Uudet bussilinjat"]),
    kind=st.sampled_from(Kind),
    language=st.sampled_from(["sv", "en", "fi"]),
    translations=st.lists(st.sampled_from(IDS), max_size=3).map(tuple),
    contacts=st.lists(st.sampled_from([b.contact(), LEAVING]), max_size=2).map(tuple),
    images=st.lists(
        st.sampled_from([b.image(), b.image(alt="", credit=""), b.image(None)]), max_size=2
    ).map(tuple),
    attachments=st.lists(st.just(b.attachment()), max_size=1).map(tuple),
    event=st.none() | st.just(b.event()),
)
WISHES = st.tuples(st.integers(-2, 9), st.sampled_from(Significance), NOTES)


def live(desk: Desk, steps: list[Step], texts: list[Document]) -> None:
    """Do what the steps allow, in a newsroom with files and with somebody who leaves."""
    files = (b.media(alt="En buss", credit="Eva", renditions=b.renditions(640)), b.pdf())
    for file in files:
        desk.write(desk_media.add, file, WHO)
    left = DirectoryEntry(new_id(), LEAVING, b.MORNING + 20 * b.HOUR)
    desk.write(contacts.put, ROOM, left, WHO, new=True)
    for own, text in zip(IDS, texts, strict=True):
        desk.write(drafts.add, ROOM, validate(text), WHO.who, own)
    for step in steps:
        desk.clock.advance(step.wait * b.HOUR)
        release = desk.read(drafts.get, DraftRef(ROOM, IDS[step.release]))
        attempt(desk, release, step, desk.clock.now() + step.ahead * b.HOUR)


def approve(desk: Desk, release: Release, wish: Wish) -> None:
    """Approve a draft as the desk does for who looked at it."""
    entries = desk.entries(release)
    waiting = preview.pending(entries, desk.clock.now())
    kept = tuple(entry for entry in entries if waiting is None or entry.id != waiting.id)
    action = preview.action_at(kept, max(wish.at, desk.clock.now()))
    order = Order(
        action,
        Moment(wish.at, day_only=False),
        wish.significance,
        wish.note,
        version=release.version,
        replaces=(waiting.id,) if waiting else (),
    )
    desk.write(approval.approve, release.ref, order, WHO)


def same(shown: PublicRelease, seen: PublicRelease) -> PublicRelease:
    """What was shown, with what only an approval gives: ids, by whom, whether subscribers hear."""
    mine, own = shown.state.entry, seen.state.entry
    entry = structs.replace(
        mine,
        id=own.id,
        revision=own.revision,
        made_by=own.made_by,
        announce=own.announce,
    )
    corrections = tuple(
        entry if correction == mine else correction for correction in shown.state.corrections
    )
    state = structs.replace(
        shown.state, entry=entry, corrections=corrections, revision=own.revision
    )
    kept = seen.revision
    revision = structs.replace(
        shown.revision, id=kept.id, number=kept.number, made_at=kept.made_at, made_by=kept.made_by
    )
    return structs.replace(shown, state=state, revision=revision)


def rendered(item: PublicRelease) -> list[bytes]:
    """The page, and the item of each feed."""
    listing = Listing(Selection(newsroom=ROOM), item.newsroom, (item,), changed_at=item.state.since)
    formats = (syndication.rss, syndication.atom, jsonfeed.jsonfeed, ninjs.ninjs)
    return [press_room.release(item, b.LINKS), *(form(listing, b.LINKS).body for form in formats)]


@given(LIVES, st.lists(DOCUMENTS, min_size=4, max_size=4), WISHES)
def test_the_preview_of_a_draft_is_what_its_approval_makes_public(
    steps: list[Step], texts: list[Document], wanted: tuple[int, Significance, str]
) -> None:
    with tempfile.TemporaryDirectory() as folder, open_desk(Path(folder) / "a.db") as live_desk:
        live(live_desk, steps, texts[:3])
        release = live_desk.save(live_desk.read(drafts.get, DraftRef(ROOM, IDS[0])), texts[3])
        hours, significance, note = wanted
        wish = Wish(live_desk.clock.now() + hours * b.HOUR, significance, note)
        try:
            shown = live_desk.read(preview.rehearse, release, wish)
            embedded = live_desk.read(preview.rehearse_list, shown, 2)
        except EntryRefused:
            with pytest.raises(EntryRefused):
                approve(live_desk, release, wish)
            return
        try:
            approve(live_desk, release, wish)
        except Unchanged:
            return
        t = max(wish.at, live_desk.clock.now())
        seen = live_desk.read(listings.release, ROOM, release.id, t)
        assert same(shown, seen) == seen
        assert rendered(shown) == rendered(seen)
        newest = live_desk.read(listings.listing, Selection(newsroom=ROOM), t, 2)
        assert snippet.fragment(embedded, b.LINKS) == snippet.fragment(newest, b.LINKS)
