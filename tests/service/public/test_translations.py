"""Translations where readers meet them: pages, Atom, and the changes partners follow."""

from lxml import etree

from feeds.elements import ATOM
from feeds.wording import language_name
from releases.desk.approval import Order
from releases.timeline import Action
from tests import builders as b
from tests.service.app_server import BASE, ROOM, Press, moment
from tests.service.parsed import read, texts

IN_ATOM = f"{{{ATOM}}}"


def pair(press: Press) -> tuple[str, str]:
    """Publish a Swedish release now and, in an hour, one in English that names it."""
    swedish = press.publish(b.document("Bron öppnar")).release
    content = b.document("The bridge opens", language="en", translations=(swedish,))
    order = Order(Action.PUBLISH, moment(b.MORNING + b.HOUR))
    return swedish, press.publish(content, order).release


def test_a_page_links_to_its_translations_for_people_and_for_machines(press: Press) -> None:
    swedish, english = pair(press)
    path = f"/{ROOM}/{swedish}/bron-oppnar"
    assert "hreflang" not in press.get(path).text
    press.clock.advance(b.HOUR)
    page = read(press.get(path).body)
    (machine,) = page.xpath("//head/link[@hreflang]")
    address = f"{BASE}/{ROOM}/{english}/the-bridge-opens"
    assert (machine.get("rel"), machine.get("hreflang")) == ("alternate", "en")
    assert machine.get("href") == address
    assert texts(page, "//main//a[@hreflang]") == ["Läs på engelska"]
    back = read(press.get(f"/{ROOM}/{english}/the-bridge-opens").body)
    assert texts(back, "//main//a[@hreflang]") == ["Read in Swedish"]


def test_an_atom_entry_has_one_alternate_a_language_its_own_page_first_and_last(
    press: Press,
) -> None:
    """The last has no language, as no two may have the same (RFC 4287 section 4.2.7.2)."""
    swedish, english = pair(press)
    press.clock.advance(b.HOUR)
    body = press.get(f"/{ROOM}/feed.atom").body
    links = [
        [(link.get("hreflang"), str(link.get("href")).split("/")[4]) for link in links]
        for links in (
            entry.findall(f"{IN_ATOM}link[@rel='alternate']")
            for entry in etree.fromstring(body).iter(f"{IN_ATOM}entry")
        )
    ]
    assert links == [
        [("en", english), ("sv", swedish), (None, english)],
        [("sv", swedish), ("en", english), (None, swedish)],
    ]


def test_changes_tell_of_no_translation_that_is_not_public(press: Press) -> None:
    hidden = "b" * 16
    press.publish(b.document(translations=(hidden,)))
    answer = press.get(f"/api/v1/newsrooms/{ROOM}/changes")
    assert hidden not in answer.text
    swedish, english = pair(press)
    press.clock.advance(b.HOUR)
    changes = press.get(f"/api/v1/newsrooms/{ROOM}/changes").json()["changes"]
    told = {change["release"]: change["document"]["translations"] for change in changes}
    assert (told[swedish], told[english]) == ([english], [swedish])


def test_languages_are_called_by_their_swedish_names() -> None:
    names = {tag: language_name(tag) for tag in ("en", "fi", "se", "en-GB", "zxq")}
    assert [names["en"], names["fi"], names["se"], names["zxq"]] == [
        *("engelska", "finska", "nordsamiska", "zxq")
    ]
    assert "engelska" in names["en-GB"]
