"""What is typed in the editor stands there, or what it means does; undo takes that back."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, expect

from tests import builders
from tests.browser.desk import BASE, BrowserDesk, run_desk
from tests.browser.sheets import SETTLED, move_to_end, sheet


class TypedKeys(NamedTuple):
    """What stands there, what is typed behind it, and what then stands there; None for nothing new.

    `undone` is what stands there after one undo.
    """

    before: str
    keys: str
    after: str
    undone: str | None = None
    language: str = "sv"


DASHES = {
    "in a word": TypedKeys("", "sju--nio", "sju–nio"),
    "after a space": TypedKeys("", "Det är -- så klart -- sant", "Det är – så klart – sant"),
    "at the beginning": TypedKeys("", "--", "–", r"\--"),
    "as speech": TypedKeys("", "-- Nu kör vi", "– Nu kör vi"),
    "behind bold": TypedKeys("**Tid**", "--10", "**Tid**–10"),
    "behind text": TypedKeys("Klockan 9", "--", "Klockan 9–", "Klockan 9--"),
    "three": TypedKeys("", "a---b", "a–-b"),
    "in an address": TypedKeys("", "Se https://a.example/x--y nu", "Se https://a.example/x--y nu"),
}
BLOCKS = {
    "hyphen opens speech": TypedKeys("", "- Vi öppnar", "– Vi öppnar"),
    "dash opens speech": TypedKeys("", "– Vi öppnar", "– Vi öppnar"),
    "hyphen in a sentence": TypedKeys("", "Norr - söder - väst", "Norr - söder - väst"),
    "speech undone": TypedKeys("", "- ", "", r"\-"),
    "heading": TypedKeys("", "## Bakgrund", "## Bakgrund"),
    "subheading": TypedKeys("", "### Bakgrund", "### Bakgrund"),
    "sign in a sentence": TypedKeys("", "Nummer ## två", "Nummer ## två"),
    "heading undone": TypedKeys("", "## ", "## ", r"\##"),
    "bullets": TypedKeys("", "* ett", "* ett"),
    "bullet sign": TypedKeys("", "• ett", "* ett"),
    "star in a sentence": TypedKeys("", "Två * tre", r"Två \* tre"),
    "numbers": TypedKeys("", "1. ett", "1. ett"),
    "number in a sentence": TypedKeys("", "Den 1. i raden", "Den 1. i raden"),
    "numbers undone": TypedKeys("", "1. ", "1. ", r"1\."),
    "bullets after text": TypedKeys("Rad ett", "\n* två", "Rad ett\n\n* två"),
}
QUOTES = {
    "swedish": TypedKeys("", 'Hon sa "nej" då', "Hon sa ”nej” då"),
    "finnish": TypedKeys("", 'Se on "ei" nyt', "Se on ”ei” nyt", language="fi"),
    "northern sami": TypedKeys("", 'Dat "ii" leat', "Dat ”ii” leat", language="se"),
    "english": TypedKeys(
        "", 'She said "no" ("never") then', "She said “no” (“never”) then", language="en"
    ),
    "english at the beginning": TypedKeys("", '"No"', "“No”", language="en"),
    "others": TypedKeys("", 'Wuxuu "maya" yidhi', 'Wuxuu "maya" yidhi', language="so"),
    "undone": TypedKeys("Hon sa ", '"', "Hon sa ”", 'Hon sa "'),
    "mark behind bold": TypedKeys("**Ja**", '"', "**Ja**”"),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


@pytest.fixture(scope="module")
def page(desk: BrowserDesk) -> Page:
    return desk.enter()


def open_text(desk: BrowserDesk, page: Page, body: str, language: str = "sv") -> None:
    release = desk.draft(builders.document(body=body, language=language, contacts=()))
    page.goto(f"{BASE}/r/{release.id}")
    move_to_end(page)
    if body.endswith("**"):
        # Behind the bold words, not in them.
        page.keyboard.press("Control+b")


def type_keys(page: Page, keys: str) -> None:
    for at, line in enumerate(keys.split("\n")):
        if at:
            page.keyboard.press("Enter")
        page.keyboard.type(line)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(typed, id=name)
        for rules in (DASHES, BLOCKS, QUOTES)
        for name, typed in rules.items()
    ],
)
def test_what_is_typed(desk: BrowserDesk, page: Page, typed: TypedKeys) -> None:
    open_text(desk, page, typed.before.rstrip(), typed.language)
    if typed.before.endswith(" "):
        page.keyboard.type(" ")
    type_keys(page, typed.keys)
    body = page.locator("#body")
    expect(body).to_have_value(typed.after)
    if typed.undone is not None:
        page.keyboard.press("Control+z")
        expect(body).to_have_value(typed.undone)


def test_nothing_is_made_of_what_is_typed_in_code(desk: BrowserDesk, page: Page) -> None:
    open_text(desk, page, "Skriv `ab` här")
    page.locator(".ProseMirror code").click()
    page.keyboard.press("Home")
    for _ in range(len("Skriv a")):
        page.keyboard.press("ArrowRight")
    page.keyboard.type('--"')
    expect(page.locator("#body")).to_have_value('Skriv `a--"b` här')


def test_the_language_that_is_chosen_gives_the_marks(desk: BrowserDesk, page: Page) -> None:
    open_text(desk, page, "")
    page.get_by_label("Språk", exact=True).select_option("en")
    sheet(page).click()
    page.keyboard.type('"No"')
    expect(page.locator("#body")).to_have_value("“No”")


def test_control_s_saves_at_once_and_k_opens_the_link(desk: BrowserDesk, page: Page) -> None:
    open_text(desk, page, "Läs mer")
    page.keyboard.type(" här")
    page.keyboard.press("Control+s")
    expect(page.locator("#saved")).to_contain_text("Sparat")
    page.keyboard.press("Control+s")
    expect(page.locator("#saved")).to_have_text("Allt är sparat.")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    expect(page.locator("#editor-address")).to_be_focused()
    page.keyboard.type("a.example")
    page.keyboard.press("Enter")
    expect(page.locator("#body")).to_have_value("[Läs mer här](https://a.example)")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.evaluate(SETTLED)
    page.keyboard.press("Control+k")
    expect(page.locator("#editor-address")).to_have_value("https://a.example")
    page.keyboard.type("b.example")
    page.keyboard.press("Enter")
    expect(page.locator("#body")).to_have_value("[Läs mer här](https://b.example)")
