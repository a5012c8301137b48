"""Right to left: what is written so says so, and what is not among it says that too."""

import pytest

from feeds import content, snippet
from feeds.characters import direction, spoken_attributes
from feeds.jsonfeed import jsonfeed
from feeds.syndication import atom, rss
from releases.timeline import Entry
from tests import builders as b

PERSIAN = b.document(title="خط تازه (۴) باز شد.", lead="از فردا.", language="fa")


@pytest.mark.parametrize("tag", ["fa", "ar-SE", "he", "UR", "ku-Arab", "az-arab-IR", "ydd", "ckb"])
def test_languages_written_from_right_to_left_are_known(tag: str) -> None:
    assert direction(tag) == "rtl"


@pytest.mark.parametrize("tag", ["sv", "fi", "so", "ku", "yi-Latn", "ar-latn", "und", "smj"])
def test_all_others_are_written_from_left_to_right(tag: str) -> None:
    assert direction(tag) == "ltr"


@pytest.mark.parametrize(
    ("tag", "around", "marked"),
    [
        ("fa", "sv", ' lang="fa" dir="rtl"'),
        ("sv", "ar", ' lang="sv" dir="ltr"'),
        ("ur", "ar", ' lang="ur"'),
        ("fi", "sv", ' lang="fi"'),
        ("yi-Latn", "yi", ' dir="ltr"'),
        ("SV-FI", "sv", ""),
    ],
)
def test_a_text_says_where_its_language_or_direction_turns(
    tag: str, around: str, marked: str
) -> None:
    assert spoken_attributes(tag, around) == marked


def test_the_html_of_feeds_says_its_direction() -> None:
    release = b.release(content=PERSIAN)
    marked = '<div lang="fa" dir="rtl">'
    assert content.standalone(release, b.LINKS).startswith(marked)
    assert marked in rss(b.listing(release), b.LINKS).body.decode()
    assert marked in atom(b.listing(release), b.LINKS).body.decode()
    assert marked.replace('"', '\\"') in jsonfeed(b.listing(release), b.LINKS).body.decode()


def test_swedish_words_inside_are_marked_left_to_right() -> None:
    release = b.release(b.correction(note="تصحیح"), content=PERSIAN)
    assert '<span lang="sv" dir="ltr"><strong>Rättelse' in content.html(release, b.LINKS)


def test_titles_and_leads_of_embeds_say_their_direction() -> None:
    written = snippet.fragment(b.listing(b.release(content=PERSIAN)), b.LINKS).decode()
    assert '<h2 class="pressrum-title" lang="fa" dir="rtl">' in written
    assert '<p class="pressrum-lead" lang="fa" dir="rtl">' in written


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        (b.correction(note="تصحیح"), "correction"),
        (b.correction(note=""), "corrected"),
        (b.withdrawal(note="اشتباه"), "withdrawal"),
    ],
)
def test_notices_of_embeds_say_their_direction(entry: Entry, name: str) -> None:
    release = b.release(entry, content=PERSIAN)
    written = snippet.fragment(b.listing(release), b.LINKS).decode()
    assert f'<p class="pressrum-{name}" lang="fa" dir="rtl"><span lang="sv" dir="ltr">' in written


def test_numbers_and_addresses_stay_from_left_to_right() -> None:
    written = content.html(b.release(content=PERSIAN), b.LINKS)
    assert '<a href="tel:+46701740605" dir="ltr">070-174 06 05</a>' in written
    assert '<a href="mailto:maja.lindqvist@mellanlandet.example" dir="ltr">' in written


def test_a_swedish_release_says_no_direction_anywhere() -> None:
    assert "dir=" not in content.standalone(b.release(), b.LINKS)
    assert "dir=" not in snippet.fragment(b.listing(b.release()), b.LINKS).decode()
