"""What ends something for good is asked about once, and says what ends."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from releases.desk import access, contacts
from releases.rules.contact_expiry import DirectoryEntry
from releases.rules.roles import Role
from releases.store import directory, outbox, people, tokens
from releases.store.tokens import Scope
from tests import builders
from tests.service.app_server import ROOM, WHO, Press
from tests.service.redaktion.desk_client import Visitor, somebody

BASE = f"/redaktion/{ROOM}/installningar"
URL = "https://mottagare.example/krok"


class Ending(msgspec.Struct, frozen=True):
    """What is sent to end something, what the question names, what is there until then."""

    path: str
    sent: dict[str, str]
    named: str
    there: Callable[[], Any]
    way_back: str


def add_token(press: Press) -> Ending:
    press.write(access.add_token, ROOM, "Intranätet", Scope.READ, WHO)
    return Ending(
        f"{BASE}/nycklar/dra-in",
        {"name": "Intranätet"},
        "Intranätet",
        lambda: press.store.reading(tokens.list_tokens, ROOM).result(),
        f"{BASE}/nycklar",
    )


def add_webhook(press: Press) -> Ending:
    made = press.write(access.add_webhook, ROOM, URL, "whsec_x", WHO)
    return Ending(
        f"{BASE}/webhooks/{made.id}/ta-bort",
        {},
        URL,
        lambda: press.store.reading(outbox.webhooks, ROOM).result(),
        f"{BASE}/webhooks",
    )


def add_contact(press: Press) -> Ending:
    entry = DirectoryEntry("jour", builders.contact())
    press.write(contacts.put, ROOM, entry, WHO, new=True)
    return Ending(
        f"{BASE}/kontakter/jour/ta-bort",
        {},
        entry.contact.name,
        lambda: press.store.reading(directory.list_contacts, ROOM).result(),
        f"{BASE}/kontakter",
    )


def add_role(press: Press) -> Ending:
    person = somebody(press, "slutar@mellanlandet.example", Role.AUTHOR)
    return Ending(
        f"{BASE}/medarbetare/{person.id}/roll",
        {"role": "none"},
        person.email,
        lambda: (
            person.id in {each.id for each, _ in press.store.reading(people.members, ROOM).result()}
        ),
        f"{BASE}/medarbetare",
    )


def add_access(press: Press) -> Ending:
    person = somebody(press, "slutar@mellanlandet.example", Role.AUTHOR)
    return Ending(
        f"{BASE}/medarbetare/{person.id}/tillgang",
        {"do": "disable"},
        person.email,
        lambda: not press.store.reading(people.get, person.id).result().is_disabled,
        f"{BASE}/medarbetare",
    )


@pytest.mark.parametrize("add", [add_token, add_webhook, add_contact, add_role, add_access])
def test_it_ends_after_one_question_that_names_it(
    press: Press, admin: Visitor, add: Callable[[Press], Ending]
) -> None:
    ending = add(press)
    answer = admin.post(ending.path, ending.sent)
    assert answer.status == 200
    assert ending.named in answer.text
    assert f'<a href="{ending.way_back}">' in answer.text
    assert ending.there()
    confirmed = {name: admin.field(name) for name in (*ending.sent, "confirm")}
    assert admin.post(ending.path, confirmed).status == 303
    assert not ending.there()
    assert admin.post(ending.path, ending.sent).status in {200, 404}


def test_what_goes_on_is_not_asked_about(press: Press, admin: Visitor) -> None:
    person = somebody(press, "blir@mellanlandet.example", Role.AUTHOR)
    path = f"{BASE}/medarbetare/{person.id}"
    assert admin.post(f"{path}/roll", {"role": "editor"}).status == 303
    assert admin.post(f"{path}/tillgang", {"do": "enable"}).status == 303


@pytest.mark.parametrize("path", ["nycklar/dra-in", "webhooks/borta/ta-bort"])
def test_what_is_not_there_is_not_asked_about(press: Press, admin: Visitor, path: str) -> None:
    assert admin.post(f"{BASE}/{path}", {"name": "Borta"}).status == 404
