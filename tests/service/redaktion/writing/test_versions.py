"""Versioner and Förkasta ändringarna over HTTP: looked at, compared, restored, discarded."""

import re
from typing import Any

import pytest

from releases.model import Document, DraftRef
from releases.rules.roles import Role
from releases.store import audit, draft_versions, drafts
from releases.store.tx import Tx
from service.redaktion.writing import versions
from tests import builders
from tests.service.app_server import ROOM, Press
from tests.service.redaktion.desk_client import Visitor, somebody
from tests.service.redaktion.review_forms import add_draft, at, save_draft
from tests.service.redaktion.writing_forms import JSON, open_form

AUTHOR = f"author@{ROOM}.example"


def titles(press: Press, release: str) -> list[str]:
    """Return what the versions of a draft are called, oldest first."""

    def f(tx: Tx) -> list[str]:
        found = draft_versions.page(tx, drafts.get(tx, DraftRef(ROOM, release)), 500)
        return [version.document.title for version in found][::-1]

    told: list[str] = press.write(f)
    return told


def draft(press: Press, release: str) -> Document:
    stored: Document = press.write(drafts.get, DraftRef(ROOM, release)).draft
    return stored


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_text_nobody_has_changed_has_nothing_to_compare(press: Press, author: Visitor) -> None:
    release = add_draft(press).id
    assert f'href="{at(release, "/versioner")}"' in author.get(at(release)).text
    assert f'href="{at(release, "/versioner")}"' in author.get(at(release, "/historik")).text
    page = author.get(at(release, "/versioner"))
    assert page.status == 200
    assert "Här finns bara den nuvarande texten." in page.text
    assert "Jämför ord för ord" not in page.text


def test_the_list_says_who_saved_what_and_two_are_compared_by_words(
    press: Press, author: Visitor
) -> None:
    release = add_draft(press, builders.document("Nya bussar", lead="Tre linjer.")).id
    save_draft(press, release, builders.document("Nya båtar", lead="Tre linjer."))
    save_draft(press, release, builders.document("Nya båtar", lead="Fyra linjer.", topics=("x",)))
    listed = words(author.get(at(release, "/versioner")).text)
    assert "Version 3 skribent@mellanlandet.example" in listed
    assert listed.index("Ändrat: Ingress, Ämnen") < listed.index("Ändrat: Rubrik")
    assert listed.endswith("Den första")
    shown = author.get(at(release, "/versioner/jamfor?old=2&new=1")).text
    assert "<del>bussar</del>" in shown
    assert "<ins>båtar</ins>" in shown
    assert "linjer" not in shown
    assert (
        "Versionerna är likadana." in author.get(at(release, "/versioner/jamfor?old=2&new=2")).text
    )


def test_a_version_is_looked_at_and_restored_and_the_text_that_gave_way_is_one(
    press: Press, author: Visitor
) -> None:
    release = add_draft(press, builders.document("Ett", body="Brödtexten från början.")).id
    save_draft(press, release, builders.document("Två"))
    page = author.get(at(release, "/versioner/1"))
    assert "<del>Ett</del>" in page.text
    assert "Brödtexten från början." in author.get(at(release, "/versioner/1/sida")).text
    author.get(at(release, "/versioner/1"))
    sent = {"version": author.field("version")}
    done = author.post(at(release, "/versioner/1/aterstall"), sent)
    assert (done.status, done.header("location")) == (303, at(release))
    assert "Version 1 är återställd." in author.get(at(release)).text
    assert draft(press, release).body == "Brödtexten från början."
    assert titles(press, release) == ["Ett", "Två", "Ett"]
    deed = press.write(audit.list_entries, DraftRef(ROOM, release))[-1]
    assert (deed.who, deed.action, deed.detail["restored"]) == (AUTHOR, "draft.restore", "1")
    assert "Återställde en tidigare version" in author.get(at(release, "/historik")).text
    assert "Det här är den nuvarande texten." in author.get(at(release, "/versioner/3")).text
    same = author.get(at(release, "/versioner/1")).text
    assert "Den nuvarande texten är likadan som i den här versionen." in same
    assert "/aterstall" not in same


def test_a_text_that_changed_since_is_shown_again_before_anything_is_restored(
    press: Press, author: Visitor
) -> None:
    release = add_draft(press, builders.document("Ett")).id
    save_draft(press, release, builders.document("Två"))
    author.get(at(release, "/versioner/1"))
    version = author.field("version")
    save_draft(press, release, builders.document("Tre"))
    again = author.post(at(release, "/versioner/1/aterstall"), {"version": version})
    assert again.status == 409
    assert "Inget är återställt" in again.text
    assert "<ins>Tre</ins>" in again.text
    assert draft(press, release).title == "Tre"


def test_restored_twice_by_a_double_click_is_restored_once(press: Press, author: Visitor) -> None:
    release = add_draft(press, builders.document("Ett")).id
    save_draft(press, release, builders.document("Två"))
    author.post(at(release, "/versioner/1/aterstall"), {"version": "2"})
    again = author.post(at(release, "/versioner/1/aterstall"), {"version": "3"})
    assert again.status == 303
    assert "Texten är redan likadan som i version 1." in author.get(at(release)).text
    assert titles(press, release) == ["Ett", "Två", "Ett"]


def test_the_list_is_a_page_at_a_time(
    press: Press, author: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "LISTED", 2)
    release = add_draft(press, builders.document("1")).id
    for number in range(2, 6):
        save_draft(press, release, builders.document(str(number)))
    seen = []
    where: str | None = ""
    while where is not None:
        page = author.get(at(release, f"/versioner{where}")).text
        seen += re.findall(r'class="title" href="[^"]+/(\d+)"', page)
        older = re.search(r'href="[^"]+/versioner(\?before=\d+)"', page)
        where = older[1] if older else None
    assert seen == ["5", "4", "3", "2", "1"]
    assert "Första sidan" in page
    assert author.get(at(release, "/versioner?before=1")).status == 200
    assert author.get(at(release, "/versioner?before=x")).status == 200


