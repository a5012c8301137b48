"""Headings, leads, closing texts and page chrome in the shapes that pages of other makers have."""

import pytest

from releases.intake import Intake, read

LEAD = "En ingress som säger något om saken."
TEXT = "Ett stycke som är långt nog för att vara ett riktigt stycke i en text om vården i länet."
MORE = "Ett annat stycke, som också är långt nog, om hur det ska gå till när allting är klart."
ABOUT = "Solvik Tåg kör person- och godståg mellan Solvik och Nordvik. Bolaget har 40 anställda."


def release(rest: str) -> Intake:
    return read(f"Ny vårdcentral\n\n{LEAD}\n\n{rest}")[0]


def headings(record: Intake) -> list[str]:
    return [line[3:] for line in record.body.split("\n") if line.startswith("## ")]


@pytest.mark.parametrize(
    ("heading", "below"),
    [
        ("Program", "09.30 Insläpp\n10.00 Invigning\n11.00 Visning"),
        ("FAKTA", "Finansiär: Solviks fond\nSumma: sju miljoner"),
        ("Fakta: Solviks bussar", "• 170 resor\n• 11 bussar"),
        ("Så fördelas pengarna:", "• Skola: 20\n• Vård: 15"),
        ("Vad händer nu?", TEXT),
        ("”Tryggare än på salen”", TEXT),
        ("Skolorna fylls på", TEXT),
    ],
)
def test_a_subhead_is_known_by_its_words_or_by_what_stands_below(heading: str, below: str) -> None:
    assert headings(release(f"{TEXT}\n\n{heading}\n{below}\n\n{MORE}")) == [heading]


@pytest.mark.parametrize("line", ["Förbundet kräver att", "På plats finns", "Tänk på att:"])
def test_an_unfinished_line_leads_into_a_list_and_is_no_subhead(line: str) -> None:
    assert headings(release(f"{TEXT}\n\n{line}\n* stödet höjs\n* vägen byggs\n\n{TEXT}")) == []


@pytest.mark.parametrize("aside", ["Hej!", "(Uppdateras dagligen)"])
def test_a_greeting_or_a_note_in_brackets_is_not_the_lead(aside: str) -> None:
    (record,) = read(f"Ny vårdcentral\n\n{aside}\n\n{LEAD}\n\n{TEXT}")
    assert record.lead == LEAD
    assert record.body.startswith(aside)


@pytest.mark.parametrize(
    "closing",
    [
        f"Kontakt\nBo Ek, 070-123 45 67\n\nOm Solvik Tåg\n{ABOUT}",
        f"Kontakt\nBo Ek, 070-123 45 67\n\nSolvik Tåg\n{ABOUT}",
        f"Kontakt\nBo Ek, 070-123 45 67\n\n{ABOUT}",
    ],
)
def test_behind_the_contacts_the_sender_tells_about_itself(closing: str) -> None:
    assert release(f"{TEXT}\n\n{MORE}\n\n{closing}").about == ABOUT


def test_the_sender_may_tell_about_itself_right_before_the_contacts() -> None:
    about = "Region Solvik är till för alla som bor och arbetar här. Vi finns till för att må bra."
    record = release(f"{TEXT}\n\n{MORE}\n\n{about}\n\nKontakt\nBo Ek, 070-123 45 67")
    assert record.about == about


@pytest.mark.parametrize(
    "chrome",
    [
        "Öppna menyn",
        "Huvudmeny",
        "Start / Kommun / Nyheter",
        "Inställningar för kakor",
        "Endast nödvändiga",
        "Sök på webbplatsen",
        "Till startsidan",
        "Få löpande information från oss via e-post.",
        "Din e-postadress publiceras inte.",
        "Publicerat av Solviks webbgrupp",
    ],
)
def test_what_the_page_says_about_itself_is_left_out(chrome: str) -> None:
    (record,) = read(f"{chrome}\nNy vårdcentral\n\n{LEAD}\n\n{TEXT}")
    assert (record.title, record.lead, record.body) == ("Ny vårdcentral", LEAD, TEXT)
    assert chrome in record.dropped


def test_when_the_page_was_changed_is_left_out_wherever_it_stands() -> None:
    record = release(f"{TEXT}\n\nSenast uppdaterad: 2022-05-09\n\n{MORE}\n\nMer.\n\nOch mer.")
    assert "2022-05-09" not in record.body
    assert "Senast uppdaterad: 2022-05-09" in record.dropped


@pytest.mark.parametrize(("chrome", "kind"), [("Till innehållet\n", "news"), ("", "press_release")])
def test_a_text_without_label_that_only_speaks_is_news_on_a_page_of_a_site(
    chrome: str, kind: str
) -> None:
    (record,) = read(f"{chrome}Ny vårdcentral\n\n{LEAD}\n\n– Ja, säger Bo Ek.")
    assert record.kind == kind


def test_topics_end_where_contacts_begin() -> None:
    record = release(f"{TEXT}\nNyckelord\njärnväg\nKontakter\nBo Ek, 070-123 45 67")
    assert record.dropped[:2] == ("Nyckelord", "järnväg")
    assert [contact.name for contact in record.contacts] == ["Bo Ek"]
