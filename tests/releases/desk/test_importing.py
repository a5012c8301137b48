"""Imports: a feed is taken in once and silently; a release that comes back is what it was."""

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from msgspec import structs

from releases import timeline
from releases.desk import importing
from releases.desk.importing import Arrival, ImportStatus, Outcome, Overrides
from releases.errors import AlreadyExists, FieldError, NotFound
from releases.exchange import frontmatter
from releases.exchange.release_export import Story, check_story
from releases.model import Document, DraftRef
from releases.public import Selection
from releases.store import audit, desklist, drafts, listings, log, outbox, search, stories
from releases.store.desklist import DeskState
from releases.store.tx import Tx
from releases.text import search_terms
from releases.timeline import Action, Significance
from releases.times import Moment
from tests import builders as b
from tests.clocks import ManualClock
from tests.releases.desk_lives import attempt
from tests.releases.histories import LIVES, Step, instants
from tests.stores import ROOM, WHO, Desk, open_desk

NUMBER = "Ring 811218-9876."
PAST = Moment(b.MORNING - 100 * b.DAY, day_only=False)


def arrival(title: str = "Ny bro", item: str = "urn:x:1", **fields: Any) -> Arrival:
    values: dict[str, Any] = {
        "source": "",
        "sha256": title,
        "published": PAST,
        "document": Document(title),
    }
    return Arrival(title, item=item, **(values | fields))


def take(
    desk: Desk, *arrivals: Arrival, publish: bool = True, override: bool = False
) -> tuple[Outcome, ...]:
    desk.clock.advance(b.HOUR)
    return desk.write(
        importing.take_in, ROOM, arrivals, WHO, Overrides(numbers=override), publish=publish
    )


def fates(outcomes: tuple[Outcome, ...]) -> list[ImportStatus]:
    return [outcome.fate for outcome in outcomes]


def told(desk: Desk, release_id: str) -> Story:
    return desk.read(stories.get, DraftRef(ROOM, release_id))


def titles(desk: Desk) -> list[str]:
    """What the public reads now, newest first."""
    listing = desk.read(listings.listing, Selection(ROOM), desk.clock.now(), 50)
    return [item.document.title for item in listing.items]


def test_placeholders_wait_as_a_draft_until_they_are_overridden(desk: Desk) -> None:
    unfilled = Document("Ny bro i [plats]")
    (done,) = take(desk, arrival(document=unfilled))
    assert done.fate is ImportStatus.ADDED
    assert (done.entry, "placeholders" in done.reason) == (None, True)
    other = arrival(item="urn:x:2", document=unfilled)
    overrides = Overrides(placeholders=True)
    (done,) = desk.write(importing.take_in, ROOM, (other,), WHO, overrides, publish=True)
    assert done.entry is not None


def test_identity_numbers_wait_as_a_draft_until_they_are_overridden(desk: Desk) -> None:
    """A public text keeps standing as it was; the new one is not taken in."""
    (outcome,) = take(desk, arrival(document=b.document(body=NUMBER)))
    assert (outcome.fate, outcome.entry) == (ImportStatus.ADDED, None)
    assert "identity number" in outcome.reason
    (sound,) = take(desk, arrival("Ny väg", "urn:x:2"))
    changed = arrival("Ny väg", "urn:x:2", sha256="2", document=b.document("Ny väg", body=NUMBER))
    (left,) = take(desk, changed)
    assert (left.fate, left.entry) == (ImportStatus.LEFT, None)
    assert titles(desk) == ["Ny väg"]
    (done,) = take(desk, changed, override=True)
    assert done.fate is ImportStatus.CORRECTED
    assert sound.release is not None
    assert "release.override" in {
        deed.action for deed in desk.read(audit.list_entries, DraftRef(ROOM, sound.release))
    }


def test_an_item_is_published_at_its_date_and_told_to_nobody(desk: Desk) -> None:
    (outcome,) = take(desk, arrival())
    assert outcome.entry is not None
    assert (outcome.entry.at, outcome.entry.announce) == (PAST.at, False)
    assert outcome.entry.effective == desk.clock.now(), "nothing was public before it came"
    assert desk.read(outbox.counts) == {}
    assert titles(desk) == ["Ny bro"]


def test_a_second_time_nothing_is_left_to_do(desk: Desk) -> None:
    arrivals = [arrival(), arrival("Ny väg", "urn:x:2")]
    assert fates(take(desk, *arrivals)) == [ImportStatus.ADDED, ImportStatus.ADDED]
    before = desk.read(log.everything)
    assert fates(take(desk, *arrivals)) == [ImportStatus.UNCHANGED, ImportStatus.UNCHANGED]
    assert desk.read(log.everything) == before


