"""Writing at the desk with texts from elsewhere: pasted from Word and the web, or as a file."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests import builders
from tests.browser.desk import BASE, BrowserDesk, run_desk
from tests.browser.sheets import move_to_end, sheet, stored_document
from tests.releases.intake import word


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style>p.MsoNormal {margin:0cm}</style></head><body lang=SV><!--StartFragment-->
<p class=MsoNormal><b>Så blir det</b><o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span>
<![endif]>Fler turer<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span>
<![endif]>Lägre priser<o:p></o:p></p>
<p class=MsoNormal>-&nbsp;Det märks direkt, säger Olle Ek.<o:p></o:p></p>
<!--EndFragment--></body></html>"""
PASTE = """(html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "Så här ser det ut");
  document.activeElement.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def test_what_comes_from_word_is_a_list_and_a_quotation(desk: BrowserDesk) -> None:
    release = desk.draft(builders.document(body="", contacts=()))
    page = desk.enter()
    page.goto(f"{BASE}/r/{release.id}")
    sheet(page).click()
    page.evaluate(PASTE, WORD)
    # The first reading of all starts the process that reads.
    expect(page.locator("#body")).to_have_value(
        "**Så blir det**\n\n* Fler turer\n* Lägre priser\n\n– Det märks direkt, säger Olle Ek.",
        timeout=20_000,
    )


WHOLE = """<html><body><article><h1>Ny vårdcentral öppnar i Kallmyra</h1>
<p>Den 3 maj öppnar en ny vårdcentral i Kallmyra.</p>
<p>- Det blir bra för alla, säger Maja Ek, regionråd.</p>
<p>Kontakt:<br>Maja Ek, regionråd, 070-174 06 05</p></article></body></html>"""


def test_a_whole_text_pasted_into_an_empty_page_goes_to_its_fields(desk: BrowserDesk) -> None:
    page = desk.enter()
    page.goto(f"{BASE}/nytt?template=tomt")
    sheet(page).click()
    page.evaluate(PASTE, WHOLE)
    expect(page.get_by_label("Rubrik")).to_have_value(
        "Ny vårdcentral öppnar i Kallmyra", timeout=20_000
    )
    expect(page.get_by_label("Ingress")).to_have_value(
        "Den 3 maj öppnar en ny vårdcentral i Kallmyra."
    )
    expect(page.locator("#body")).to_have_value(
        "– Det blir bra för alla, säger Maja Ek, regionråd."
    )
    expect(page.get_by_text("Rader som inte lades i något fält")).to_have_count(0)
    expect(page.get_by_text("Ifyllt: Rubrik, Ingress, Kontakter.")).to_be_visible()
    expect(page.get_by_label("Namn").first).to_have_value("Maja Ek")
    expect(page.get_by_label("Telefon").first).to_have_value("070-174 06 05")


PAGE = WHOLE.replace(
    "</article>",
    "<p>Intern anmärkning om lokalen.</p><p>Dela på Facebook</p><p>Skriv ut sidan</p></article>",
)


def test_furniture_of_a_pasted_page_is_folded_and_the_text_stands_first(
    desk: BrowserDesk,
) -> None:
    page = desk.enter()
    page.goto(f"{BASE}/nytt?template=tomt")
    sheet(page).click()
    page.evaluate(PASTE, PAGE)
    folded = page.get_by_text("Menyer, knappar och annat från webbsidan (2)")
    expect(folded).to_be_visible(timeout=20_000)
    expect(page.get_by_text("Dela på Facebook")).to_be_hidden()
    folded.click()
    expect(page.get_by_text("Dela på Facebook")).to_be_visible()
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        title = page.get_by_label("Rubrik").bounding_box()
        told = page.locator(".read-in").bounding_box()
        assert title
        assert told
        assert width > 390 or title["y"] < told["y"]
        assert title["y"] < 400


WORD_FILE = word.document(
    word.paragraph("Ny buss till sjukhuset", "Rubrik"),
    word.paragraph("Från hösten går bussen var tionde minut hela dygnet."),
    word.paragraph("Det blir fler turer. Bussen är ny."),
    word.paragraph(word.picture("Buss vid sjukhuset")),
    word.paragraph("Kontakt", "Rubrik2"),
    word.paragraph("Ester Hallbom, ordförande, 070-174 06 50"),
    word.paragraph("Underlag: konfidentiellt fram till 7 december."),
)


def chosen(page: Page, data: bytes) -> None:
    """Choose a file under the button that inserts one into the text."""
    with page.expect_file_chooser() as waiting:
        page.get_by_role("button", name="Infoga från Word-fil").click()
    kind = "application/octet-stream"
    waiting.value.set_files(FilePayload(name="a.docx", mimeType=kind, buffer=data))


def test_a_word_file_that_is_inserted_brings_everything_and_says_what_went_where(
    desk: BrowserDesk,
) -> None:
    release = desk.draft(builders.document(title="Min rubrik", lead="", body="Min text."))
    page = desk.enter()
    page.goto(f"{BASE}/r/{release.id}")
    move_to_end(page)
    page.keyboard.press("Enter")
    chosen(page, WORD_FILE)
    expect(page.get_by_label("Ingress")).to_have_value(
        "Från hösten går bussen var tionde minut hela dygnet.", timeout=20_000
    )
    expect(page.get_by_label("Rubrik")).to_have_value("Min rubrik")
    expect(page.locator("#body")).to_have_value(
        "Min text.\n\n## Ny buss till sjukhuset\n\nDet blir fler turer. Bussen är ny.\n\n"
        "Underlag: konfidentiellt fram till 7 december."
    )
    expect(page.locator("[name='contact.name']").last).to_have_value("Ester Hallbom")
    told = page.locator(".read-in")
    for words in (
        "Ifyllt: Ingress, Kontakter.",
        "redan var ifyllt: Rubrik.",
        "Bilder i filen följde inte med (1)",
        "Texten har ord som inte är för läsare",
    ):
        expect(told).to_contain_text(words)
    expect(page.locator("#saved")).to_contain_text("Sparat")
    assert [contact.name for contact in stored_document(desk, page).contacts] == [
        "Maja Lindqvist",
        "Ester Hallbom",
    ]


def test_a_damaged_word_file_is_said_to_be_so(desk: BrowserDesk) -> None:
    page = desk.enter()
    page.goto(f"{BASE}/nytt?template=tomt")
    sheet(page)
    chosen(page, WORD_FILE[:-200])
    expect(page.get_by_text("Word-filen är skadad")).to_be_visible(timeout=20_000)
