"""The body: headings, lists, pictures, closing text, and what is left out."""

# A case a row reads better than wrapped ones.
# ruff: noqa: E501

import pytest

from releases.intake import Intake, Picture, read
from releases.text.markdown import to_html

LEAD = "En ingress som säger något om saken."
HEAD = f"Ny vårdcentral\n\n{LEAD}\n\n"
TEXT = "Ett stycke som är långt nog för att vara ett riktigt stycke i en text om vården i länet."


def release(rest: str) -> Intake:
    return read(HEAD + rest)[0]


@pytest.mark.parametrize(
    "source",
    [
        f"{TEXT}\n\nBakgrund\n\n{TEXT}",
        f"{TEXT}\n\nBakgrund\n{TEXT}",
        f"{TEXT}\nBakgrund\n{TEXT}",
        f"{TEXT}\n\n## Bakgrund\n\n{TEXT}",
        f"{TEXT}\n\n**Bakgrund**\n\n{TEXT}",
    ],
)
def test_a_subhead_is_marked_or_a_short_line_before_text(source: str) -> None:
    assert release(source).body == f"{TEXT}\n\n## Bakgrund\n\n{TEXT}"


@pytest.mark.parametrize(
    "line",
    [
        "Kom och se!",
        "Det är bra.",
        "Tid: 4 maj",
        "Studiebesök sker på följande:",
        "Se www.x.example",
    ],
)
def test_sentences_fields_and_lines_that_lead_in_are_no_subheads(line: str) -> None:
    assert "#" not in release(f"{TEXT}\n\n{line}\n\n{TEXT}").body


def test_bullets_of_every_kind_become_one_list_behind_its_sentence() -> None:
    for mark in ("•", "*", "·", "  •  ", "- "):
        body = release(f"Vi besöker:\n\n{mark} Smedjan, Solvik\n{mark} Väveriet\n").body
        assert body == "Vi besöker:\n\n* Smedjan, Solvik\n* Väveriet"


def test_a_heading_with_a_colon_announces_a_list_without_bullets() -> None:
    body = release(
        f"{TEXT}\n\nStyrelsen för Solvik:\n\nBo Ek\n\nAnn Lo\n\nValet gäller fyra år."
    ).body
    assert body.endswith("## Styrelsen för Solvik:\n\n* Bo Ek\n* Ann Lo\n\nValet gäller fyra år.")


def test_tables_and_numbered_lists_stay_together() -> None:
    table = "| a | b |\n| --- | --- |\n| 1 | 2 |"
    steps = "1. Logga in\n2. Boka"
    assert release(f"{TEXT}\n\n{table}\n\n{steps}").body == f"{TEXT}\n\n{table}\n\n{steps}"


def test_a_paragraph_that_looks_like_markdown_stays_a_paragraph() -> None:
    for opening in ("1986. Då byggdes huset.", "+ Då byggdes huset.", "[1]: Då byggdes huset."):
        body = release(f"{TEXT}\n\n{opening}").body
        assert to_html(body) == f"<p>{TEXT}</p>\n<p>{opening}</p>\n"


def test_wrapped_lines_are_one_paragraph() -> None:
    wrapped = "Ett stycke som är så långt att någon har brutit raden mitt i\nen mening, och en gång till vid orden om själva Region\nSolvik."
    assert release(wrapped + f"\n\n{TEXT}").body.startswith(wrapped.replace("\n", " "))


def test_soft_hyphens_and_no_break_spaces_are_gone_and_a_minus_sign_is_kept() -> None:
    assert (
        "vården i minus −5 grader"
        in release(f"{TEXT}\n\nSå gick vår\u00adden\u00a0i minus −5 grader.").body
    )


def test_the_lead_is_the_first_paragraph_and_a_quotation_is_none() -> None:
    assert release(TEXT).lead == LEAD
    assert read(f"Ny vårdcentral\n\n– Ja, säger Bo Ek.\n\n{TEXT}")[0].lead == ""


