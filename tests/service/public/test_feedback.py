"""Readers comment without a trace of who they are; programs and identity numbers stay outside."""

import asyncio
import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest

from feeds import wording
from feeds.languages import translate
from releases.desk import newsroom_settings
from releases.desk.approval import Order
from releases.store import feedback
from releases.store.feedback import Feedback, FeedbackState
from releases.store.settings import RoomSettings
from releases.timeline import Action
from service.pages.feedback import EMPTY, NO_ADDRESS, PERSONAL, TOO_LONG, TOO_MANY
from service.security.rate_limits import PER_NEWSROOM, FeedbackLimits
from tests import builders
from tests.builders import DAY, HOUR
from tests.service.app_server import ROOM, WHO, HttpResponse, Press, run_app

CARE = "Gäller det din egen vård, ring 1177."


@pytest.fixture
def path(press: Press) -> str:
    """Where comments on a published release go, in a newsroom that takes them."""
    chosen = RoomSettings(ROOM, feedback=True, guidance=CARE, keep_days=10)
    press.write(newsroom_settings.change, chosen, WHO)
    return f"/{ROOM}/{press.publish(builders.document()).release}/-/synpunkt"


def sent(press: Press, path: str, **fields: str) -> HttpResponse:
    head = {"Content-Type": "application/x-www-form-urlencoded"}
    return press.send("POST", path, head, urlencode(fields).encode())


def stamp(answer: HttpResponse) -> str:
    match = re.search(r'name="stamp" value="([^"]+)"', answer.text)
    assert match, "the page carries no stamp"
    return unescape(match[1])


def kept(press: Press) -> tuple[Feedback, ...]:
    comments: tuple[Feedback, ...] = press.store.reading(
        feedback.page, ROOM, FeedbackState.NEW, 10
    ).result()
    return comments


def handed_in(press: Press, path: str, text: str = "Länken går inte.", **more: str) -> HttpResponse:
    mark = stamp(sent(press, path, text=text))
    press.clock.advance(timedelta(seconds=5))
    return sent(press, path, text=text, stamp=mark, **more)


def test_the_form_stands_on_the_cached_page_and_is_looked_through_before_it_counts(
    press: Press, path: str
) -> None:
    release = path.split("/")[2]
    page = (press.get(f"/{ROOM}/{release}").header("location") or "").removeprefix(
        press.settings.base_url
    )
    shown = press.get(page)
    assert CARE in shown.text
    assert f'action="{press.settings.base_url}{path}"' in shown.text
    assert shown.header("etag")
    press.clock.advance(300 * DAY)
    assert kept(press) == ()
    answer = handed_in(press, path, email="lo@exempel.se")
    assert answer.status == 303
    (comments,) = kept(press)
    assert (comments.text, comments.email, comments.release) == (
        "Länken går inte.",
        "lo@exempel.se",
        release,
    )


def test_the_address_is_kept_as_it_was_checked(press: Press, path: str) -> None:
    handed_in(press, path, email=" lo\u0301@exempel.se\x07 ")
    (comments,) = kept(press)
    assert comments.email == "l\u00f3@exempel.se"


def test_no_cookie_is_set_and_no_address_is_kept(press: Press, path: str) -> None:
    answers = [press.get(path), sent(press, path, text="x"), handed_in(press, path)]
    assert all(answer.header("set-cookie") is None for answer in answers)
    assert all(answer.header("cache-control") == "no-store" for answer in answers[:2])
    assert "127.0.0.1" not in repr(kept(press))


def test_handed_in_twice_it_is_stored_once(press: Press, path: str) -> None:
    mark = stamp(sent(press, path, text="x"))
    press.clock.advance(timedelta(seconds=5))
    for _ in range(2):
        assert sent(press, path, text="x", stamp=mark).status == 303
    assert len(kept(press)) == 1


def test_what_is_sent_faster_than_it_can_be_read_says_why_and_waits(
    press: Press, path: str
) -> None:
    shown = sent(press, path, text="x")
    why = "vänta ett ögonblick och skicka igen"
    assert why not in shown.text
    again = sent(press, path, text="x", stamp=stamp(shown))
    assert why in again.text
    assert kept(press) == ()
    press.clock.advance(timedelta(seconds=5))
    assert sent(press, path, text="x", stamp=stamp(again)).status == 303
    assert len(kept(press)) == 1


def test_a_stamp_is_good_for_its_release_in_its_time(press: Press, path: str) -> None:
    """Otherwise the comment is shown once more, with a new one; nothing is lost."""
    other = f"/{ROOM}/{press.publish(builders.document()).release}/-/synpunkt"
    mark = stamp(sent(press, path, text="x"))
    assert sent(press, path, text="x", stamp=mark).status == 200
    press.clock.advance(timedelta(seconds=5))
    assert sent(press, other, text="x", stamp=mark).status == 200
    assert sent(press, path, text="x", stamp=f"{mark}0").status == 200
    press.clock.advance(3 * HOUR)
    late = sent(press, path, text="Det jag skrev", stamp=mark)
    assert (late.status, "Det jag skrev" in late.text) == (200, True)
    assert kept(press) == ()


