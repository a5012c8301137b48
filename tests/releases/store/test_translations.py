"""Translations: named on either side, shown on both, and only while both are public."""

import pytest

from releases.desk import newsroom_settings
from releases.errors import InvalidDocument
from releases.model import Release
from releases.public import Translation
from releases.store import listings
from releases.timeline import Action
from tests import builders as b
from tests.stores import ROOM, WHO, Desk

OTHER = "region-sydlandet"


def shown(desk: Desk, release: Release) -> tuple[Translation, ...]:
    item = desk.read(listings.release, release.newsroom, release.id, desk.clock.now())
    return item.translations


def names(desk: Desk, *releases: Release) -> list[list[str]]:
    return [[translation.release for translation in shown(desk, release)] for release in releases]


def english(desk: Desk, *of: Release, language: str = "en") -> Release:
    content = b.document("New bus lines", language=language, translations=[r.id for r in of])
    return desk.publish(content)


def test_naming_one_way_shows_on_both_sides(desk: Desk) -> None:
    swedish = desk.publish()
    other = english(desk, swedish)
    assert shown(desk, swedish) == (Translation(other.id, "en", "New bus lines"),)
    assert shown(desk, other) == (Translation(swedish.id, "sv", "Nya busslinjer till sjukhuset"),)


def test_naming_both_ways_shows_once(desk: Desk) -> None:
    swedish = desk.draft()
    other = desk.publish(b.document("New", language="en", translations=(swedish.id,)))
    desk.save(swedish, b.document(translations=(other.id,)))
    desk.order(swedish)
    assert names(desk, swedish, other) == [[other.id], [swedish.id]]


def test_a_translation_shows_from_its_instant_until_it_is_withdrawn(desk: Desk) -> None:
    planned = desk.draft(b.document("New", language="en"))
    swedish = desk.publish(b.document(translations=(planned.id,)))
    desk.order(planned, at=b.MORNING + b.HOUR)
    desk.clock.set(b.MORNING + b.HOUR - b.HOUR / 3_600_000)
    assert shown(desk, swedish) == ()
    desk.clock.set(b.MORNING + b.HOUR)
    assert names(desk, swedish, planned) == [[planned.id], [swedish.id]]
    desk.order(planned, Action.WITHDRAW)
    assert names(desk, swedish, planned) == [[], []]


def test_a_correction_that_names_no_translation_any_more_takes_it_back(desk: Desk) -> None:
    swedish = desk.publish()
    other = english(desk, swedish)
    desk.save(other, b.document("New bus lines", language="en"))
    desk.order(other, Action.CORRECT, at=b.MORNING + b.HOUR)
    assert names(desk, swedish) == [[other.id]]
    desk.clock.advance(b.HOUR)
    assert names(desk, swedish) == [[]]


def test_other_newsrooms_the_same_language_and_itself_are_no_translations(desk: Desk) -> None:
    desk.write(newsroom_settings.add_newsroom, b.newsroom(OTHER), WHO)
    elsewhere = desk.publish(b.document("New", language="en"), OTHER)
    same = desk.publish()
    first = desk.draft()
    desk.save(first, b.document(translations=(elsewhere.id, same.id, first.id, "a" * 16)))
    desk.order(first)
    assert names(desk, first, elsewhere, same) == [[], [], []]


def test_a_language_is_shown_once_and_languages_in_order(desk: Desk) -> None:
    swedish = desk.publish()
    finnish = english(desk, swedish, language="fi")
    twice = sorted(english(desk, swedish).id for _ in range(2))
    assert names(desk, swedish) == [[twice[0], finnish.id]]


def test_what_is_no_id_of_a_release_is_refused(desk: Desk) -> None:
    with pytest.raises(InvalidDocument) as refused:
        desk.draft(b.document(translations=("a" * 16, "Ny busslinje", "0" * 16)))
    assert [error.field for error in refused.value.errors] == ["translations[1]", "translations[2]"]
    release = desk.draft(b.document(translations=("a" * 16, "a" * 16)))
    assert release.draft.translations == ("a" * 16,)
    assert release.newsroom == ROOM
