"""The API's drafts: made, read, replaced, submitted, listed; every refusal names what is wrong."""

from typing import Any

import pytest

from releases.desk import access
from releases.store.tokens import Scope
from tests import builders
from tests.builders import HOUR
from tests.service.app_server import BASE, ROOM, WHO, HttpResponse, Press

RELEASES = f"/api/v1/newsrooms/{ROOM}/releases"
DRAFT = {"title": "Nytt ridhus i Mellanby", "lead": "Öppnar i höst.", "body": "## Bakgrund"}


@pytest.fixture
def token(press: Press) -> str:
    return press.token()


@pytest.fixture
def made(press: Press, token: str) -> HttpResponse:
    return press.api("POST", RELEASES, token, DRAFT)


def path(made: HttpResponse) -> str:
    location = made.header("location") or ""
    assert location.startswith(BASE)
    return location.removeprefix(BASE)


def fields(answer: HttpResponse) -> list[str]:
    """The fields a problem names, after a look that it is one."""
    assert answer.kind == "application/problem+json"
    assert answer.json()["status"] == answer.status
    assert answer.header("cache-control") == "no-store"
    return [fault["field"] for fault in answer.json().get("errors", [])]


def test_a_new_draft_has_an_address_a_version_and_no_public_url(made: HttpResponse) -> None:
    assert made.status == 201
    shown = made.json()
    assert path(made) == f"{RELEASES}/{shown['id']}"
    assert made.etag == '"1"'
    assert (shown["state"], shown["url"], shown["log"]) == ("draft", None, [])
    assert shown["draft"]["title"] == DRAFT["title"]


def test_a_draft_reads_back_as_it_was_stored(press: Press, token: str, made: HttpResponse) -> None:
    read = press.api("GET", path(made), token)
    assert read.status == 200
    assert read.json() == made.json()
    assert read.etag == made.etag
    assert read.header("cache-control") == "no-store"


def test_replacing_a_draft_takes_the_version_it_was_read_as(
    press: Press, token: str, made: HttpResponse
) -> None:
    changed = press.api("PUT", path(made), token, DRAFT | {"title": "B"}, if_match='"1"')
    assert (changed.status, changed.etag) == (200, '"2"')
    late = press.api("PUT", path(made), token, DRAFT | {"title": "C"}, if_match='"1"')
    assert (late.status, late.etag) == (412, '"2"')
    assert press.api("GET", path(made), token).json()["draft"]["title"] == "B"


@pytest.mark.parametrize("stated", ['"0"', '"9"', 'W/"1"', "1", '"1", "2"', '"x"', ""])
def test_a_version_that_is_not_the_drafts_changes_nothing(
    press: Press, token: str, made: HttpResponse, stated: str
) -> None:
    refused = press.api("PUT", path(made), token, DRAFT | {"title": "B"}, if_match=stated)
    assert refused.status == 412
    assert press.api("GET", path(made), token).etag == '"1"'


@pytest.mark.parametrize(
    ("method", "below"), [("PUT", ""), ("POST", "/submission"), ("DELETE", "")]
)
def test_what_overwrites_or_approves_asks_for_if_match(
    press: Press, token: str, made: HttpResponse, method: str, below: str
) -> None:
    assert press.api(method, path(made) + below, token, DRAFT).status == 428


def test_a_star_replaces_whatever_version_there_is(
    press: Press, token: str, made: HttpResponse
) -> None:
    assert press.api("PUT", path(made), token, DRAFT, if_match="*").etag == '"2"'


def test_a_draft_that_never_became_anything_is_thrown_away(
    press: Press, token: str, made: HttpResponse
) -> None:
    late = press.api("DELETE", path(made), token, if_match='"7"')
    assert (late.status, late.etag) == (412, '"1"')
    gone = press.api("DELETE", path(made), token, if_match=made.etag)
    assert (gone.status, gone.body) == (204, b"")
    assert press.api("GET", path(made), token).status == 404
    assert press.api("DELETE", path(made), token, if_match="*").status == 404


def test_throwing_a_draft_away_takes_the_scope_write(press: Press, made: HttpResponse) -> None:
    read = press.token(Scope.READ)
    assert press.api("DELETE", path(made), read, if_match="*").status == 403
    write = press.token(Scope.WRITE)
    assert press.api("DELETE", path(made), write, if_match="*").status == 204


