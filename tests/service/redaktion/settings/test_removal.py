"""What ends something for good is asked about once, and says what ends."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import msgspec
import pytest

from releases.desk import access, contacts
from releases.model import Release, Revision
from releases.rules.contact_expiry import DirectoryEntry
from releases.rules.roles import Role
from releases.store import directory, drafts, outbox, people, previews, tokens
from releases.store.tokens import Scope
from service.redaktion.audit_labels import LABELS
from service.redaktion.routes import DOORS
from tests import builders
from tests.builders import DAY, MORNING
from tests.service.app_server import ROOM, WHO, Press
from tests.service.redaktion.desk_client import SESSION, Visitor, somebody
from tests.service.redaktion.template_forms import list_stored, put_template
from tests.service.redaktion.writing_forms import add_draft

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


def add_template(press: Press) -> Ending:
    made = put_template(press)
    return Ending(
        f"{BASE}/mallar/{made.id}/ta-bort",
        {},
        made.name,
        lambda: list_stored(press),
        f"{BASE}/mallar",
    )


def add_password(press: Press) -> Ending:
    person = somebody(press, "glom@mellanlandet.example", Role.AUTHOR)
    session = press.write(people.sign_in, person.id)
    return Ending(
        f"{BASE}/medarbetare/{person.id}/losenord",
        {},
        person.email,
        lambda: _sees(press, "/redaktion/konto", {SESSION: session}),
        f"{BASE}/medarbetare",
    )


def add_link(press: Press) -> Ending:
    draft = add_draft(press)
    token = press.write(previews.add, draft.id, _revision(press, draft), MORNING + DAY, WHO.who)
    (link,) = press.store.reading(previews.of_release, draft.id).result()
    page = f"/redaktion/forhandsvisning/{token}"
    return Ending(
        f"/redaktion/{ROOM}/r/{draft.id}/granska/lank/{link.id}/stang",
        {},
        draft.draft.title,
        lambda: _sees(press, page, {}),
        f"/redaktion/{ROOM}/r/{draft.id}/granska",
    )


def _sees(press: Press, path: str, cookies: dict[str, str]) -> bool:
    visitor = Visitor(press)
    visitor.cookies = cookies
    try:
        return visitor.get(path).status == HTTPStatus.OK
    finally:
        visitor.close()


def _revision(press: Press, draft: Release) -> str:
    made: Revision = press.write(drafts.snapshot, draft, WHO.who)
    return made.id


ASKED = {
    "token.revoke": add_token,
    "webhook.remove": add_webhook,
    "contact.remove": add_contact,
    "person.role": add_role,
    "person.disable": add_access,
    "person.reset": add_password,
    "template.remove": add_template,
    "preview.revoke": add_link,
}
# What asks on a page of its own, or for a password.
ELSEWHERE = {
    "release.discard": "/kasta",
    "draft.revert": "/forkasta",
    "entry.cancel": "/avboka/{entry}",
    "entry.withdraw": "/aterkalla",
    "feedback.remove": "/synpunkter/{feedback}",
    "second_factor.off": "/konto/tvasteg/av",
}
ENDING = re.compile(r"\.(?:remove|revoke|discard|revert|disable|reset|cancel|withdraw|off)\Z")


def test_everything_that_can_be_ended_is_asked_about() -> None:
    endings = {action for action in LABELS if ENDING.search(action)}
    assert endings <= {*ASKED, *ELSEWHERE}
    for path in ELSEWHERE.values():
        assert any(door.path.endswith(path) for door in DOORS)


@pytest.mark.parametrize("add", ASKED.values())
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
    # A password is shown once; everything else leads back.
    assert admin.post(ending.path, confirmed).status in {200, 303}
    assert not ending.there()
    assert admin.post(ending.path, ending.sent).status in {200, 404}


def test_what_goes_on_is_not_asked_about(press: Press, admin: Visitor) -> None:
    person = somebody(press, "blir@mellanlandet.example", Role.AUTHOR)
    path = f"{BASE}/medarbetare/{person.id}"
    assert admin.post(f"{path}/roll", {"role": "editor"}).status == 303
    assert admin.post(f"{path}/tillgang", {"do": "enable"}).status == 303


@pytest.mark.parametrize(
    "path", ["nycklar/dra-in", "webhooks/borta/ta-bort", "mallar/borta/ta-bort"]
)
def test_what_is_not_there_is_not_asked_about(press: Press, admin: Visitor, path: str) -> None:
    assert admin.post(f"{BASE}/{path}", {"name": "Borta"}).status == 404