@pytest.mark.parametrize("number", ["3", "0", "x", "99999999999", "1.0"])
def test_a_version_that_there_is_not_is_not_found(
    press: Press, author: Visitor, number: str
) -> None:
    release = add_draft(press).id
    for below in (f"{number}", f"{number}/sida", f"jamfor?old=1&new={number}"):
        assert author.get(at(release, f"/versioner/{below}")).status == 404
    refused = author.post(at(release, f"/versioner/{number}/aterstall"), {"version": "1"})
    assert refused.status == 404
    assert author.get(at(release, "/versioner/jamfor")).status == 404


def test_a_picture_of_a_version_is_seen_and_one_that_is_gone_is_told(
    press: Press, author: Visitor
) -> None:
    press.picture("bild1", b"\xff\xd8 bild")
    pictured = builders.document(images=(builders.image("bild1"), builders.image("borta")))
    release = add_draft(press, pictured).id
    save_draft(press, release, builders.document())
    shown = author.get(at(release, "/versioner/1/sida")).text
    picture = re.search(rf"/redaktion/{ROOM}/media/bild1[^\"' ]*", shown)
    assert picture
    assert author.get(picture[0]).body == b"\xff\xd8 bild"
    told = author.get(at(release, "/versioner/1")).text
    assert "Bilder eller bilagor i versionen finns inte längre (1)." in told
    author.post(at(release, "/versioner/1/aterstall"), {"version": "2"})
    assert draft(press, release) == pictured


def test_what_the_page_saves_by_itself_is_one_version_and_its_button_another(
    press: Press, author: Visitor
) -> None:
    release = add_draft(press, builders.document("Ett"))

    def save(title: str, **headers: Any) -> None:
        fields = open_form(author, press.write(drafts.get, release.ref)) | {"title": title}
        assert author.post(at(release.id), fields, **headers).status in (200, 303)

    for title in ("Två", "Tre"):
        save(title, headers=JSON)
    assert titles(press, release.id) == ["Ett", "Tre"]
    save("Tre")
    save("Fyra", headers=JSON)
    assert titles(press, release.id) == ["Ett", "Tre", "Fyra"]


def test_changes_to_a_published_text_are_discarded_after_one_question(
    press: Press, author: Visitor
) -> None:
    release = press.publish(builders.document("Publicerad")).release
    assert "/forkasta" not in author.get(at(release)).text
    save_draft(press, release, builders.document("Ändrad"))
    assert f'href="{at(release, "/forkasta")}"' in author.get(at(release)).text
    asked = author.get(at(release, "/forkasta")).text
    assert "Förkasta ändringarna?" in asked
    assert "<del>Publicerad</del>" in asked
    done = author.post(at(release, "/forkasta"), {"version": author.field("version")})
    assert (done.status, done.header("location")) == (303, at(release))
    page = author.get(at(release)).text
    assert "Ändringarna är förkastade. De finns kvar bland versionerna." in page
    assert "/forkasta" not in page
    assert titles(press, release) == ["Publicerad", "Ändrad", "Publicerad"]
    assert author.get(at(release, "/forkasta")).status == 404
    author.post(at(release, "/versioner/2/aterstall"), {"version": "3"})
    assert draft(press, release).title == "Ändrad"


def test_changes_made_since_the_question_are_shown_before_they_go(
    press: Press, author: Visitor
) -> None:
    release = press.publish(builders.document("Publicerad")).release
    save_draft(press, release, builders.document("Ändrad"))
    author.get(at(release, "/forkasta"))
    version = author.field("version")
    save_draft(press, release, builders.document("Ändrad igen"))
    again = author.post(at(release, "/forkasta"), {"version": version})
    assert again.status == 409
    assert "Inget är förkastat" in again.text
    assert draft(press, release).title == "Ändrad igen"


def test_versions_are_for_who_works_in_the_newsroom(press: Press, stranger: Visitor) -> None:
    press.open(builders.newsroom("region-annat"))
    release = add_draft(press, builders.document("Hemligt")).id
    save_draft(press, release, builders.document("Hemligare"))
    pages = ("", "/1", "/1/sida", "/jamfor?old=1&new=2")
    for below in pages:
        assert stranger.get(at(release, f"/versioner{below}")).status == 303
    person = somebody(press, "admin@region-annat.example", Role.ADMIN, "region-annat")
    other = Visitor(press).admitted(person)
    elsewhere = f"/redaktion/region-annat/r/{release}"
    for below in pages:
        assert other.get(at(release, f"/versioner{below}")).status == 404
        assert other.get(f"{elsewhere}/versioner{below}").status == 404
    for where in (at(release), elsewhere):
        refused = other.post(f"{where}/versioner/1/aterstall", {"version": "2"})
        assert refused.status == 404
        assert other.post(f"{where}/forkasta", {"version": "2"}).status == 404
    other.close()
    assert draft(press, release).title == "Hemligare"


def test_versions_are_told_in_english_too(press: Press, author: Visitor) -> None:
    author.post("/redaktion/konto", {"name": "Kim Ekdal", "language": "en"})
    release = add_draft(press, builders.document("Ett")).id
    save_draft(press, release, builders.document("Två"))
    assert "Compare word by word" in author.get(at(release, "/versioner")).text
    assert "Restore version 1" in author.get(at(release, "/versioner/1")).text
