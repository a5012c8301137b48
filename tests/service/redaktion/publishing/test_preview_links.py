"""Preview links: a secret for people outside, of one revision, with an end and a way back."""

import re

import pytest

from releases.desk import approval
from releases.desk.approval import Order
from releases.model import DraftRef
from releases.store import drafts, previews
from releases.store.tx import Tx
from releases.timeline import Action
from tests import builders
from tests.builders import DAY, HOUR
from tests.service.app_server import ROOM, WHO, HttpResponse, Press
from tests.service.redaktion.desk_client import Visitor
from tests.service.redaktion.review_forms import add_draft, at, outputs, page, save_draft

CONTENT = builders.document("Hemlig nyhet", images=(builders.image(),))


@pytest.fixture
def link(press: Press, author: Visitor) -> str:
    """The path of a link to a draft with a picture, good for a week."""
    press.picture("bild1")
    return made(author, add_draft(press, CONTENT).id)


def made(author: Visitor, release: str, days: str = "7") -> str:
    answer = author.post(at(release, "/granska/lank"), {"days": days})
    assert answer.status == 200
    return author.secret().removeprefix("https://press.example")


def below(press: Press, link: str) -> list[HttpResponse]:
    return [press.get(f"{link}{part}") for part in ("", "/sida", "/fil/bild1.jpg")]


def test_whoever_has_the_link_sees_the_page_with_its_pictures(press: Press, link: str) -> None:
    """Said to be a preview; kept by nobody, found by no search, its address told to nobody."""
    around, shown, picture = below(press, link)
    assert "Förhandsgranskning av ett opublicerat utkast" in around.text
    assert f'src="{link}/sida"' in around.text
    assert "Hemlig nyhet" in shown.text
    assert f"{link}/fil/bild1.jpg" in shown.text
    assert picture.status == 200
    for answer in (around, shown, picture):
        assert answer.header("cache-control") == "no-store"
        assert answer.header("referrer-policy") == "no-referrer"
        assert (answer.header("x-robots-tag") or "").startswith("noindex")
        assert answer.header("set-cookie") is None


def test_the_link_is_long_and_only_its_hash_is_kept(press: Press, link: str) -> None:
    token = link.rpartition("/")[2]
    assert re.fullmatch(r"[\w-]{43}", token)

    def kept(tx: Tx) -> str:
        return str([dict(row) for row in tx.all("SELECT * FROM preview")])

    assert token not in press.write(kept)


def test_a_link_shows_the_text_as_it_was(press: Press, author: Visitor, link: str) -> None:
    """What is written later is not shown to whoever has it."""
    release = re.search(r"/r/(\w+)/granska", author.page)
    assert release
    save_draft(press, release[1], builders.document("Ännu hemligare"))
    assert "Hemlig nyhet" in press.get(f"{link}/sida").text


def test_an_expired_link_shows_nothing(press: Press, link: str) -> None:
    press.clock.advance(7 * DAY - HOUR / 3_600_000)
    assert {answer.status for answer in below(press, link)} == {200}
    press.clock.advance(HOUR / 3_600_000)
    assert {answer.status for answer in below(press, link)} == {404}


def test_a_revoked_link_shows_nothing_at_once(press: Press, author: Visitor, link: str) -> None:
    match = re.search(r"(/redaktion/\S+/granska/lank/\w+/stang)", author.page)
    assert match
    assert author.post(match[1], {"confirm": "1"}).status == 303
    assert {answer.status for answer in below(press, link)} == {404}
    assert author.post(match[1]).status == 404


def test_what_is_withdrawn_is_no_longer_shown_by_older_links(
    press: Press, author: Visitor, link: str
) -> None:
    match = re.search(r"/r/(\w+)/granska", author.page)
    assert match
    release = press.write(drafts.get, DraftRef(ROOM, match[1]))
    press.write(approval.approve, release.ref, Order(Action.PUBLISH), WHO)
    press.clock.advance(HOUR)
    assert {answer.status for answer in below(press, link)} == {200}
    press.write(approval.withdraw, release.ref, Order(Action.WITHDRAW), WHO)
    assert {answer.status for answer in below(press, link)} == {404}
    press.clock.advance(HOUR)
    assert {answer.status for answer in below(press, made(author, release.id))} == {200}


def test_wrong_links_are_like_expired_ones(press: Press, link: str) -> None:
    press.clock.advance(8 * DAY)
    expired, wrong = below(press, link), below(press, f"{link[:-2]}xx")
    assert [answer.lasting for answer in expired] == [answer.lasting for answer in wrong]


def test_a_link_opens_no_other_file(press: Press, link: str) -> None:
    press.picture("bild2")
    assert press.get(f"{link}/fil/bild2.jpg").status == 404


def test_a_link_changes_nothing_public(press: Press, author: Visitor) -> None:
    press.picture("bild1")
    release = add_draft(press, CONTENT)
    before = outputs(press)
    link = made(author, release.id)
    assert press.get(f"{link}/sida").status == 200
    assert outputs(press) == before
    assert page(press, release.id).status == 404
    assert press.get("/media/bild1.jpg").status == 404


def test_links_are_made_and_closed_in_the_audit(press: Press, author: Visitor, link: str) -> None:
    release = re.search(r"/r/(\w+)/granska", author.page)
    assert release
    assert "Skapade en länk för förhandsgranskning" in author.get(at(release[1], "/historik")).text
    (kept,) = press.write(previews.of_release, release[1])
    assert kept.made_by == "author@region-mellanlandet.example"
