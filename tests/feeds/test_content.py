"""The HTML of a release: complete, in order, safe, and silent about what was withdrawn."""

from collections.abc import Callable

import pytest

from feeds import content, transcript
from releases.model import Link
from releases.public import PublicRelease
from tests import builders as b
from tests.feeds.markup_rules import Checked


def html(release: PublicRelease, heading: int = 2) -> str:
    return content.html(release, b.LINKS, heading)


def test_the_parts_come_in_the_order_of_a_press_release() -> None:
    everything = b.document(
        images=(b.image(),), event=b.event(), links=(Link("Mer", "https://a.example"),)
    )
    written = html(b.release(b.correction(), content=everything, files=(b.media(),)))
    parts = (
        *("Rättelse", "Från hösten", "När:", "Var:", "<img", "Foto: Olle Ek"),
        *(
            "regionfullmäktige",
            "Bakgrund",
            "tel:+46701740605",
            "mailto:",
            "https://a.example",
            "Om Region",
        ),
    )
    places = [written.index(part) for part in parts]
    assert places == sorted(places)
    assert Checked(written).faults == []


def test_corrections_stand_first_with_date_and_note_newest_first() -> None:
    release = b.release(b.correction(note="Första."), b.correction(b.MORNING + 3 * b.DAY, "Andra."))
    written = html(release)
    assert written.startswith(
        '<p class="pressrum-correction"><strong>Rättelse</strong> '
        '<time datetime="2018-04-06T07:23:00+02:00">6 april 2018 kl. 07.23</time>: Andra.</p>'
    )
    assert written.index("Andra.") < written.index("Första.")


@pytest.mark.parametrize("write", [html, transcript.text])
def test_a_major_correction_without_a_note_shows_its_date_and_no_empty_box(
    write: Callable[[PublicRelease], str],
) -> None:
    written = write(b.release(b.correction(note="")))
    assert Checked(written).text.startswith("Rättad 4 april 2018 kl. 07.23\n")
    assert "pressrum-correction" not in written


def test_a_minor_correction_without_a_note_is_not_told() -> None:
    assert "Rättelse" not in html(b.release(b.minor()))


def test_our_swedish_words_are_marked_in_a_release_in_a_language_we_have_none_in() -> None:
    meankieli = b.document(language="fit", event=b.event())
    written = html(b.release(b.correction(), content=meankieli))
    assert '<span lang="sv"><strong>Rättelse</strong>' in written
    assert '<h2 lang="sv">Kontakt</h2>' in written
    assert '<strong lang="sv">Var:</strong>' in written


@pytest.mark.parametrize(
    ("spoken", "words"),
    [
        ("en", ("Correction", "4 April 2018 at 07:23", "When:", "Where:", "Contact", "Photo:")),
        ("fi-FI", ("Oikaisu", "4. huhtikuuta 2018 klo 7.23", "Aika:", "Paikka:", "Kuva:")),
        ("se", ("Njulgen", "2018-04-04 dii. 07:23", "Áigi:", "Báiki:", "Govva:")),
    ],
)
def test_our_words_are_in_the_language_of_the_release(spoken: str, words: tuple[str, ...]) -> None:
    foreign = b.document(language=spoken, event=b.event(), images=(b.image(),))
    written = html(b.release(b.correction(), content=foreign, files=(b.media(),)))
    assert [word for word in words if word not in written] == []
    # Only the newsroom's text about itself is still Swedish, and says so.
    assert written.count('lang="sv"') == 1
    assert '<div lang="sv">\n<h2>Om Region Mellanlandet</h2>' in written


def test_an_address_is_broken_before_its_signs_and_reads_as_it_is() -> None:
    written = html(b.release())
    assert ">maja<wbr>.lindqvist<wbr>@mellanlandet<wbr>.example</a>" in written
    assert 'href="mailto:maja.lindqvist@mellanlandet.example"' in written
    assert "maja.lindqvist@mellanlandet.example" in Checked(written).text


