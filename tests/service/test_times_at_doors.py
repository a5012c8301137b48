"""A time is written alike at every door: the API, the desk, files and the command line."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from releases.errors import FieldError, InvalidDocument
from releases.exchange import frontmatter
from releases.exchange.frontmatter import ParsedFile
from service.redaktion.request import Form
from service.redaktion.writing import fields
from tests.service.app_server import ROOM, Press

RELEASES = f"/api/v1/newsrooms/{ROOM}/releases"
DRAFT = {"title": "Nytt ridhus i Mellanby", "body": "Text."}
TEN = datetime(2026, 5, 4, 8, tzinfo=UTC)
WRITTEN = [
    *("2026-05-04T10:00:00+02:00", "2026-05-04T10:00+02:00", "2026-05-04 10:00+02:00"),
    *("2026-05-04T08:00Z", "2026-05-04t08:00z", "2026-05-04T10:00+0200", "2026-05-04 10:00 +02:00"),
    *("2026-05-04T10:00:00", "2026-05-04T10:00", "2026-05-04 10:00", "2026-05-04 10.00"),
    " 2026-05-04T10:00 ",
]
WRONG = ["i morgon", "2026-05-04T25:00", "2026-13-04T10:00Z", "10:00", "2026-05-04T10:00 i Ekby"]
# In the night in which the clocks go forward, and in that in which they go back.
IMPOSSIBLE = ["2026-03-29T02:30", "2026-03-29 02:30:00", "2026-10-25T02:30", "2026-10-25 02.30"]
Door = Callable[[Press, str, str], str]


@pytest.fixture
def token(press: Press) -> str:
    return press.token()


def entry(press: Press, token: str, at: str) -> str:
    made = press.api("POST", RELEASES, token, DRAFT).json()
    order = {"action": "publish", "at": at}
    answer = press.api("POST", f"{RELEASES}/{made['id']}/entries", token, order)
    return str(answer.json()["at"] if answer.status == 201 else answer.json()["errors"][0])


def moved(press: Press, token: str, at: str) -> str:
    made = press.api("POST", RELEASES, token, DRAFT).json()
    path = f"{RELEASES}/{made['id']}/entries"
    planned = {"action": "publish", "at": "2026-12-24T15:00:00Z"}
    line = press.api("POST", path, token, planned).json()
    answer = press.api("PUT", f"{path}/{line['id']}", token, {"at": at})
    return str(answer.json()["at"] if answer.status == 200 else answer.json()["errors"][0])


def event(press: Press, token: str, at: str) -> str:
    sent = DRAFT | {"event": {"starts_at": at, "ends_at": at}}
    answer = press.api("POST", RELEASES, token, sent)
    if answer.status != 201:
        return str(answer.json()["errors"][0])
    shown = answer.json()["draft"]["event"]
    assert shown["starts_at"] == shown["ends_at"]
    return str(shown["starts_at"])


def saved_event(press: Press, token: str, at: str) -> str:
    made = press.api("POST", RELEASES, token, DRAFT)
    path, sent = f"{RELEASES}/{made.json()['id']}", DRAFT | {"event": {"starts_at": at}}
    answer = press.api("PUT", path, token, sent, if_match=made.etag)
    told = answer.json()
    return str(told["draft"]["event"]["starts_at"] if answer.status == 200 else told["errors"][0])


DOORS = [entry, moved, event, saved_event]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("written", WRITTEN)
def test_the_api_takes_a_time_however_it_is_written(
    press: Press, token: str, door: Door, written: str
) -> None:
    assert door(press, token, written) == "2026-05-04T08:00:00Z"


@pytest.mark.parametrize("written", [*WRONG, *IMPOSSIBLE, "0001-01-01T00:00Z", ""])
def test_the_api_refuses_a_time_in_the_same_words(press: Press, token: str, written: str) -> None:
    told = {door(press, token, written).replace("event.starts_at", "at") for door in DOORS}
    assert len(told) == 1, told
    assert "'field': 'at'" in told.pop()


def test_an_event_needs_a_time_of_day(press: Press, token: str) -> None:
    assert "needs a time of day" in event(press, token, "2026-05-04")


def test_a_wrong_time_is_told_with_what_else_is_wrong(press: Press, token: str) -> None:
    sent = {"title": "", "event": {"starts_at": IMPOSSIBLE[0]}}
    refused = press.api("POST", RELEASES, token, sent).json()["errors"]
    assert sorted(error["field"] for error in refused) == ["event.starts_at", "title"]


@pytest.mark.parametrize("written", WRITTEN)
def test_front_matter_and_the_desk_take_a_time_however_it_is_written(written: str) -> None:
    for dated in (written, f'"{written}"'):
        file = f"---\ntitle: Nytt\ndate: {dated}\nevent:\n  starts_at: {dated}\n---\nText.\n"
        told = frontmatter.parse_file(file)
        assert isinstance(told, ParsedFile)
        assert told.document.event is not None
        assert told.published is not None
        assert (told.document.event.starts_at, told.published.at) == (TEN, TEN)
    typed = fields.from_fields(Form((("kind", "news"), ("event.starts", written))))
    assert typed.event is not None
    assert typed.event.starts_at == TEN


@pytest.mark.parametrize("written", [*WRONG, *IMPOSSIBLE])
def test_front_matter_and_the_desk_refuse_a_time_in_the_same_words(written: str) -> None:
    file = f'---\ntitle: Nytt\nevent:\n  starts_at: "{written}"\n---\nText.\n'
    with pytest.raises(FieldError) as of_file:
        frontmatter.parse_file(file)
    with pytest.raises(InvalidDocument) as of_form:
        fields.from_fields(Form((("kind", "news"), ("event.starts", written))))
    assert str(of_form.value.errors[0]) == str(of_file.value)
