"""Kinds over HTTP: admins settle which are offered, what is there already stays."""

import re

from releases.desk import drafts as desk_drafts
from releases.model import DraftRef, Kind, Release, new_id
from releases.rules.kinds import ALL, KindChange
from releases.store import drafts
from tests import builders
from tests.service.app_server import ROOM, WHO, Press
from tests.service.redaktion.desk_client import Visitor
from tests.service.redaktion.template_forms import (
    BASE,
    HOME,
    TYPED,
    change,
    list_offered,
    names,
    options,
)


def test_kinds_are_left_taken_up_and_ordered_and_those_who_write_see_it(
    press: Press, admin: Visitor, author: Visitor
) -> None:
    for kind, do in (("statement", "leave"), ("news", "raise"), ("press_invitation", "leave")):
        assert admin.post(BASE, {"kind": kind, "do": do}).status == 303
    assert list_offered(press) == (Kind.NEWS, Kind.PRESS_RELEASE)
    assert "Pressinbjudan används inte längre" in admin.get(BASE).text
    assert names(author.get(f"{HOME}/nytt").text) == [
        "Nyhet",
        "Pressmeddelande",
        "Beslut",
        "Störning eller händelse",
        "Tomt dokument",
    ]
    assert options(author.get(f"{HOME}/nytt?template=tomt").text) == ["news", "press_release"]
    admin.post(BASE, {"kind": "statement", "do": "use"})
    assert names(author.get(f"{HOME}/nytt").text)[-2:] == ["Uttalande", "Tomt dokument"]


def test_the_last_kind_cannot_be_left_and_nonsense_changes_nothing(
    press: Press, admin: Visitor
) -> None:
    for kind in ALL[1:]:
        change(press, kind, KindChange.LEAVE)
    answer = admin.post(BASE, {"kind": "press_release", "do": "leave"})
    assert answer.status == 422
    assert "Minst en typ måste användas" in answer.text
    assert "Sluta använda" not in admin.get(BASE).text
    for sent in ({"kind": "roman", "do": "use"}, {"kind": "news", "do": "x"}, {}):
        assert admin.post(BASE, sent).status == 422
    assert list_offered(press) == (Kind.PRESS_RELEASE,)


def written(press: Press, kind: Kind) -> Release:
    made: Release = press.write(desk_drafts.create, ROOM, builders.document(kind=kind), WHO)
    return made


def test_a_release_keeps_a_kind_that_is_offered_no_longer(press: Press, author: Visitor) -> None:
    release = written(press, Kind.STATEMENT)
    change(press, Kind.STATEMENT, KindChange.LEAVE)
    page = author.get(f"{HOME}/r/{release.id}").text
    assert options(page) == ["press_release", "news", "press_invitation", "statement"]
    assert "använder inte den här typen" in page
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    sent = hidden | {"title": "Ny rubrik", "kind": "statement", "language": "sv"}
    assert author.post(f"{HOME}/r/{release.id}", sent).status == 303
    kept = press.store.reading(drafts.get, release.ref).result()
    assert (kept.draft.title, kept.draft.kind) == ("Ny rubrik", Kind.STATEMENT)
    other = written(press, Kind.NEWS)
    assert "statement" not in options(author.get(f"{HOME}/r/{other.id}").text)


def test_the_api_and_a_text_read_in_may_have_any_kind(press: Press, author: Visitor) -> None:
    for kind in ALL[1:]:
        change(press, kind, KindChange.LEAVE)
    sent = {"title": "Uttalande om vården", "kind": "statement"}
    path = f"/api/v1/newsrooms/{ROOM}/releases"
    assert press.api("POST", path, press.token(), sent).status == 201
    text = "Pressinbjudan: Öppet hus\n\nVälkommen till öppet hus den 3 maj 2018 kl. 10.00."
    page = author.post(f"{HOME}/nytt/inlasning", {"text": text}).text
    assert options(page) == ["press_release", "press_invitation"]


def test_nothing_public_changes_by_kinds_and_templates(press: Press, admin: Visitor) -> None:
    entry = press.publish(builders.document(kind=Kind.STATEMENT))
    paths = [
        f"/{ROOM}/",
        f"/{ROOM}/feed.atom",
        f"/{ROOM}/{entry.release}",
        f"/{ROOM}/?kind=statement",
    ]
    before = [press.get(path).lasting for path in paths]
    admin.post(BASE, {"kind": "statement", "do": "leave"})
    assert admin.post(f"{BASE}/{new_id()}", TYPED).status == 303
    assert [press.get(path).lasting for path in paths] == before


def test_a_urgent_notice_is_a_press_release_where_there_are_any(
    press: Press, author: Visitor
) -> None:
    cautions = []
    for leave in (Kind.NEWS, Kind.PRESS_RELEASE):
        change(press, leave, KindChange.LEAVE)
        sent = {"title": "Akuten är stängd", "lead": "Ring 112.", "key": new_id()}
        assert author.post(f"{HOME}/snabb", sent).status == 303
        release = press.store.reading(drafts.get, DraftRef(ROOM, sent["key"])).result()
        cautions.append(release.draft.kind)
    assert cautions == [Kind.PRESS_RELEASE, Kind.PRESS_INVITATION]
