"""The API's publication log: publish, correct, withdraw, move and cancel, now or at an instant."""

from typing import Any

import pytest

from releases.desk.approval import Order
from releases.timeline import Action
from tests import builders
from tests.builders import DAY, HOUR, MORNING
from tests.service.app_server import BASE, ROOM, HttpResponse, Press, moment

RELEASES = f"/api/v1/newsrooms/{ROOM}/releases"
LATER = "2018-04-04T07:23"


def faults(answer: HttpResponse) -> list[dict[str, Any]]:
    assert answer.kind == "application/problem+json"
    errors: list[dict[str, Any]] = answer.json()["errors"]
    return errors


def test_publishing_now_answers_with_the_entry_in_both_times(press: Press, order: Any) -> None:
    made = order("publish")
    shown = made.json()
    assert made.status == 201
    assert made.header(
        "location",
    ).startswith(f"{BASE}{RELEASES}/")
    assert made.header("location").endswith(f"/entries/{shown['id']}")
    assert (shown["at"], shown["at_local"]) == (
        "2018-04-03T05:23:00Z",
        "2018-04-03T07:23:00+02:00",
    )
    assert shown["effective"] == shown["at"]


def test_a_published_release_has_a_url_that_answers(
    press: Press, token: str, release: str, order: Any
) -> None:
    order("publish")
    shown = press.api("GET", release, token).json()
    assert shown["state"] == "public"
    assert press.get(shown["url"].removeprefix(BASE)).status == 200


def test_a_time_without_offset_is_stockholm_time(order: Any) -> None:
    shown = order("publish", at=LATER).json()
    assert (shown["at"], shown["at_local"]) == (
        "2018-04-04T05:23:00Z",
        "2018-04-04T07:23:00+02:00",
    )


def test_a_time_that_no_clock_shows_is_refused_with_the_instants_that_can_be_meant(
    order: Any,
) -> None:
    refused = order("publish", at="2019-03-31T02:30")
    (fault,) = faults(refused)
    assert (refused.status, fault["field"]) == (422, "at")
    assert [valid["at"] for valid in fault["valid"]] == [
        "2019-03-31T00:30:00Z",
        "2019-03-31T01:30:00Z",
    ]
    assert order("publish", at=fault["valid"][1]["at_local"]).status == 201


def test_a_time_that_happens_twice_is_refused_with_both_instants(order: Any) -> None:
    (fault,) = faults(order("publish", at="2018-10-28T02:30"))
    assert [valid["at"] for valid in fault["valid"]] == [
        "2018-10-28T00:30:00Z",
        "2018-10-28T01:30:00Z",
    ]
    assert order("publish", at=fault["valid"][0]["at"]).status == 201


@pytest.mark.parametrize(
    "at",
    ["2018-04-17", "i morgon", "", "2018-13-01T00:00", "9999-12-31T23:59Z", "0001-01-01T00:00"],
)
def test_what_names_no_instant_to_publish_at_is_refused(order: Any, at: str) -> None:
    refused = order("publish", at=at)
    assert (refused.status, faults(refused)[0]["field"]) == (422, "at")


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({"at": 7}, "at"),
        ({"when": LATER}, "when"),
        ({"significance": "huge"}, "significance"),
        ({"announce": "yes"}, "announce"),
        ({"note": "x" * 2_001}, "note"),
    ],
)
def test_an_order_with_a_wrong_field_is_refused(
    order: Any, content: dict[str, Any], field: str
) -> None:
    refused = order("publish", **content)
    assert (refused.status, faults(refused)[0]["field"]) == (422, field)


def test_an_unknown_action_is_refused(order: Any) -> None:
    assert faults(order("unpublish"))[0]["field"] == "action"