def test_a_release_whose_log_was_ever_written_to_stays(
    press: Press, token: str, made: HttpResponse
) -> None:
    """Also where what was planned has been cancelled."""
    later = (press.clock.now() + HOUR).isoformat()
    order = {"action": "publish", "at": later}
    entry = press.api("POST", path(made) + "/entries", token, order)
    assert press.api("DELETE", path(made), token, if_match="*").status == 409
    press.api("DELETE", f"{path(made)}/entries/{entry.json()['id']}", token)
    refused = press.api("DELETE", path(made), token, if_match="*")
    assert refused.status == 409
    assert refused.kind == "application/problem+json"
    assert press.api("GET", path(made), token).status == 200


def test_a_submitted_draft_waits_until_it_is_changed(
    press: Press, token: str, made: HttpResponse
) -> None:
    submitted = press.api("POST", path(made) + "/submission", token, if_match='"1"')
    assert (submitted.status, submitted.json()["state"]) == (200, "submitted")
    late = press.api("POST", path(made) + "/submission", token, if_match='"7"')
    assert late.status == 412
    changed = press.api("PUT", path(made), token, DRAFT, if_match=submitted.etag)
    assert changed.json()["submitted"] is False


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"titel": "x"}, "titel"),
        ({"title": ""}, "title"),
        ({"title": 7}, "title"),
        ({"title": "å" * 301}, "title"),
        ({"kind": "rumour"}, "kind"),
        ({"language": "svenska språket"}, "language"),
        ({"topics": "vård"}, "topics"),
        ({"topics": ["x"] * 101}, "topics"),
        ({"contacts": [{"name": 3}]}, "contacts[0].name"),
        ({"contacts": [{"fax": "1"}]}, "contacts[0].fax"),
        ({"contacts": [{"emails": ["ingen adress"]}]}, "contacts[0].emails[0]"),
        ({"links": [{"title": "x", "url": "javascript:alert(1)"}]}, "links[0].url"),
        ({"event": {"starts_at": "i morgon"}}, "event.starts_at"),
        ({"event": {"starts_at": "9999-12-31T23:59:59Z"}}, "event.starts_at"),
        ({"event": {"starts_at": "0001-01-01T00:00:00+14:00"}}, "event.starts_at"),
        ({"event": {"starts_at": "2027-03-28T02:30:00"}}, "event.starts_at"),
    ],
)
def test_a_field_that_cannot_be_accepted_is_named(
    press: Press, token: str, changes: dict[str, Any], field: str
) -> None:
    refused = press.api("POST", RELEASES, token, DRAFT | changes)
    assert refused.status == 422
    assert fields(refused) == [field]


def test_all_faults_of_a_document_are_named_at_once(press: Press, token: str) -> None:
    wrong = {"title": " ", "language": "?", "links": [{"title": "", "url": "x"}]}
    refused = press.api("POST", RELEASES, token, wrong)
    assert sorted(fields(refused)) == ["language", "links[0].url", "title"]


def test_a_missing_title_is_named(press: Press, token: str) -> None:
    assert fields(press.api("POST", RELEASES, token, {"lead": "x"})) == ["title"]


def test_control_characters_are_taken_out_before_anything_is_stored(
    press: Press, token: str
) -> None:
    made = press.api("POST", RELEASES, token, DRAFT | {"title": "Ny\x00 \x1bväg\u0085 \ufffe"})
    assert made.json()["draft"]["title"] == "Ny väg"


@pytest.mark.parametrize(
    "raw",
    [
        b'{"title": "\\ud800"}',
        b'{"title": "\xff"}',
        b'{"title": ',
        b"",
        b"[" * 100_000,
        b"\xef\xbb",
    ],
)
def test_what_is_not_json_in_utf_8_is_refused(press: Press, token: str, raw: bytes) -> None:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    refused = press.send("POST", RELEASES, headers, raw)
    assert refused.status in (400, 422)
    assert fields(refused)


def test_a_body_over_a_megabyte_is_refused(press: Press, token: str) -> None:
    refused = press.api("POST", RELEASES, token, DRAFT | {"body": "x" * 1_000_001})
    assert refused.status == 413
    fields(refused)


def test_another_media_type_is_refused(press: Press, token: str) -> None:
    assert press.api("POST", RELEASES, token, DRAFT, content_type="text/plain").status == 415
    taken = press.api(
        "POST", RELEASES, token, DRAFT, content_type="application/json; charset=utf-8"
    )
    assert taken.status == 201