@pytest.mark.parametrize("published", [None, Moment(b.MORNING + 100 * b.DAY, day_only=False)])
def test_an_item_without_date_or_of_the_future_waits_as_a_draft(
    desk: Desk, published: Moment | None
) -> None:
    (outcome,) = take(desk, arrival(published=published))
    assert (outcome.fate, outcome.entry) == (ImportStatus.ADDED, None)
    assert "kept as a draft" in outcome.reason
    assert titles(desk) == []


def test_drafts_are_made_unless_publication_is_asked_for(desk: Desk) -> None:
    (outcome,) = take(desk, arrival(), publish=False)
    assert (outcome.entry, outcome.reason) == (None, "")
    (again,) = take(desk, arrival("Nyare bro"), publish=False)
    assert (again.fate, again.entry) == (ImportStatus.CORRECTED, None)
    assert outcome.release is not None
    assert desk.read(drafts.get, DraftRef(ROOM, outcome.release)).draft.title == "Nyare bro"


def test_a_changed_item_is_a_minor_correction_that_nobody_is_told_of(desk: Desk) -> None:
    (first,) = take(desk, arrival())
    (outcome,) = take(desk, arrival("Rättad bro"))
    assert (outcome.fate, outcome.release) == (ImportStatus.CORRECTED, first.release)
    assert outcome.entry is not None
    assert outcome.entry.action is Action.CORRECT
    assert outcome.entry.significance is Significance.MINOR
    assert not outcome.entry.announce
    assert titles(desk) == ["Rättad bro"]
    assert fates(take(desk, arrival("Rättad bro"))) == [ImportStatus.UNCHANGED]


def test_an_item_that_only_says_the_same_in_other_words_changes_nothing(desk: Desk) -> None:
    take(desk, arrival())
    before = desk.read(log.everything)
    assert fates(take(desk, arrival(sha256="annan"))) == [ImportStatus.UNCHANGED]
    assert desk.read(log.everything) == before


def test_what_a_person_has_edited_is_left_alone(desk: Desk) -> None:
    (first,) = take(desk, arrival())
    assert first.release is not None
    release = desk.read(drafts.get, DraftRef(ROOM, first.release))
    desk.save(release, Document("Omskriven"))
    (outcome,) = take(desk, arrival("Rättad bro"))
    assert (outcome.fate, outcome.entry) == (ImportStatus.LEFT, None)
    assert desk.read(drafts.get, DraftRef(ROOM, first.release)).draft.title == "Omskriven"


def test_what_was_withdrawn_stays_withdrawn(desk: Desk) -> None:
    (first,) = take(desk, arrival())
    assert first.release is not None
    release = desk.read(drafts.get, DraftRef(ROOM, first.release))
    desk.clock.advance(b.HOUR)
    desk.order(release, Action.WITHDRAW)
    assert fates(take(desk, arrival("Rättad bro"))) == [ImportStatus.LEFT]


def test_one_id_in_two_feeds_is_two_items_and_in_two_newsrooms_too(desk: Desk) -> None:
    outcomes = take(desk, arrival(item="7", source="a"), arrival(item="7", source="b"))
    assert fates(outcomes) == [ImportStatus.ADDED, ImportStatus.ADDED]