def test_placeholders_stop_an_order_until_they_are_overridden(press: Press, token: str) -> None:
    made = press.api("POST", RELEASES, token, {"title": "Ny bro i [plats]"}).json()["id"]
    path = f"{RELEASES}/{made}/entries"
    refused = press.api("POST", path, token, {"action": "publish"})
    assert (refused.status, faults(refused)[0]["code"]) == (422, "placeholder")
    asked = {"action": "publish", "override_placeholders": True}
    assert press.api("POST", path, token, asked).status == 201


def test_identity_numbers_stop_an_order_until_they_are_overridden(
    press: Press, token: str, order: Any
) -> None:
    made = press.api("POST", RELEASES, token, {"title": "Rättegång", "body": "Mot 811218-9876."})
    entries = f"{RELEASES}/{made.json()['id']}/entries"
    refused = press.api("POST", entries, token, {"action": "publish"})
    assert refused.status == 422
    assert faults(refused)[0]["field"] == "draft"
    assert "9876" not in refused.text
    asked = {"action": "publish", "override_personal_numbers": True}
    assert press.api("POST", entries, token, asked).status == 201
    assert order("publish", note="Om 811218-9876").status == 422


def test_an_order_may_name_the_version_it_means(press: Press, token: str, release: str) -> None:
    """Else it takes the draft as it stands by then."""
    press.api("PUT", release, token, {"title": "Halvskrivet"}, if_match='"1"')
    entries = f"{release}/entries"
    stale = press.api("POST", entries, token, {"action": "publish"}, if_match='"1"')
    assert stale.status == 412
    meant = press.api("POST", entries, token, {"action": "publish"}, if_match='"2"')
    assert meant.status == 201


def test_a_past_date_is_shown_as_a_day_and_announced_to_nobody(order: Any) -> None:
    shown = order("publish", at="2017-05-02").json()
    assert (shown["day_only"], shown["announce"]) == (True, False)
    assert shown["at_local"] == "2017-05-02T00:00:00+02:00"
    assert shown["effective"] == "2018-04-03T05:23:00Z"


@pytest.mark.parametrize("action", ["correct", "withdraw"])
def test_what_is_not_public_can_be_neither_corrected_nor_withdrawn(order: Any, action: str) -> None:
    refused = order(action)
    assert (refused.status, faults(refused)[0]["field"]) == (409, "action")


def test_what_is_public_cannot_be_published_again(order: Any) -> None:
    order("publish")
    assert order("publish").status == 409


def test_a_correction_may_wait_behind_a_publication_that_waits(
    press: Press, token: str, release: str, order: Any
) -> None:
    order("publish", at=LATER)
    press.api("PUT", release, token, {"title": "Ny bro", "body": "Rättad"}, if_match="*")
    assert order("correct").status == 409
    assert order("correct", at="2018-04-05T07:23").status == 201


def test_a_future_entry_can_be_cancelled_and_stays_in_the_log(
    press: Press, token: str, release: str, order: Any
) -> None:
    entry = order("publish", at=LATER).json()["id"]
    gone = press.api("DELETE", f"{release}/entries/{entry}", token)
    assert (gone.status, gone.body) == (204, b"")
    shown = press.api("GET", release, token).json()
    assert shown["state"] == "draft"
    assert shown["log"][0]["cancelled_at"] == "2018-04-03T05:23:00Z"
    assert press.api("DELETE", f"{release}/entries/{entry}", token).status == 404


def test_an_entry_that_has_taken_effect_is_kept(
    press: Press, token: str, release: str, order: Any
) -> None:
    entry = order("publish", at=LATER).json()["id"]
    press.clock.set(MORNING + DAY)
    there = f"{release}/entries/{entry}"
    assert press.api("DELETE", there, token).status == 409
    assert press.api("PUT", there, token, {"at": "2018-05-01T07:00"}).status == 409