@pytest.mark.parametrize(
    "stated", ["", "Bearer", "Bearer prt_none", "Basic YTpi", "Bearer " + "x" * 999]
)
def test_without_a_valid_token_nothing_is_told(
    press: Press, made: HttpResponse, stated: str
) -> None:
    for address in (path(made), f"{RELEASES}/{'a' * 16}", "/api/v1/newsrooms/ingen/releases"):
        refused = press.send("GET", address, {"Authorization": stated} if stated else {})
        assert (refused.status, refused.header("www-authenticate")) == (401, "Bearer")
        fields(refused)


def test_a_token_does_what_its_scope_covers(press: Press, made: HttpResponse) -> None:
    read, write = press.token(Scope.READ), press.token(Scope.WRITE)
    assert press.api("GET", path(made), read).status == 200
    assert press.api("POST", RELEASES, read, DRAFT).status == 403
    assert press.api("PUT", path(made), read, DRAFT, if_match="*").status == 403
    assert press.api("PUT", path(made), write, DRAFT, if_match="*").status == 200
    assert press.api("POST", path(made) + "/entries", write, {"action": "publish"}).status == 403


def test_a_revoked_token_is_worthless(press: Press, made: HttpResponse) -> None:
    read = press.token(Scope.READ, name="kort")
    press.write(access.revoke_token, ROOM, "kort", WHO)
    assert press.api("GET", path(made), read).status == 401


def test_the_desks_list_is_paged_and_narrowed(press: Press, token: str, made: HttpResponse) -> None:
    for number in range(60):
        press.clock.advance(HOUR / 60)
        press.api("POST", RELEASES, token, {"title": f"Nummer {number}"})
    first = press.api("GET", RELEASES, token).json()
    second = press.api("GET", f"{RELEASES}?cursor={first['next']}", token).json()
    titles = [release["title"] for release in (*first["releases"], *second["releases"])]
    assert titles == [*(f"Nummer {n}" for n in reversed(range(60))), DRAFT["title"]]
    assert second["next"] is None
    releases = press.api("GET", f"{RELEASES}?q=ridh&state=draft", token).json()["releases"]
    assert [release["title"] for release in releases] == [DRAFT["title"]]
    assert press.api("GET", f"{RELEASES}?state=public", token).json()["releases"] == []


def test_search_words_are_text_whatever_signs_they_hold(press: Press, token: str) -> None:
    for words in ("%22", "c%2B%2B", "*", "NEAR(", "a%20OR", "%00", "-", "^x", "a%22b"):
        assert press.api("GET", f"{RELEASES}?q={words}", token).status == 200


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("sort=title", "sort"),
        ("state=secret", "state"),
        ("state=draft&state=draft", "state"),
        ("cursor=x", "cursor"),
        ("cursor=99999999999999-a", "cursor"),
        ("q=" + "x" * 201, "q"),
    ],
)
def test_a_query_that_is_not_understood_is_refused(
    press: Press, token: str, query: str, field: str
) -> None:
    refused = press.api("GET", f"{RELEASES}?{query}", token)
    assert refused.status == 400
    assert fields(refused) == [field]


def test_a_release_of_another_newsroom_is_not_there(
    press: Press, token: str, made: HttpResponse
) -> None:
    press.open(builders.newsroom("annat-rum"))
    other = press.token(room="annat-rum")
    there = path(made).replace(ROOM, "annat-rum")
    assert press.api("GET", there, other).status == 404
    assert press.api("PUT", there, other, DRAFT, if_match="*").status == 404
    assert press.api("GET", path(made), other).status == 403


@pytest.mark.parametrize(
    ("below", "allowed"),
    [
        ("", {"GET", "HEAD", "POST"}),
        ("/aaaaaaaaaaaaaaaa", {"GET", "HEAD", "PUT", "DELETE"}),
        ("/aaaaaaaaaaaaaaaa/entries", {"POST"}),
        ("/aaaaaaaaaaaaaaaa/entries/b", {"PUT", "DELETE"}),
    ],
)
def test_a_wrong_method_is_told_every_right_one(
    press: Press, below: str, allowed: set[str]
) -> None:
    refused = press.api("PATCH", RELEASES + below)
    assert refused.status == 405
    assert set((refused.header("allow") or "").split(", ")) == allowed
    fields(refused)
