"""The library of pictures: words in any case, newest first, a bounded search, who uses what."""

from datetime import timedelta

import pytest

from releases.desk import media as desk_media
from releases.errors import NotFound
from releases.model import Media
from releases.store import media as media_store
from releases.store import picture_library
from releases.store.tx import Tx
from releases.timeline import Action
from tests import builders as b
from tests.stores import ROOM, WHO, Desk


def keep(desk: Desk, *names: str, **words: str) -> None:
    for name in names:
        desk.write(media_store.add, b.media(name, newsroom=ROOM, **words))
        desk.clock.advance(timedelta(seconds=1))


def found(desk: Desk, asked: str, count: int = 10) -> list[str]:
    page = desk.read(picture_library.search, ROOM, asked, count)
    return [picture.id for picture in page.pictures]


def test_pictures_are_found_by_all_words_in_any_case_newest_first(desk: Desk) -> None:
    keep(desk, "a", alt="En BUSS vid Ängen", credit="Åsa Ek")
    keep(desk, "b", alt="En stadsbuss", caption="100% el_buss!")
    keep(desk, "c", alt="Ett tåg", creator="Kim Buss")
    desk.write(media_store.add, b.pdf("d", newsroom=ROOM, title="Buss"))
    assert found(desk, "") == ["c", "b", "a"]
    assert found(desk, " buss ") == ["c", "b", "a"]
    assert found(desk, "ängen ÅSA") == ["a"]
    assert found(desk, "100% el_buss!") == ["b"]
    assert found(desk, "%") == ["b"]
    assert found(desk, "buss båt") == []


def test_a_page_goes_on_where_the_last_ended(desk: Desk) -> None:
    keep(desk, *(f"p{number}" for number in range(7)), alt="En buss")
    seen, before = [], None
    for _ in range(4):
        page = desk.read(picture_library.search, ROOM, "buss", 2, before)
        seen += [picture.id for picture in page.pictures]
        before = page.older
    assert before is None
    assert seen == [f"p{number}" for number in reversed(range(7))]


def test_a_search_looks_through_so_many_and_goes_on_when_asked(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture_library, "LOOKED_THROUGH", 3)
    keep(desk, "old", alt="En buss")
    keep(desk, *(f"p{number}" for number in range(5)), alt="Ett tåg")
    first = desk.read(picture_library.search, ROOM, "buss", 10)
    assert first.pictures == ()
    second = desk.read(picture_library.search, ROOM, "buss", 10, first.older)
    assert [picture.id for picture in second.pictures] == ["old"]


def test_who_uses_a_picture_is_known_of_drafts_and_of_what_is_public(desk: Desk) -> None:
    keep(desk, "used", "unused")
    release = desk.publish(b.document(images=(b.image("used"),)))
    desk.save(release, b.document(images=()))
    draft = desk.draft(b.document("Utkast", images=(b.image("used"),)))
    uses = desk.read(picture_library.uses, ROOM, "used", desk.clock.now())
    assert {(use.release.id, use.is_draft, use.is_public) for use in uses} == {
        (release.id, False, True),
        (draft.id, True, False),
    }
    assert desk.read(picture_library.used, ("used", "unused")) == {"used"}
    assert desk.read(picture_library.uses, ROOM, "unused", desk.clock.now()) == ()


def test_a_picture_in_the_place_of_another_is_in_every_draft_and_in_no_log(desk: Desk) -> None:
    keep(desk, "first", alt="En buss")
    release = desk.publish(b.document(images=(b.image("first", caption="Linje 4."),)))

    def replace(tx: Tx, old: str, new: str) -> Media:
        return desk_media.replace(tx, old, b.media(new, newsroom=ROOM, alt="Ny"), WHO)

    desk.write(replace, "first", "second")
    draft = desk.release(release).draft
    assert [(image.media, image.caption) for image in draft.images] == [("second", "Linje 4.")]
    assert desk.read(media_store.public, "first", desk.clock.now()) is not None
    assert desk.read(media_store.public, "second", desk.clock.now()) is None
    assert found(desk, "") == ["second"]
    desk.write(replace, "second", "third")
    assert desk.read(picture_library.successor, "first") == "third"
    with pytest.raises(NotFound):
        desk.write(replace, "first", "fourth")
    with pytest.raises(NotFound):
        desk.write(replace, "nowhere", "fifth")
    desk.order(release, Action.CORRECT)
    assert desk.read(media_store.public, "third", desk.clock.now()) is not None