@settings(max_examples=25)
@given(LIVES)
def test_whatever_happened_comes_back_as_it_was(steps: list[Step]) -> None:
    """Export and import are the identity on stories, on the log and on what is public when."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_desk(folder / "a.db") as old, open_desk(folder / "b.db") as new:
            _live(old, steps)
            now = old.clock.now()
            new.clock.set(now)
            told = list(_told(old))
            for story in told:
                came = frontmatter.parse_file(frontmatter.write(story, now))
                assert came == story
                assert new.write(importing.restore, check_story(came), WHO)
            assert list(_told(new)) == told
            before, after = old.read(log.everything), new.read(log.everything)
            assert set(after) == set(before)
            assert _derived(new) == _derived(old)
            for t in instants(before):
                assert timeline.public(after, t) == timeline.public(before, t)
                assert _listed(new, t) == _listed(old, t)
            assert new.read(outbox.counts) == {}


def _live(desk: Desk, steps: list[Step]) -> None:
    """Live three lives; each deed at an instant of its own, as revisions are told apart by it."""
    lives = [desk.draft() for _ in range(3)]
    for step in steps:
        desk.clock.advance(step.wait * b.HOUR + timedelta(seconds=1))
        at = desk.clock.now() + step.ahead * b.HOUR if step.ahead else None
        attempt(desk, lives[step.release], step, at)
    desk.clock.advance(b.HOUR)


def _told(desk: Desk) -> Iterator[Story]:
    for release_id in sorted(desk.read(stories.ids, ROOM)):
        yield desk.read(stories.get, DraftRef(ROOM, release_id))


def _derived(desk: Desk) -> dict[str, set[tuple[object, ...]]]:
    """Every row that follows from the log, without the ids that only tell rows apart."""
    wanted = (
        "SELECT * FROM period",
        "SELECT * FROM facet",
        "SELECT release, since_ms, until_ms, title, text, keys FROM search",
        "SELECT id, logged FROM release",
    )

    def rows(tx: Tx, statement: str) -> set[tuple[object, ...]]:
        return {tuple(row) for row in tx.all(statement)}

    return {width: desk.read(rows, width) for width in wanted}


def _listed(desk: Desk, t: Any) -> Any:
    listing = desk.read(listings.listing, Selection(ROOM), t, 50, notices=True)
    # An installation goes by an id of its own; the rest must be the same everywhere.
    return structs.replace(listing, installation="")


def test_a_plan_that_was_cancelled_comes_back_as_a_draft_that_nobody_finds(
    desk: Desk, tmp_path: Path
) -> None:
    release = desk.draft(b.document("Hemligheten", body="Kanariefågeln sjunger."))
    planned = desk.order(release, at=b.MORNING + b.HOUR)
    desk.cancel(release, planned)
    story = told(desk, release.id)
    with open_desk(tmp_path / "other.db", ManualClock(b.MORNING + b.DAY)) as other:
        other.write(importing.restore, check_story(story), WHO)
        asked, now = search_terms.question("kanariefågeln"), other.clock.now()
        assert other.read(search.hits, asked, Selection(ROOM), now, 20).total == 0
        waiting = other.read(desklist.page, ROOM, now, 50, DeskState.DRAFT)
        assert [item.release.id for item in waiting.items] == [release.id]


def test_coming_back_twice_is_coming_back_once(desk: Desk, tmp_path: Path) -> None:
    release = desk.publish()
    story = told(desk, release.id)
    assert not desk.write(importing.restore, check_story(story), WHO), "it is here already"
    with open_desk(tmp_path / "other.db", ManualClock(b.MORNING + b.DAY)) as other:
        assert other.write(importing.restore, check_story(story), WHO)
        assert not other.write(importing.restore, check_story(story), WHO)
        deeds = other.read(audit.list_entries, release.ref)
        assert [deed.action for deed in deeds] == ["release.restore"]


def test_an_export_from_before_entries_said_what_they_replace_is_here_already(desk: Desk) -> None:
    release = desk.draft()
    desk.move(release, desk.order(release, at=b.MORNING + b.HOUR), b.MORNING + b.DAY)
    before = told(desk, release.id).without_replacements
    assert before != told(desk, release.id)
    assert not desk.write(importing.restore, check_story(before), WHO)


def test_a_release_that_has_gone_on_is_not_overwritten(desk: Desk) -> None:
    release = desk.publish()
    story = told(desk, release.id)
    desk.clock.advance(b.HOUR)
    desk.save(release, b.document("Ändrad"))
    with pytest.raises(AlreadyExists):
        desk.write(importing.restore, check_story(story), WHO)
    assert desk.release(release).draft.title == "Ändrad"


def test_ids_of_others_are_not_taken_over(desk: Desk) -> None:
    story = told(desk, desk.publish().id)
    thief = structs.replace(
        story,
        release=structs.replace(story.release, id="annan"),
        revisions=tuple(structs.replace(revision, release="annan") for revision in story.revisions),
        entries=tuple(structs.replace(entry, release="annan") for entry in story.entries),
    )
    with pytest.raises(AlreadyExists):
        desk.write(importing.restore, check_story(thief), WHO)


def test_a_story_needs_its_newsroom_and_a_past(desk: Desk, tmp_path: Path) -> None:
    story = told(desk, desk.publish().id)
    elsewhere = structs.replace(story, release=structs.replace(story.release, newsroom="okand"))
    with pytest.raises(NotFound):
        desk.write(importing.restore, check_story(elsewhere), WHO)
    with (
        open_desk(tmp_path / "early.db", ManualClock(b.MORNING - b.DAY)) as early,
        pytest.raises(FieldError, match="future"),
    ):
        early.write(importing.restore, check_story(story), WHO)
