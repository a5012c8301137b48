"""What is typed is never lost: it outlives sessions and comes back to be sent again."""

import pytest

from tests.service.redaktion.desking import SESSION, Visitor
from tests.service.redaktion.writing import HOME, JSON, drafted, now, seen, told
from tests.service.serving import ROOM, Press


def test_a_form_of_an_ended_session_comes_back_after_signing_in(
    press: Press, author: Visitor
) -> None:
    release = drafted(press)
    sent = seen(author, release) | {"title": "Sent omsider", "body": "Rad ett\n\nRad två"}
    author.cookies.clear()
    answer = author.post(f"{HOME}/r/{release.id}", sent)
    assert answer.status == 403
    kept, till = author.field("kept"), author.field("till")
    entry = {"email": f"author@{ROOM}.example", "kept": kept, "till": till}
    answer = author.post("/redaktion/logga-in", entry | {"password": "en lång mening att minnas"})
    assert answer.status == 200
    assert SESSION in author.cookies
    assert 'value="Sent omsider"' in answer.text
    assert "\nRad ett\n\nRad två</textarea>" in answer.text
    assert f'action="{HOME}/r/{release.id}"' in answer.text


@pytest.mark.parametrize("kept", ["", "{}", '{"path":"//a.example/","fields":[]}', "x" * 99])
def test_signing_in_gives_back_nothing_that_does_not_lead_to_the_desk(
    press: Press, author: Visitor, kept: str
) -> None:
    author.cookies.clear()
    sent = {
        "email": f"author@{ROOM}.example",
        "password": "en lång mening att minnas",
        "kept": kept,
    }
    assert author.post("/redaktion/logga-in", sent).status == 303


def test_a_form_of_an_earlier_session_is_given_back_to_be_sent_again(
    press: Press, author: Visitor
) -> None:
    release = drafted(press)
    sent = seen(author, release) | {"title": "Gammalt formulär", "csrf": "gammal"}
    answer = author.post(f"{HOME}/r/{release.id}", sent, csrf=False)
    assert answer.status == 403
    assert 'value="Gammalt formulär"' in answer.text
    assert now(press, release) == release
    answer = author.post(f"{HOME}/r/{release.id}", sent, csrf=False, headers=JSON)
    assert told(answer) == {"signed_out": True}
