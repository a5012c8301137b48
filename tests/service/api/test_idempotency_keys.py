"""Idempotency keys: a request sent again makes no second entry."""

import hashlib
from typing import Any

import pytest

from releases.store import tokens
from tests.service.app_server import ROOM, Press

RELEASES = f"/api/v1/newsrooms/{ROOM}/releases"
LATER = "2018-04-04T07:23"


def test_a_key_of_an_earlier_version_still_answers(
    press: Press, token: str, release: str, order: Any
) -> None:
    """It is kept with a digest of the request, which knew no `replaces`."""
    made = order("publish").json()["id"]
    asked = (
        b'["%s",{"action":"publish","at":null,"significance":"major","note":"","announce":null,'
        b'"override_personal_numbers":false}]' % release.rpartition("/")[2].encode()
    )
    known = press.write(tokens.find, token)
    press.write(tokens.remember, known.id, "k", hashlib.sha256(asked).hexdigest(), made)
    again = order("publish", headers={"idempotency_key": "k"})
    assert (again.status, again.json()["id"]) == (201, made)


def test_the_same_request_sent_again_under_its_key_makes_one_entry(
    press: Press, token: str, release: str, order: Any
) -> None:
    key = {"headers": {"idempotency_key": "morgonens-utskick"}}
    first, again = order("publish", at=LATER, **key), order("publish", at=LATER, **key)
    assert (first.status, again.status) == (201, 201)
    assert again.json() == first.json()
    assert (first.header("idempotency-replayed"), again.header("idempotency-replayed")) == (
        None,
        "true",
    )
    assert len(press.api("GET", release, token).json()["log"]) == 1


def test_a_key_used_for_another_request_is_a_conflict(press: Press, token: str, order: Any) -> None:
    key = {"headers": {"idempotency_key": "k"}}
    order("publish", at=LATER, **key)
    assert order("publish", at="2018-04-05T07:23", **key).status == 409
    other = press.api("POST", RELEASES, token, {"title": "En annan"}).json()["id"]
    sent = {"action": "publish", "at": LATER}
    there = f"{RELEASES}/{other}/entries"
    assert press.api("POST", there, token, sent, idempotency_key="k").status == 409


def test_a_key_belongs_to_one_token(press: Press, release: str, order: Any) -> None:
    order("publish", at=LATER, headers={"idempotency_key": "k"})
    other = press.token(name="en annan")
    sent = {"action": "publish", "at": LATER}
    refused = press.api("POST", release + "/entries", other, sent, idempotency_key="k")
    assert refused.json()["title"] == "The log refuses"


def test_a_refused_request_leaves_its_key_free(order: Any) -> None:
    key = {"headers": {"idempotency_key": "k"}}
    assert order("withdraw", **key).status == 409
    assert order("publish", **key).status == 201


@pytest.mark.parametrize("key", ["", "x" * 256])
def test_a_key_has_a_length(order: Any, key: str) -> None:
    assert order("publish", headers={"idempotency_key": key}).status == 400