@pytest.mark.parametrize(
    ("lines", "picture"),
    [
        ("Bo Ek klipper bandet. Foto: Ann Lo", Picture("Bo Ek klipper bandet.", "", "Ann Lo")),
        ("Bo Ek, rektor\nBo Ek i skolan. Foto: Ann Lo/SVT", Picture("Bo Ek i skolan.", "Bo Ek, rektor", "Ann Lo/SVT")),
        ("Fotograf: Ann Lo", Picture(credit="Ann Lo")),
        ("Skolan i Solvik © Ann Lo", Picture("Skolan i Solvik", "", "Ann Lo")),
        ("Skolans gård\n\nSkolans gård", Picture("Skolans gård", "Skolans gård")),
        ("Porträtt på Bo Ek", Picture(alt="Porträtt på Bo Ek")),
        ("![Skolan](skola.jpg)", Picture(alt="Skolan")),
        ("Bilden: Skolan. (Illustration: Arkitekt AB)", Picture("Skolan.", "", "Arkitekt AB")),
    ],
)  # fmt: skip
def test_pictures_leave_caption_alternative_text_and_credit_apart(
    lines: str, picture: Picture
) -> None:
    record = release(f"{TEXT}\n\n{lines}\n\n{TEXT} Slut.")
    assert record.images == (picture,)
    assert record.body == f"{TEXT}\n\n{TEXT} Slut."


@pytest.mark.parametrize(
    "rest",
    [
        "Kontakt\n\nBo Ek, 070-123 45 67\n\nRegion Solvik ger vård åt alla som bor i länet.",
        "Om Region Solvik\nRegion Solvik ger vård åt alla som bor i länet.",
        "Region Solvik\nRegion Solvik ger vård åt alla som bor i länet.\n\nKontakt\nBo Ek, 070-123 45 67",
    ],
)
def test_the_closing_text_about_the_sender_is_apart(rest: str) -> None:
    record = release(f"{TEXT}\n\n{rest.replace('ger vård', 'ansvarar för vård')}")
    assert record.about == "Region Solvik ansvarar för vård åt alla som bor i länet."
    assert record.body == TEXT


def test_facts_about_something_else_stay_in_the_body() -> None:
    facts = "## Om Joint Action (JA)\n\nJA är ett samarbete mellan tio länder i norr."
    record = release(f"{TEXT}\n\nKontakt\n\nBo Ek, 070-123 45 67\n\n{facts}")
    assert record.about == ""
    assert record.body == f"{TEXT}\n\n{facts}"


@pytest.mark.parametrize(
    "line",
    [
        *("Skip to main content", "Hoppa till huvudinnehåll", "Media no image", "Infoga bild"),
        *("Q7rkdmzuhvbtaloxk204", "bild_12.jpg", "Läs vidare »", "Läs meddelandet som PDF"),
        *("1 2 3 4 Nästa »", "Dela på Facebook", "Facebook", "Tillbaka till toppen", "Skriv ut"),
        *("Vi använder kakor på webbplatsen.", "Start / Press / Nyheter", "Ladda ned bild"),
        "Denna nyhet är äldre än 6 månader och är kanske inte aktuell längre.",
    ],
)
def test_page_furniture_is_dropped_wherever_it_stands(line: str) -> None:
    for text in (f"{line}\n{HEAD}{TEXT}", f"{HEAD}{TEXT}\n\n{line}"):
        record = read(text)[0]
        assert (record.title, record.body, line in record.dropped) == ("Ny vårdcentral", TEXT, True)


def test_a_comment_form_and_other_releases_are_dropped_to_the_end() -> None:
    for heading in ("Kommentera sidan", "Senaste pressmeddelandena från Region Solvik"):
        record = release(f"{TEXT}\n\n{heading}\n\nDitt namn\n\n{TEXT} Mer.")
        assert record.body == TEXT
        assert f"{TEXT} Mer." in record.dropped


def test_short_lines_right_below_each_other_keep_their_breaks() -> None:
    text = "Titel\n\nIngressen är en mening.\n\nMedverkande:\nRolf Ek, chef\nMaja Alm, arkitekt\n\nSlut."
    (record,) = read(text)
    assert record.body == "Medverkande:  \n  Rolf Ek, chef  \n  Maja Alm, arkitekt\n\nSlut."