@pytest.mark.parametrize("write", [html, transcript.text])
def test_nothing_of_a_withdrawn_release_is_left_but_note_and_date(
    write: Callable[[PublicRelease], str],
) -> None:
    secret = b.document(
        lead="HEMLIG",
        body="HEMLIG",
        images=(b.image(caption="HEMLIG"),),
        contacts=(b.contact(name="HEMLIG"),),
        event=b.event(place="HEMLIG"),
        about="HEMLIG",
    )
    gone = b.release(b.correction(), b.withdrawal(), content=secret, files=(b.media(),))
    text = Checked(write(gone)).text
    assert text == "Återkallat 5 april 2018 kl. 07.23: Uppgifterna var fel."


def test_a_release_published_anew_shows_its_content_again() -> None:
    again = b.entry(at=b.MORNING + 5 * b.DAY, number=4)
    assert "Från hösten" in html(b.release(b.withdrawal(), again))


@pytest.mark.parametrize("heading", [1, 2, 3, 5])
def test_headings_start_at_the_level_asked_for_and_keep_their_steps(heading: int) -> None:
    release = b.release(content=b.document(body="## Övre\n\nText.\n\n### Undre\n\nText."))
    written = html(release, heading)
    assert f"<h{heading}>Övre</h{heading}>" in written
    assert f"<h{heading + 1}>Undre</h{heading + 1}>" in written
    assert f"<h{heading}>Kontakt</h{heading}>" in written


def test_no_heading_sinks_below_the_sixth_level() -> None:
    release = b.release(content=b.document(body="## Övre\n\n### Undre"))
    assert "<h6>Undre</h6>" in html(release, 6)


def test_a_picture_has_an_absolute_address_and_reserves_its_space() -> None:
    release = b.release(content=b.document(images=(b.image(),)), files=(b.media(),))
    (image,) = Checked(html(release)).named("img")
    assert image == {
        "src": "https://press.example/media/bild1.jpg",
        "alt": "En buss framför ett sjukhus",
        "width": "1600",
        "height": "900",
    }


def test_a_picture_that_only_came_as_words_is_a_caption() -> None:
    page = html(b.release(content=b.document(images=(b.image(None),))))
    assert "<figure><figcaption>Den nya linjen stannar vid entrén." in page
    assert "<img" not in page


def test_a_picture_without_file_and_words_leaves_nothing() -> None:
    nothing = b.image(None, caption="", credit="", alt="")
    assert "<figure>" not in html(b.release(content=b.document(images=(nothing,))))


@pytest.mark.parametrize("credit", ["Foto: Olle Ek", "Bild: Olle Ek", "© Olle Ek"])
def test_a_credit_that_says_what_it_is_is_not_told_twice(credit: str) -> None:
    release = b.release(content=b.document(images=(b.image(credit=credit),)))
    assert f"<small>{credit}</small>" in html(release)


def test_a_link_that_is_no_web_address_stays_text() -> None:
    hostile = Link("Klicka <här>", "javascript:alert(1)")
    page = html(b.release(content=b.document(links=(hostile,))))
    assert "<li>Klicka &lt;här&gt;</li>" in page
    assert "javascript" not in page


def test_a_short_number_is_shown_as_written() -> None:
    page = html(b.release(content=b.document(contacts=(b.contact(phones=("1177",)),))))
    assert '<a href="tel:1177;phone-context=+46">1177</a>' in page


def test_an_invitation_over_midnight_says_both_days() -> None:
    long = b.event(ends_at=b.MORNING + b.DAY)
    assert "kl. 10.23 – 4 april 2018 kl. 07.23" in html(b.release(content=b.document(event=long)))


def test_an_invitation_without_end_or_place_says_when_it_begins() -> None:
    text = Checked(html(b.release(content=b.document(event=b.event(ends_at=None, place=""))))).text
    assert "När: 3 april 2018 kl. 10.23" in text
    assert "Var:" not in text


def test_a_release_closes_with_its_own_about_text_or_the_newsrooms() -> None:
    own = html(b.release(content=b.document(about="Om fonden för god hälsa")))
    assert "Om fonden för god hälsa" in own
    assert "Om Region Mellanlandet" not in own
    assert "<h2>Om Region Mellanlandet</h2>" in html(b.release())
    assert "Om Region" not in html(b.release(room=b.newsroom(about="")))
