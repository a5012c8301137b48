"""Times, numbers, lists and cautions as the desk writes them, in both languages."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.wording import WITHDRAWAL
from releases.desk.approval import Order
from releases.intake import warnings
from releases.intake.record import Caution
from releases.store import visits
from releases.timeline import Action, Significance
from releases.times import local_day
from service.redaktion import caution_words, date_words
from service.redaktion.rendering import translator
from service.redaktion.routes import DOORS
from tests import builders
from tests.builders import MORNING
from tests.service.app_server import ROOM, Press
from tests.service.redaktion.desk_client import Visitor
from tests.service.redaktion.review_forms import add_draft, at, page, save_draft
from tests.service.redaktion.test_language import ENGLISH

SPRING = datetime(2018, 4, 3, 5, 23, tzinfo=UTC)
CODES = sorted(caution_words.TEMPLATES)
MINOR = "when=now&significance=minor"


@pytest.mark.parametrize(
    ("instant", "swedish", "english"),
    [
        (SPRING, "tis 3 april 2018 kl. 07.23", "Tue 3 April 2018 at 07:23"),
        (
            datetime(2018, 10, 28, 0, 30, tzinfo=UTC),
            "sön 28 oktober 2018 kl. 02.30 (sommartid)",
            "Sun 28 October 2018 at 02:30 (summer time)",
        ),
        (
            datetime(2018, 10, 28, 1, 30, tzinfo=UTC),
            "sön 28 oktober 2018 kl. 02.30 (vintertid)",
            "Sun 28 October 2018 at 02:30 (winter time)",
        ),
        (
            datetime(2018, 3, 25, 1, 30, tzinfo=UTC),
            "sön 25 mars 2018 kl. 03.30",
            "Sun 25 March 2018 at 03:30",
        ),
    ],
)
def test_a_time_says_which_only_where_there_are_two(
    instant: datetime, swedish: str, english: str
) -> None:
    assert date_words.format_moment(instant) == swedish
    assert date_words.format_moment(instant, "en") == english


def test_utc_is_in_the_tooltip() -> None:
    assert date_words.time_element(SPRING) == (
        '<time datetime="2018-04-03T05:23:00Z" title="05:23 UTC">tis 3 april 2018 kl. 07.23</time>'
    )
    night = datetime(2018, 4, 2, 22, 30, tzinfo=UTC)
    assert 'title="2018-04-02 22:30 UTC">tis 3 april' in date_words.time_element(night)


def test_names_are_written_as_a_list() -> None:
    assert date_words.listed(["Bo"], "sv") == "Bo"
    assert date_words.listed(["Bo", "Eva", "Kim"], "sv") == "Bo, Eva och Kim"
    assert date_words.listed(["Bo", "Eva", "Kim"], "en") == "Bo, Eva and Kim"


@given(st.sampled_from(CODES), st.text())
def test_a_caution_is_said_in_english_with_what_it_is_about(code: str, detail: str) -> None:
    for template in caution_words.TEMPLATES[code]:
        said = caution_words.sentence(Caution(code, template.format(detail)), translator("en"))
        assert said == ENGLISH[template].format(detail)


def test_a_caution_of_another_code_stays_as_it_is() -> None:
    assert caution_words.sentence(Caution("other", "Så här."), translator("en")) == "Så här."
    assert (
        caution_words.sentence(warnings.caution("no-title"), str) == warnings.MESSAGES["no-title"]
    )


@pytest.mark.parametrize(("count", "said"), [(1, "1 hämtning"), (2, "2 hämtningar")])
def test_one_request_is_not_said_in_the_plural(
    press: Press, editor: Visitor, count: int, said: str
) -> None:
    release = press.publish(builders.document()).release
    press.write(visits.add, [visits.Visits(ROOM, local_day(MORNING), "page", release, count)])
    assert f">{said}<" in editor.get(at(release, "/kvitto")).text


def test_what_a_minor_change_says_of_subscribers_is_true(press: Press, editor: Visitor) -> None:
    """Feeds show the new text under the old `updated`; sinks are owed an announcement."""
    release = press.publish(builders.document()).release
    save_draft(press, release, builders.document("Rättstavad"))
    shown = editor.get(at(release, f"/granska?{MINOR}")).text
    assert "Webhooks och hubbar meddelas. Den som prenumererar på flödena får ingen" in shown
    assert "Prenumeranter och anslutna webbplatser meddelas." not in shown
    silent = editor.get(at(release, f"/granska?{MINOR}&silent=1")).text
    assert "Webhooks och hubbar meddelas inte." in silent

    def updated() -> list[str]:
        return re.findall(r"<updated>[^<]+", press.get(f"/{ROOM}/feed.atom").text)[1:]

    before = updated()
    press.clock.advance(builders.HOUR)
    entry = press.order(release, Order(Action.CORRECT, significance=Significance.MINOR))
    assert entry.announce
    assert "Rättstavad" in page(press, release).text
    assert updated() == before


def test_an_author_is_asked_to_submit_and_not_to_publish(press: Press, author: Visitor) -> None:
    shown = author.get(at(add_draft(press).id, "/granska")).text
    assert '<h2 id="when">Skicka för godkännande</h2>' in shown
    assert "Granska och skicka" in shown
    assert not re.search(r">[^<]*Publicera\b", shown)


def test_nothing_of_the_english_desk_is_swedish(press: Press, admin: Visitor) -> None:
    """Where all that people have written is English, no page has a Swedish letter of ours."""
    admin.post("/redaktion/konto", {"name": "Kim Ekdal", "language": "en"})
    text = builders.document("Plain words", lead="", body="A body.\n\n[fill in]", contacts=())
    draft = add_draft(press, text)
    public = press.publish(text).release
    known = {
        "newsroom": ROOM,
        "rest": "x",
        "release": public,
        "template": "ny",
        "contact": "ny",
    } | {"number": "1"}
    pages = {
        path: admin.get(f"/redaktion{path.replace(':path', '').format_map(known)}")
        for path in (door.path for door in DOORS if "GET" in door.handlers)
        if not re.search(r"fil/|gjort|media|logg.csv|organisation|entry|token|som/|/sida", path)
    }
    pages["draft"] = admin.get(at(draft.id))
    pages["look"] = admin.get(f"/redaktion/{ROOM}/snabb/{draft.id}")
    found: dict[str, list[str]] = {}
    for path, answer in pages.items():
        assert answer.status in {200, 303, 404, 409}, path
        marked = re.sub(r'<(\w+)[^>]* lang="sv"[^>]*>.*?</\1>', "", answer.text, flags=re.DOTALL)
        for quoted in (builders.newsroom().about, WITHDRAWAL, "for example Örebro"):
            marked = marked.replace(quoted, "")
        words = re.findall(r"\w*[åäöÅÄÖ]\w*", marked)
        found |= {path: words} if words else {}
    assert found == {}
    assert "Something has not been filled in: [fill in]" in pages["draft"].text
