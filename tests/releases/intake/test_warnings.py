"""What a communicator is warned about, and what nobody should be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.intake import personal_numbers, read

HEAD = "Biblioteket i Ekbacka får ny entré\nPressmeddelande 2018-04-03 07:23\n\n"
LEAD = "I höst öppnar den nya entrén till biblioteket i Ekbacka, med plats för alla.\n\n"
QUOTE = "– Vi har längtat efter det här, säger Bengt Storbacka, bibliotekarie.\n\n"
CONTACT = "Kontakt\nBengt Storbacka, bibliotekarie, 070-174 06 60\n"
TEXT = HEAD + LEAD + QUOTE + CONTACT


def codes(text: str) -> set[str]:
    (record,) = read(text)
    return {warning.code for warning in record.warnings}


def test_a_complete_release_is_not_warned_about() -> None:
    assert codes(TEXT) == set()


WARNED = {
    "missing-lead": HEAD + QUOTE + CONTACT,
    "very-long-title": TEXT.replace("ny entré", "ny entré " + "och mycket annat nytt " * 7, 1),
    "contact-without-phone": TEXT.replace("070-174 06 60", "bengt@ekbacka.example"),
    "unreachable-contact": TEXT.replace(", 070-174 06 60", ""),
    "unnamed-speaker": TEXT.replace(", säger Bengt Storbacka, bibliotekarie", ""),
    "name-spelled-two-ways": TEXT.replace("säger Bengt Storbacka", "säger Bengt Storbakka"),
    "personal-number": TEXT.replace("längtat", "längtat sedan 850709-9805 kom"),
    "coordination-number": TEXT.replace("längtat", "längtat sedan 701063-2391 kom"),
    "date-after-publication": TEXT.replace("längtat", "längtat sedan beslut fattades 5 maj 2019"),
}


@pytest.mark.parametrize("code", WARNED)
def test_each_fault_has_its_warning(code: str) -> None:
    assert code in codes(WARNED[code])


@pytest.mark.parametrize(
    "words",
    [
        "Embargo till den 4 april 2018 kl. 06.00",
        "EMBARGO: 4 april 2018",
        "Embargo till kl. 12.00",
        "Fri för publicering den 4 april",
        "Spärrfrist: 2018-04-04 06:00",
        "Sprärrfrist: 2018-04-04 06:00",
        "Spärrtid till 5 april 2018",
        "Får inte publiceras före den 4 april 2018",
        "Embargo till den 3 april 2018 kl. 09.00",
    ],
)
def test_words_that_hold_a_text_back_until_another_time_are_told(words: str) -> None:
    assert "embargo" in codes(HEAD + words + "\n\n" + LEAD + QUOTE + CONTACT)


@pytest.mark.parametrize(
    "words",
    [
        "Embargo till den 3 april 2018 kl. 07.23.",
        "Fri för publicering 3 april.",
        "EU har infört ett vapenembargo.",
        "Embargot mot landet hävdes.",
        "Spärrtiden för kortet är kort.",
    ],
)
def test_an_embargo_that_is_met_or_none_at_all_is_not_told(words: str) -> None:
    assert "embargo" not in codes(HEAD + LEAD + words + "\n\n" + QUOTE + CONTACT)


@pytest.mark.parametrize(
    "number",
    [
        "850709-9805",
        "8507099805",
        "850709 9805",
        "19850709-9805",
        "198507099805",
        "19850709 9805",
        "850709+9805",
        "850709–9805",
        "850709 - 9805",
        "850709\N{NO-BREAK SPACE}9805",
        "85 07 09-9805",
    ],
)
def test_personal_numbers_are_found_however_they_are_written(number: str) -> None:
    assert list(personal_numbers.find(f"Hon har {number}, sade han."))


@pytest.mark.parametrize(
    "text",
    [
        "850709-9806",  # check digit
        "851309-9801",  # no month
        "556016-0680",  # an organisation
        "+46701740605",
        "0701740605",
        "070-174 06 05",
        "4 812 345 678 kronor",
        "diarienummer RS 2018:850709-98",
        "1850709-98050",
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    assert list(personal_numbers.find(text)) == []


def test_a_warning_does_not_repeat_the_number() -> None:
    (record,) = read(WARNED["personal-number"])
    assert "9805" not in "".join(warning.message for warning in record.warnings)


@given(st.dates().map(lambda day: day.strftime("%y%m%d")), st.integers(0, 999))
def test_of_ten_numbers_that_differ_in_their_last_digit_exactly_one_is_right(
    born: str, serial: int
) -> None:
    texts = [f"{born}-{serial:03}{last}" for last in range(10)]
    assert len([text for text in texts if list(personal_numbers.find(text))]) == 1


@pytest.mark.parametrize(
    "words",
    [
        "Invigningen planeras till den 5 maj 2019.",
        "Beslutet fattades den 5 maj 2017.",
        "Avtalet undertecknades i går och gäller till den 31 december 2022.",
        "Festivalen hölls förra året och nästa blir den 5 maj 2019.",
    ],
)
def test_dates_ahead_are_normal(words: str) -> None:
    assert "date-after-publication" not in codes(HEAD + LEAD + words + "\n\n" + QUOTE + CONTACT)


@pytest.mark.parametrize("other", ["Bengt Storbackas", "Berit Storbacka", "Bengt Lundbacka"])
def test_genitives_and_other_persons_are_not_slips(other: str) -> None:
    text = TEXT.replace("längtat", f"längtat efter {other} bok")
    assert "name-spelled-two-ways" not in codes(text)


@pytest.mark.parametrize(
    "words",
    [
        "Underlag: konfidentiellt fram till 7 december.",
        "Ej för publicering",
        "Uppgifterna får inte spridas före beslutet.",
        "Sekretess till den 5 april 2018",
        "STRIKT KONFIDENTIELLT",
        "Not for release",
    ],
)
def test_notes_that_are_not_for_readers_are_told(words: str) -> None:
    assert "confidential" in codes(HEAD + LEAD + QUOTE + CONTACT + "\n" + words)


@pytest.mark.parametrize(
    "words",
    [
        "Samtalet är konfidentiellt och kostar inget.",
        "Uppgifterna omfattas av sekretess.",
        "Smittan får inte spridas vidare på sjukhuset.",
        "Sekretess och tystnadsplikt är ämnet för dagen.",
    ],
)
def test_sentences_about_secrecy_are_not(words: str) -> None:
    assert codes(HEAD + LEAD + words + "\n\n" + QUOTE + CONTACT) == set()


def test_words_that_keep_something_secret_until_a_day_hold_the_text_back() -> None:
    held = "Konfidentiellt fram till den 7 december 2018"
    assert "embargo" in codes(HEAD + held + "\n\n" + LEAD + QUOTE + CONTACT)
