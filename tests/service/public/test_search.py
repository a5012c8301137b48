"""The search of a newsroom: what is public, in an order that tells of nothing else."""

import re
from typing import Any
from urllib.parse import quote

import pytest

from releases.desk.approval import Order
from releases.model import Document, Kind
from releases.timeline import Action
from tests import builders as b
from tests.builders import DAY, HOUR, MORNING
from tests.service.app_server import ROOM, Press, moment

YEAR = 365 * DAY


def plain(title: str, body: str = "Texten.", **changes: Any) -> Document:
    return b.document(title, lead="", body=body, topics=changes.pop("topics", ()), **changes)


def publish(press: Press, document: Document, age: int = 0) -> str:
    order = Order(Action.PUBLISH, moment(MORNING - age * HOUR))
    return press.publish(document, order).release


def page(press: Press, query: str) -> str:
    answer = press.get(f"/{ROOM}/search?{query}")
    assert answer.status == 200, answer.text
    return answer.text


def titles(press: Press, query: str) -> list[str]:
    headings = re.findall(r"<h3[^>]*><a [^>]*>(.*?)</a></h3>", page(press, query))
    return [re.sub(r"</?mark>", "", title) for title in headings]


def said(words: str) -> str:
    return f"q={quote(words)}"


def test_all_words_must_be_there_each_may_go_on(press: Press) -> None:
    publish(press, plain("Vårdcentralen byggs om"))
    publish(press, plain("Vårdcentral i Kallmyra", "Om bussar."))
    assert titles(press, said("vårdcentral buss")) == ["Vårdcentral i Kallmyra"]
    assert len(titles(press, said("VÅRDCENTRAL"))) == 2


def test_swedish_letters_are_letters_of_their_own(press: Press) -> None:
    publish(press, plain("Länets lån"))
    assert titles(press, said("länets")) == ["Länets lån"]
    publish(press, plain("Lanets historia"))
    assert titles(press, said("lanets")) == ["Lanets historia"]
    # The same letters written with combining marks are the same word.
    assert titles(press, said("la\u0308nets la\u030an")) == ["Länets lån"]


def test_accents_make_no_difference_and_what_is_shown_keeps_them(press: Press) -> None:
    publish(press, plain("Kafé Ålö öppnar i Bååstede", "Séamus Bjørk har en idé om Öresund."))
    for words in ("kafe", "KAFÉ", "ålö", "seamus", "bjork", "björk", "Bjørk", "ide", "øresund"):
        assert titles(press, said(words)) == ["Kafé Ålö öppnar i Bååstede"], words
    for words in ('"alo"', '"oresund"', '"baastede"'):
        assert titles(press, said(words)) == [], words
    shown = page(press, said("kafe ide"))
    assert "<mark>Kafé</mark> Ålö" in shown
    assert "en <mark>idé</mark> om" in shown


def test_quoted_words_stand_together(press: Press) -> None:
    publish(press, plain("Korta väntetider", "Vi ska korta dem."))
    assert titles(press, said('"korta väntetider"')) == ["Korta väntetider"]
    assert titles(press, said("”korta väntetider”")) == ["Korta väntetider"]
    assert titles(press, said('"väntetider korta"')) == []
    assert titles(press, said('"korta vänte"')) == []


def test_titles_come_before_texts_and_each_newest_first(press: Press) -> None:
    publish(press, plain("Gammal om bussar"), 5)
    publish(press, plain("Nyare om annat", "Bussar."), 1)
    publish(press, plain("Ny om bussar"), 2)
    assert titles(press, "q=bussar") == ["Ny om bussar", "Gammal om bussar", "Nyare om annat"]
    dated = ["Nyare om annat", "Ny om bussar", "Gammal om bussar"]
    assert titles(press, "q=bussar&sort=date") == dated


def test_a_search_is_narrowed_by_kind_topic_and_year(press: Press) -> None:
    publish(press, plain("Buss ett", kind=Kind.NEWS, topics=("kultur",)))
    publish(press, plain("Buss två", kind=Kind.NEWS))
    publish(press, plain("Buss tre", topics=("kultur",)))
    publish(press, plain("Buss fyra", kind=Kind.NEWS, topics=("kultur",)), 24 * 365)
    assert titles(press, "q=buss&kind=news&topic=kultur&year=2018") == ["Buss ett"]
    assert titles(press, "q=buss&year=2017") == ["Buss fyra"]
    assert titles(press, "q=buss&topic=okand") == []


