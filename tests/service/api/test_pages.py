"""The lists of the API in pages: by cursor, or with `limit` and `offset`."""

from datetime import timedelta
from typing import Any

import pytest

from tests.service.api.conftest import RELEASES
from tests.service.app_server import ROOM, Press

MEDIA = f"/api/v1/newsrooms/{ROOM}/media"


@pytest.fixture
def titles(press: Press, token: str) -> list[str]:
    """Drafts, latest changed first."""
    made = [f"Utkast {number}" for number in range(7)]
    for title in made:
        press.api("POST", RELEASES, token, {"title": title})
        press.clock.advance(timedelta(seconds=1))
    return made[::-1]


def listed(press: Press, token: str, query: str) -> dict[str, Any]:
    answer = press.api("GET", f"{RELEASES}?{query}", token)
    assert answer.status == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


@pytest.mark.parametrize(
    ("query", "begin", "end", "more"),
    [
        ("limit=3", 0, 3, True),
        ("limit=3&offset=3", 3, 6, True),
        ("limit=3&offset=6", 6, 7, False),
        ("offset=5", 5, 7, False),
        ("limit=7", 0, 7, False),
        ("offset=90", 7, 7, False),
    ],
)
def test_a_page_has_so_many_and_begins_behind_so_many(
    press: Press, token: str, titles: list[str], query: str, begin: int, end: int, more: bool
) -> None:
    page = listed(press, token, query)
    assert [each["title"] for each in page["releases"]] == titles[begin:end]
    assert (page["next"] is not None) == more


def test_a_cursor_goes_on_where_a_page_of_another_length_ended(
    press: Press, token: str, titles: list[str]
) -> None:
    first = listed(press, token, "limit=2&offset=1")
    rest = listed(press, token, f"limit=100&cursor={first['next']}")
    assert [each["title"] for each in rest["releases"]] == titles[3:]


def test_pictures_are_paged_in_the_same_way(press: Press, token: str) -> None:
    for name in ("a", "b", "c", "d"):
        press.picture(name * 16)
        press.clock.advance(timedelta(seconds=1))
    pages = [
        press.api("GET", f"{MEDIA}?limit=2&offset={offset}", token).json()
        for offset in (0, 1, 2, 4)
    ]
    assert [[each["id"][0] for each in page["media"]] for page in pages] == [
        ["d", "c"],
        ["c", "b"],
        ["b", "a"],
        [],
    ]
    assert [page["next"] is not None for page in pages] == [True, True, False, False]


@pytest.mark.parametrize("path", [RELEASES, MEDIA])
@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "limit=-1", "limit=ten", "offset=-1", "offset=1e3", "limit="]
)
def test_what_is_no_number_of_a_page_is_refused(
    press: Press, token: str, path: str, query: str
) -> None:
    answer = press.api("GET", f"{path}?{query}", token)
    if query == "limit=":
        assert answer.status == 200
    else:
        assert answer.status == 400
        assert answer.json()["errors"][0]["field"] == query.partition("=")[0]