def test_a_program_that_fills_in_everything_is_thanked_and_forgotten(
    press: Press, path: str
) -> None:
    assert handed_in(press, path, webbplats="https://spam.example").status == 303
    assert kept(press) == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"text": ""},
        {"text": "  \n"},
        {"text": "x" * 2_001},
        {"text": "Min mamma, 811228-9874, fick inte tid."},
        {"text": "x", "email": "19811228-9874@exempel.se"},
        {"text": "x", "email": "ingen adress"},
    ],
)
def test_what_should_not_be_sent_is_refused_with_the_reason_beside(
    press: Press, path: str, fields: dict[str, str]
) -> None:
    answer = sent(press, path, **fields)
    assert answer.status == 422
    assert 'class="problem"' in answer.text
    assert "stamp" not in answer.text


def test_a_flood_is_dammed(press: Press, path: str) -> None:
    statuses = [handed_in(press, path).status for _ in range(9)]
    assert statuses == [303] * 8 + [429]


def test_two_services_on_one_database_and_a_new_start_are_one_dam(
    press: Press, path: str, tmp_path: Path
) -> None:
    with run_app(tmp_path, press.clock) as other:
        answers = [handed_in((press, other)[turn % 2], path).status for turn in range(10)]
    with run_app(tmp_path, press.clock) as later:
        answers.append(handed_in(later, path).status)
    assert answers == [303] * 8 + [429] * 3
    press.clock.advance(HOUR)
    assert handed_in(press, path).status == 303


def test_a_newsroom_takes_so_many_an_hour_from_all_together(press: Press, path: str) -> None:
    limits = FeedbackLimits(press.store, "key")
    places = [f"2001:db8:0:{number:x}::1" for number in range(PER_NEWSROOM.amount + 10)]

    async def from_everywhere() -> list[bool]:
        return await asyncio.gather(*(limits.allows(ROOM, place) for place in places))

    assert asyncio.run(from_everywhere()).count(True) == PER_NEWSROOM.amount


def test_only_public_releases_of_newsrooms_that_want_it_take_comments(
    press: Press, path: str
) -> None:
    release = path.split("/")[2]
    press.order(release, Order(Action.WITHDRAW))
    assert press.get(path).status == 404
    public = press.publish(builders.document()).release
    press.write(newsroom_settings.change, RoomSettings(ROOM), WHO)
    assert press.get(f"/{ROOM}/{public}/-/synpunkt").status == 404
    page = press.get(f"/{ROOM}/{public}").header("location") or ""
    assert "synpunkt" not in press.get(page.removeprefix(press.settings.base_url)).text


def test_comments_are_deleted_when_their_time_is_over(press: Press, path: str) -> None:
    handed_in(press, path)
    press.clock.advance(10 * DAY)
    assert press.store.reading(feedback.has_expired).result()
    assert press.write(feedback.forget) == 1
    handed_in(press, path)
    press.write(newsroom_settings.change, RoomSettings(ROOM, feedback=True, keep_days=2), WHO)
    press.clock.advance(2 * DAY)
    assert press.write(feedback.forget) == 1


@pytest.mark.parametrize(
    ("language", "spoken"),
    [("sv", "sv"), ("en-GB", "en"), ("fi", "fi"), ("se", "se"), ("fit", "sv")],
)
def test_form_errors_and_thanks_speak_the_language_of_the_release(
    press: Press, language: str, spoken: str
) -> None:
    chosen = RoomSettings(ROOM, feedback=True, guidance=CARE, keep_days=1)
    press.write(newsroom_settings.change, chosen, WHO)
    release = press.publish(builders.document(language=language)).release
    path = f"/{ROOM}/{release}/-/synpunkt"
    public = (press.get(f"/{ROOM}/{release}").header("location") or "").removeprefix(
        press.settings.base_url
    )
    form = ("Kommentera sidan", "Din synpunkt på sidan", "Granska och skicka")
    kept = "Vi sparar det du skriver i en dag."
    wrong = {"text": "811228-9874", "email": "ingen"}
    for answer, words in (
        (press.get(public), (*form, kept)),
        (press.get(path), (*form, kept, "Det gäller:")),
        (sent(press, path), (*form, EMPTY)),
        (sent(press, path, text="x" * 2_001), (*form, TOO_LONG)),
        (sent(press, path, **wrong), (*form, PERSONAL, NO_ADDRESS)),
        (sent(press, path, text="x", email="lo@exempel.se"), ("Stämmer det här?", "Skicka")),
        (press.get(f"{path}/tack"), ("Tack för din synpunkt", "Tillbaka till sidan")),
    ):
        assert f'<html lang="{spoken}">' in answer.text
        shown, most = unescape(answer.text), wording.number(2_000, spoken)
        told = (translate(word, spoken).format(most=most) for word in words)
        assert [word for word in told if word not in shown] == []
        if spoken != "sv":
            assert [word for word in words if word in shown] == []
        # The newsroom wrote its advice in its own language.
        assert CARE not in answer.text or (f'lang="sv">{CARE}' in answer.text) == (spoken != "sv")


def test_a_flood_is_dammed_in_the_readers_words(press: Press, path: str) -> None:
    release = press.publish(builders.document(language="fi")).release
    finnish = f"/{ROOM}/{release}/-/synpunkt"
    for _ in range(8):
        handed_in(press, path)
    assert translate(TOO_MANY, "fi") in handed_in(press, finnish).text