@pytest.mark.parametrize("order", ["relevance", "date"])
def test_following_the_pages_meets_every_hit_once(press: Press, order: str) -> None:
    for number in range(45):
        # Several share an instant, as imports do that know only the day.
        text = plain(f"Buss {number}") if number % 3 else plain(f"Annat {number}", "Buss.")
        publish(press, text, age=number // 10)
    met: list[str] = []
    query = f"q=buss&sort={order}"
    while query:
        met += titles(press, query)
        following = re.search(r'rel="next" href="\?([^"]+)"', page(press, query))
        query = following[1].replace("&amp;", "&") if following else ""
    assert len(met) == len(set(met)) == 45


def test_words_are_marked_and_the_rest_is_escaped(press: Press) -> None:
    publish(press, plain("Buss & <tåg>", "Före. " * 60 + "Sedan <b>buss</b> igen."))
    shown = page(press, "q=buss")
    assert "<mark>Buss</mark> &amp; &lt;tåg&gt;" in shown
    assert "<mark>buss</mark>" in shown
    assert "<b>" not in shown


@pytest.mark.parametrize(
    "words",
    [
        *('"', "'", "*", "c++", "AND", "NOT a", "NEAR(a b)", "title:x", "a OR", "(", "^a", "-"),
        *("{title} : x", "\x00", "\ud7ff", "%", "😀", "<script>alert(1)</script>", '" OR 1=1 --'),
        *("a" * 5_000, "a " * 2_000, '"a' * 100, "\u202eabc", "ﬀ", "١٢٣", "𝒳"),
    ],
)
def test_nothing_that_is_typed_is_an_error(press: Press, words: str) -> None:
    publish(press, plain("Buss"))
    assert "<script" not in page(press, said(words)).replace("<script type", "")


def test_a_withdrawn_release_is_not_found(press: Press) -> None:
    release = publish(press, plain("Buss"), 1)
    press.clock.advance(HOUR)
    press.order(release, Order(Action.WITHDRAW))
    assert titles(press, "q=buss") == []


def test_a_corrected_release_is_found_by_what_it_says_now(press: Press) -> None:
    release = publish(press, plain("Buss"), 1)
    press.clock.advance(HOUR)
    press.order(release, Order(Action.CORRECT), plain("Spårvagn"))
    assert titles(press, "q=buss") == []
    assert titles(press, "q=spårvagn".replace("å", quote("å"))) == ["Spårvagn"]


def test_what_is_to_come_changes_neither_hits_nor_count_nor_order(press: Press) -> None:
    releases = [publish(press, plain(f"Buss {number}")) for number in range(5)]
    asked = ("q=buss", "q=buss&sort=date", "q=hemlig", "q=buss&topic=kultur")
    before = [press.get(f"/{ROOM}/search?{query}").lasting for query in asked]
    hidden = Order(Action.PUBLISH, moment(MORNING + DAY))
    press.publish(plain("Buss buss buss hemlig", topics=("kultur",)), hidden)
    later = Order(Action.CORRECT, moment(MORNING + DAY))
    press.order(releases[0], later, plain("Hemlig buss", topics=("kultur",)))
    assert [press.get(f"/{ROOM}/search?{query}").lasting for query in asked] == before
    press.clock.set(MORNING + DAY)
    assert len(titles(press, "q=hemlig")) == 2


def test_without_words_the_form_leads_to_the_narrowed_list(press: Press) -> None:
    answer = press.get(f"/{ROOM}/search?q=&kind=news&topic=&year=2018")
    assert answer.status == 302
    assert (answer.header("location") or "").endswith(f"/{ROOM}/?kind=news&year=2018")
    assert "Skriv ett eller flera ord" in page(press, "")


@pytest.mark.parametrize(
    "query", ["q=a&q=b", "q=a&sort=x", "q=a&before=9-1-a", "q=a&year=18", "q=a&kind=x"]
)
def test_what_cannot_be_searched_for_is_refused(press: Press, query: str) -> None:
    assert press.get(f"/{ROOM}/search?{query}").status == 400


def test_other_spellings_are_said_to_be_so(press: Press) -> None:
    publish(press, plain("Vårdcentralen i Malmö"))
    shown = page(press, said("vardcentral"))
    assert "<mark>Vårdcentralen</mark>" in shown
    assert "Inget stämmer med stavningen" in shown
    assert "Inget stämmer" not in page(press, said("vårdcentral"))


def test_a_search_without_hits_says_what_to_try(press: Press) -> None:
    publish(press, plain("Vattnet stiger", topics=("naringsliv",)))
    narrowed = page(press, f"{said('vattnet')}&kind=statement")
    assert f'href="/{ROOM}/search?q=vattnet"' in narrowed.replace("https://press.example/", "/")
    assert "Sök utan typ, ämne och år" in narrowed
    assert "Sök utan typ" not in page(press, f"{said('saknas')}&kind=statement")
    assert "Menade du" in page(press, said("näringslib"))
    assert "Menade du" not in page(press, said("vattnet"))
