"""The editor gives back what it was given: every text it shows means the same afterwards."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from releases.text.markdown import canonical, to_html
from service.demo import content
from tests.browser.desk import BASE, BrowserDesk, run_desk
from tests.builders import MORNING

ROUND = """(texts) => texts.map((text) => {
  const { read, write } = window.editor;
  const document = read(text);
  const written = write(document);
  return [written, read(written).eq(document), write(read(written)) === written];
})"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


@pytest.fixture(scope="module")
def editor(desk: BrowserDesk) -> Page:
    """A page with the editor's reading and writing at hand."""
    page = desk.enter()
    page.goto(f"{BASE}/nytt?template=tomt")
    page.evaluate(
        "async () => { window.editor = "
        "await import(document.getElementById('writing').dataset.editor) }"
    )
    return page


def rounded(editor: Page, text: str) -> tuple[str, bool, bool]:
    written, same, still = editor.evaluate(ROUND, [text])[0]
    return written, same, still


def meant(body: str) -> str:
    """Return what readers get of a body, white space aside."""
    return re.sub(r"\s+", " ", re.sub(r">\s+<", "><", to_html(body))).strip()


LIKE_WORDS = ("vården", "i", "Örebro", "öppnar", "2018.", "1. maj", "(S)", "säger Maja Ek.")
LIKE_SIGNS = (
    "a*b*c",
    "x_y_z",
    "[hakar]",
    "<b>",
    "&amp;",
    "#",
    "+",
    "–",
    "-",
    "|",
    "\\",
    "!",
    "`k`",
)
WORDS = st.sampled_from((*LIKE_WORDS, *LIKE_SIGNS, "http://a.example"))
PLAIN = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
SAID = st.sampled_from(
    ("Vi öppnar, säger Maja Ek.", "Det *blir* bra.", "**Nu** [här](https://a.example/)")
)
INLINE = st.one_of(SAID, SAID, PLAIN)
ITEMS = st.lists(SAID, min_size=1, max_size=3)
BLOCK = st.one_of(
    INLINE,
    SAID.map("– {}".format),
    SAID.map("## {}".format),
    SAID.map("### {}".format),
    ITEMS.map(lambda items: "\n".join(f"* {item}" for item in items)),
    ITEMS.map(lambda items: "\n\n".join(f"* {item}" for item in items)),
    ITEMS.map(lambda items: "\n".join(f"{n}. {item}" for n, item in enumerate(items, 3))),
    ITEMS.map(lambda items: "\n".join(f"> {item}" for item in items)),
    st.lists(st.sampled_from(("a", "**b**", "c \\| d", "")), min_size=2, max_size=2).map(
        lambda cells: f"| Ort | Antal |\n| :--- | ---: |\n| {' | '.join(cells)} |"
    ),
    st.just("* ett\n  * två\n\n    mer"),
    st.just("rad ett\\\n- rad två  \nrad tre"),
    st.just("```\nkod * här\n```"),
    st.just("***"),
)
BODIES = st.lists(BLOCK, min_size=1, max_size=6).map("\n\n".join).map(canonical)


@given(BODIES)
@example("# # #")
@example("#")
@example("* a\n\n+ b")
@example("1. a\n\n2) b")
@example("Text\n– Citat i stycket, säger Maja Ek.\nRad två")
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_what_the_editor_shows_means_the_same_when_it_is_written(editor: Page, body: str) -> None:
    written, same, still = rounded(editor, body)
    assert same
    assert still
    assert meant(written) == meant(body)
    assert canonical(written) == written


def test_the_texts_of_the_demo_come_back_whole(editor: Page) -> None:
    bodies = [release.document.body for release in content.releases(MORNING)]
    assert len(bodies) > 10
    for body in bodies:
        written, same, still = rounded(editor, canonical(body))
        assert same
        assert still
        assert meant(written) == meant(body)


def test_a_text_that_could_not_come_back_whole_stays_markdown(desk: BrowserDesk) -> None:
    page = desk.enter()
    page.goto(f"{BASE}/nytt?template=tomt")
    page.locator(".ProseMirror").wait_for()
    page.get_by_role("button", name="Skriv i Markdown").click()
    # An entity for the dash makes words that, written out, would be speech.
    page.locator("#body").fill("&ndash; Inget citat")
    page.get_by_role("button", name="Skriv med formatering").click()
    page.get_by_text("kan visa, och visas därför som Markdown").wait_for()
    assert page.locator("#body").input_value() == "&ndash; Inget citat"
    assert page.locator("#body").is_visible()


def test_the_field_is_not_rewritten_by_looking_at_it(desk: BrowserDesk) -> None:
    page = desk.enter()
    page.goto(f"{BASE}/nytt?template=tomt")
    page.locator(".ProseMirror").wait_for()
    page.get_by_role("button", name="Skriv i Markdown").click()
    page.locator("#body").fill("__Fet__ och _kursiv_\n\n+ punkt")
    page.get_by_role("button", name="Skriv med formatering").click()
    page.locator(".ProseMirror").click()
    page.get_by_role("button", name="Skriv i Markdown").click()
    assert page.locator("#body").input_value() == "__Fet__ och _kursiv_\n\n+ punkt"
