"""People are called by their names wherever the desk tells who did something."""

from releases.desk import approval, drafts
from releases.desk.approval import Order
from releases.model import DraftRef, Release
from releases.rules.roles import Actor, Role
from releases.timeline import Action
from tests import builders
from tests.service.app_server import ROOM, Press
from tests.service.redaktion.desk_client import Visitor, somebody
from tests.service.redaktion.review_forms import HOME, at

ADDRESS = "maja.ek@mellanlandet.example"
NAME = "Kim Ekdal"


def released(press: Press, who: str, *, publish: bool = False) -> str:
    release: Release = press.write(drafts.create, ROOM, builders.document(), Actor(who))
    if publish:
        press.write(approval.approve, release.ref, Order(Action.PUBLISH), Actor(who))
    return release.id


def test_a_name_stands_for_an_address_on_every_page(press: Press, author: Visitor) -> None:
    somebody(press, ADDRESS, Role.EDITOR)
    draft, public = released(press, ADDRESS), released(press, ADDRESS, publish=True)
    press.write(drafts.submit, DraftRef(ROOM, released(press, ADDRESS)), Actor(ADDRESS), 1)
    pages = (f"{HOME}/", f"{HOME}/alla", at(public, "/kvitto"), at(public, "/historik"))
    for path in (*pages, at(draft, "/kasta"), at(draft, "/historik")):
        text = author.get(path).text
        assert NAME in text, path
        assert ADDRESS not in text.replace(f'title="{ADDRESS}"', ""), path


def test_who_works_here_no_longer_and_what_is_no_person_keep_what_they_are_called(
    press: Press, author: Visitor
) -> None:
    released(press, "cli")
    released(press, "borta@mellanlandet.example")
    text = author.get(f"{HOME}/alla").text
    assert "av cli" in text
    assert "av borta@mellanlandet.example" in text
