"""Every warning there is reads as English at an English desk, but for the words of the text."""

import re
from typing import Any

import pytest

from releases.intake import Caution, read, read_docx, read_html, read_text, warnings
from releases.intake.record import Intake
from releases.model import Contact, Document
from releases.rules import draft_warnings
from service.redaktion.caution_words import TEMPLATES, sentence
from service.redaktion.rendering import translator
from tests import builders
from tests.builders import MORNING
from tests.releases.intake import word
from tests.service.redaktion.desk_client import Visitor
from tests.service.redaktion.writing_forms import HOME, JSON, form_fields, parse_answer, upload

HEAD = "Biblioteket byggs om\nPressmeddelande 2018-04-03 07:23\n\n"
LEAD = "Nu byggs biblioteket om, och det blir plats som alla kan ha nytta av i en stad.\n\n"
QUOTE = "– Vi har velat det, säger Bengt Storbacka, bibliotekarie.\n\n"
CONTACT = "Kontakt\nBengt Storbacka, bibliotekarie, 070-174 06 60\n"
WHOLE = HEAD + LEAD + QUOTE + CONTACT
ROWS = f"{LEAD}{LEAD}Mer.\n\n{QUOTE}"
STAMP = "Pressmeddelande • Apr 03, 2018 07:23 CEST"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
FRAME = '<iframe src="https://www.youtube.com/embed/a1b2c3d4e5F"></iframe>'
SYMBOL = '<w:r><w:sym w:font="Stallsymboler" w:char="F0AB"/></w:r>'


def of_text(text: str) -> tuple[Caution, ...]:
    return of_records(read(text))


def of_page(page: str) -> tuple[Caution, ...]:
    return of_records(read_html(page))


def of_word(*blocks: str, **parts: Any) -> tuple[Caution, ...]:
    return of_records(
        read_docx(word.document(*map(word.paragraph, WHOLE.split("\n")), *blocks, **parts))
    )


def of_records(records: tuple[Intake, ...]) -> tuple[Caution, ...]:
    return tuple(warning for record in records for warning in record.warnings)


def of_draft(**changes: Any) -> tuple[Caution, ...]:
    return draft_warnings.of(builders.document(**changes), MORNING)


def replaced(old: str, new: str) -> tuple[Caution, ...]:
    assert old in WHOLE
    return of_text(WHOLE.replace(old, new))


FOUND: dict[str, tuple[Caution, ...]] = {
    "no-title": of_draft(title=""),
    "no-body": draft_warnings.of(Document(title="Ny bro"), MORNING),
    "no-date": of_text(WHOLE.replace("Pressmeddelande 2018-04-03 07:23", "")),
    "ambiguous-time": replaced("2018-04-03 07:23", "2021-03-28 02:30"),
    "empty-contact-block": replaced(
        CONTACT, "Kontaktperson\n\n,\nTelefon:\nE-post:\n\nText som fortsätter.\n"
    ),
    "unreachable-contact": replaced(", 070-174 06 60", ""),
    "unnamed-speaker": replaced(", säger Bengt Storbacka, bibliotekarie", ""),
    "undated-event": of_text(
        "Pressinbjudan 2018-04-03\n\nBron invigs\n\nKom.\n\nTid: efter lunch\n\nPlats: Solvik"
    ),
    "invitation-without-event": of_text(
        "Pressinbjudan 2018-04-03\n\nBron invigs\n\nTid: efter lunch"
    ),
    "other-releases": of_text(f"Puff\n\n{STAMP}\n\nKort.\n\nNy bro\n\n{STAMP}\n\n{ROWS}"),
    "mended-letters": of_records(
        read_text("Ny väg över ån\n\nVägen är öppen.".encode().decode("cp1252"))
    ),
    "tracked-changes": of_word(word.paragraph(word.inserted("Nytt."))),
    "hidden-text": of_word(word.paragraph(word.run("Dolt.", "<w:vanish/>"))),
    "formulas-as-text": of_word(
        f'<w:p><m:oMath xmlns:m="{MATH}"><m:r><m:t>a=1</m:t></m:r></m:oMath></w:p>'
    ),
    "unread-part": of_word(word.paragraph(word.run("Ring. ") + SYMBOL)),
    "comments-left-out": of_word(comments_xml=word.comments("Så?")),
    "pictures-left-out": of_word(word.paragraph(word.picture(""))),
    "picture-without-alt": of_draft(images=(builders.image(alt=""),)),
    "relative-link": of_page(f"<h1>Ny bro</h1><p>{LEAD}</p><p>Se <a href='/k'>kartan</a> nu.</p>"),
    "embedded-content": of_page(f"<h1>Ny bro</h1><p>{LEAD}</p>{FRAME}<p>{LEAD}</p>"),
    "missing-lead": of_draft(lead=""),
    "very-long-title": of_draft(title="Biblioteket byggs om " * 9),
    "contact-without-phone": replaced("070-174 06 60", "bengt@ekbacka.example"),
    "personal-number": replaced("velat", "velat sedan 850709-9805 kom"),
    "coordination-number": replaced("velat", "velat sedan 701063-2391 kom"),
    "embargo": of_text(f"{HEAD}Embargo till den 4 april 2018 kl. 06.00\n\n{LEAD}{CONTACT}"),
    "confidential": of_text(f"{HEAD}{LEAD}Ej för publicering\n\n{QUOTE}{CONTACT}"),
    "date-after-publication": replaced("velat", "velat sedan beslut fattades 5 maj 2019"),
    "weekday-not-of-date": of_text(f"{HEAD}{LEAD}Tid: onsdag 7 maj 2018\n\n{CONTACT}"),
    "name-spelled-two-ways": replaced("säger Bengt Storbacka", "säger Bengt Storbakka"),
    "unknown-language": of_draft(language="und"),
    "new-version": of_text(f"# (Ny version) Ny bro\n\n{ROWS}"),
    "placeholder": of_draft(body="Text [namn] text"),
    "no-contact": of_draft(contacts=()),
    "place-misspelled": of_draft(lead="Hallsbergg – Badet byggs."),
    "phone-without-number": of_draft(contacts=(Contact("Maja Ek", "chef", ("ring mig",), ()),)),
}
# What stands in a text stands in quotation marks, or last: names, addresses, parts of a file.
QUOTED = re.compile(r"“.*”|: [^:]*(?:Bengt|Storbacka|https?:|www\.).*|\[namn\]")
SWEDISH = re.compile(
    r"[åäöÅÄÖ]|”[^“]*”|\b(?:är|en|ett|och|av|ur|tecken|dag|\w+dag(?!\w))\b", re.IGNORECASE
)
WEEKDAYS = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