def test_a_future_entry_can_be_moved_earlier_and_later(
    press: Press, token: str, release: str, order: Any
) -> None:
    entry = order("publish", at=LATER).json()["id"]
    for at in ("2018-04-03T09:00", "2018-04-09T09:00"):
        moved = press.api("PUT", f"{release}/entries/{entry}", token, {"at": at})
        assert (moved.status, moved.json()["at_local"]) == (200, f"{at}:00+02:00")
        assert moved.json()["replaces"] == [entry]
        entry = moved.json()["id"]
        assert (moved.header("location") or "").endswith(f"/entries/{entry}")
    shown = press.api("GET", release, token).json()
    assert [bool(line["cancelled_at"]) for line in shown["log"]] == [True, True, False]
    first, second, last = shown["log"]
    assert [entry["replaces"] for entry in shown["log"]] == [[], [first["id"]], [second["id"]]]
    assert last["id"] == entry


def test_a_publication_cannot_move_behind_what_follows_it(
    press: Press, token: str, release: str, order: Any
) -> None:
    entry = order("publish", at=LATER).json()["id"]
    order("withdraw", at="2018-04-05T07:23")
    there = f"{release}/entries/{entry}"
    assert press.api("PUT", there, token, {"at": "2018-04-06T07:23"}).status == 409
    assert press.api("DELETE", there, token).status == 409


def test_a_publication_that_waits_is_replaced_where_it_is_named(
    press: Press, token: str, release: str, order: Any
) -> None:
    """With the text as it is now, in one step."""
    waiting = order("publish", at=LATER).json()["id"]
    press.api("PUT", release, token, {"title": "Senare rubrik"}, if_match="*")
    assert order("publish").status == 409
    made = order("publish", replaces=[waiting])
    assert (made.status, made.json()["replaces"]) == (201, [waiting])
    assert "Senare rubrik" in press.get(f"/{ROOM}/feed.json").text
    log = press.api("GET", release, token).json()["log"]
    assert [(line["id"], bool(line["cancelled_at"])) for line in log] == [
        (waiting, True),
        (made.json()["id"], False),
    ]


def test_what_took_effect_meanwhile_is_not_replaced(
    press: Press, token: str, release: str, order: Any
) -> None:
    waiting = order("publish", at=LATER).json()["id"]
    press.clock.set(MORNING + 2 * DAY)
    assert order("publish", replaces=[waiting]).status == 409
    press.api("PUT", release, token, {"title": "Rättad"}, if_match="*")
    made = order("correct", replaces=[waiting])
    assert (made.status, made.json()["replaces"]) == (201, [])
    log = press.api("GET", release, token).json()["log"]
    assert [line["cancelled_at"] for line in log] == [None, None]


def test_what_never_stood_in_the_log_is_not_found_to_replace(
    press: Press, token: str, order: Any
) -> None:
    other = press.publish(builders.document(), Order(Action.PUBLISH, moment(MORNING + DAY)))
    for unknown in ("ingen", other.id):
        assert order("publish", replaces=[unknown]).status == 404


def test_a_draft_changed_after_publication_is_public_only_once_corrected(
    press: Press, token: str, release: str, order: Any
) -> None:
    order("publish")
    url = press.api("GET", release, token).json()["url"].removeprefix(BASE)
    before = press.get(url).lasting
    press.api("PUT", release, token, {"title": "Ny bro", "body": "Rättad"}, if_match="*")
    assert press.get(url).lasting == before
    press.clock.advance(HOUR)
    assert order("correct", note="Bron är en gångbro.").status == 201
    moved = press.get(url)
    assert moved.status == 301
    assert "Rättad" in press.get((moved.header("location") or "").removeprefix(BASE)).text


def test_notes_are_cleaned_like_every_text(order: Any) -> None:
    assert order("publish", note="Ny\x07 tid\r\n").json()["note"] == "Ny tid"


def test_lone_surrogates_are_refused_in_an_order(press: Press, token: str, release: str) -> None:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    raw = b'{"action": "publish", "note": "\\udc00"}'
    refused = press.send("POST", release + "/entries", headers, raw)
    assert refused.status in (400, 422)
    faults(refused)
