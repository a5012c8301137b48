"""People are called by their names wherever the desk tells who did something."""

from releases import desk, submitting
from releases.desk import Order
from releases.people import Role
from releases.timeline import Action
from tests import builders
from tests.service.redaktion.desking import Visitor, somebody
from tests.service.redaktion.publishing import HOME, at
from tests.service.serving import ROOM, Press

ADDRESS = "maja.ek@mellanlandet.example"
NAME = "Kim Ekdal"


def released(press: Press, who: str, *, publish: bool = False) -> str:
    release: str = press.write(desk.create, ROOM, builders.document(), who).id
    if publish:
        press.write(desk.approve, ROOM, release, Order(Action.PUBLISH), who)
    return release


def test_a_name_stands_for_an_address_on_every_page(press: Press, author: Visitor) -> None:
    somebody(press, ADDRESS, Role.EDITOR)
    draft, public = released(press, ADDRESS), released(press, ADDRESS, publish=True)
    press.write(submitting.submit, ROOM, released(press, ADDRESS), ADDRESS, 1)
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