def of_code(code: str) -> Caution:
    (caution, *_) = (each for each in FOUND[code] if each.code == code)
    return caution


def swedish(text: str) -> bool:
    """Tell whether Swedish is left in a sentence beside what it quotes."""
    return bool(SWEDISH.search(WEEKDAYS.sub("", QUOTED.sub("", text))))


def test_every_warning_is_tried() -> None:
    assert set(FOUND) == set(TEMPLATES)
    assert set(TEMPLATES) == {*warnings.MESSAGES, *draft_warnings.MESSAGES}


@pytest.mark.parametrize("code", sorted(FOUND))
def test_a_warning_reads_as_english_and_its_swedish_as_it_was(code: str) -> None:
    caution = of_code(code)
    english = sentence(caution, translator("en"))
    assert english != caution.message
    assert not swedish(english), english
    assert sentence(caution, translator("sv")) == caution.message


def test_swedish_that_is_left_would_be_found() -> None:
    assert swedish("Weekday and date do not match: ”onsdag 7 maj 2018”: 2018-05-07 är en måndag")
    assert swedish("A part was left out: ett tecken ur Symbol")
    assert not swedish("Weekday and date do not match: “onsdag 7 maj”: 2018-05-07 is a Monday")


def test_no_weekday_is_cut_off_a_long_date() -> None:
    words = "Time: Wednesday, the 27th September, 2018 at 10:00"
    long = of_text(
        f"{HEAD}{LEAD}{words}\n\nTid: lördagen den 12:e september 2018 kl. 9\n\n{CONTACT}"
    )
    days = [each.message.rpartition(" ")[2] for each in long if each.code == "weekday-not-of-date"]
    assert days == ["torsdag", "onsdag"]


def test_the_desk_says_it_so_while_somebody_writes_and_reads_a_text_in(author: Visitor) -> None:
    author.post("/redaktion/konto", {"name": "Kim Ekdal", "language": "en"})
    draft = builders.document(body="Tid: onsdag 7 maj 2018", lead="Hallsbergg – Badet byggs.")
    answer = author.post(f"{HOME}/kontroll", form_fields(draft), headers=JSON)
    told = {each["code"]: each["message"] for each in parse_answer(answer)["cautions"]}
    assert told["weekday-not-of-date"].endswith("“onsdag 7 maj 2018”: 2018-05-07 is a Monday")
    assert told["place-misspelled"] == "Did you mean Hallsberg (“Hallsbergg”)?"
    file = word.document(word.paragraph("Ny bro"), word.paragraph(word.run("Ring. ") + SYMBOL))
    page = upload(author, f"{HOME}/nytt/inlasning", {}, file, "source").text
    assert "a character of Stallsymboler" in page
