"""Marks that the editor writes are read back: no sign stands there that nobody typed."""

import json
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from releases.text.html.tree import parse
from releases.text.markdown import to_html
from tests.browser.partner_site import require_tool

ROOT = Path(__file__).parent.parent.parent
BUNDLE = ROOT / "service" / "static" / "vendor" / "editor.js"
BREAK: dict[str, Any] = {"type": "hard_break"}

Json = dict[str, Any]
Write = Callable[[Json], tuple[str, Json]]


@pytest.fixture(scope="module")
def write() -> Iterator[Write]:
    """Return what the editor writes of a document, and the document that it reads of that."""
    require_tool(which("node"), "node")
    command = ["node", str(ROOT / "tests" / "node" / "editor.mjs"), str(BUNDLE)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:

        def ask(document: Json) -> tuple[str, Json]:
            assert process.stdin
            assert process.stdout
            process.stdin.write(json.dumps(document) + "\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            return answer["written"], answer["read"]

        yield ask
        assert process.stdin
        process.stdin.close()


def words(text: str, *marks: str) -> Json:
    """Return a piece of text; a mark with a colon is an address."""
    made = [
        {"type": "link", "attrs": {"href": mark}} if ":" in mark else {"type": mark}
        for mark in ("em", "strong", "https://a.example/(x)", "code")
        if mark in marks
    ]
    return {"type": "text", "text": text, "marks": made}


def block(kind: str, *content: Json, **attrs: object) -> Json:
    return {"type": kind, "attrs": attrs, "content": list(content)}


def paragraph(*pieces: Json) -> Json:
    return block("doc", block("paragraph", *pieces))


def shown(node: Json) -> str:
    """Return the text of a document as its readers see it, blanks aside, speech behind its dash."""
    text = "".join(node.get("text", "").split())
    inner = "".join(shown(child) for child in node.get("content", ()))
    return f"–{inner}" if node["type"] == "quotation" and inner else text + inner


def on_the_page(markdown: str) -> str:
    root = parse(to_html(markdown))
    return "" if root is None else "".join(root.text_content().split())


def marked(node: Json) -> Counter[tuple[str, str]]:
    """Count the signs of a document that stand under each mark."""
    counts: Counter[tuple[str, str]] = Counter()
    for mark in node.get("marks", ()):
        counts.update((mark["type"], sign) for sign in node.get("text", "") if not sign.isspace())
    for child in node.get("content", ()):
        counts += marked(child)
    return counts


B, I, A, C = "strong", "em", "https://a.example/(x)", "code"  # noqa: E741
MOVED = [
    ((words("Plats:", B), words("Torget")), "**Plats**:Torget"),
    ((words("Priset är "), words("5 %", B), words("av allt")), "Priset är **5** %av allt"),
    ((words("Boken "), words("”Ån”", B), words("kom")), "Boken **”Ån**”kom"),
    ((words("Plats: ", B), words("torget")), "**Plats:** torget"),
    ((words("på"), words(" torget", I)), "på *torget*"),
    ((words("a"), words("(b)", I)), "a(*b)*"),
    ((words("Se "), words("!", B), words("nu")), "Se !nu"),
    ((words("rad", B), {**BREAK, "marks": [{"type": B}]}, words("rad")), "**rad**\\\nrad"),
    ((words("x"), words("f()", B, C), words("y")), "x`f()`y"),
]
KEPT = [
    ((words("fet", B), words("båda", B, I), words("kursiv", I)), "**fet*båda***_kursiv_"),
    ((words("fet", B), words("kursiv", I)), "**fet***kursiv*"),
    ((words("i"), words("mitt", B), words("ord")), "i**mitt**ord"),
    ((words("läs"), words("mer", B, A), words("nu")), "läs[**mer**](https://a.example/\\(x\\))nu"),
    (
        (words("läs"), words("”mer”", B, A), words("nu")),
        "läs[**”mer”**](https://a.example/\\(x\\))nu",
    ),
    ((words("2 * 3", B), words(" * 4")), "**2 \\* 3** \\* 4"),
    ((words("f()", B, C), words(" och "), words("g", C)), "**`f()`** och `g`"),
    ((words("en"), BREAK, words("=== två")), "en\\\n\\=== två"),
    ((words("Hej!"), words("här", A)), "Hej\\![här](https://a.example/\\(x\\))"),
    ((words("2018."),), "2018\\."),
    ((words("1) ett"),), "1\\) ett"),
]


@pytest.mark.parametrize(("pieces", "markdown"), MOVED)
def test_a_mark_moves_off_what_it_could_not_stand_beside(
    write: Write, pieces: tuple[Json, ...], markdown: str
) -> None:
    document = paragraph(*pieces)
    written, read = write(document)
    assert written == markdown
    assert shown(read) == shown(document) == on_the_page(written)


@pytest.mark.parametrize(("pieces", "markdown"), KEPT)
def test_what_markdown_can_say_stays_as_it_is(
    write: Write, pieces: tuple[Json, ...], markdown: str
) -> None:
    document = paragraph(*pieces)
    written, read = write(document)
    assert written == markdown
    assert marked(read) == marked(document)
    assert shown(read) == shown(document) == on_the_page(written)


def test_speech_that_begins_with_a_hyphen_stays_speech(write: Write) -> None:
    document = block("doc", block("quotation", words("- nej, säger Maja Ek.")))
    written, read = write(document)
    assert written == "– \\- nej, säger Maja Ek."
    assert shown(read) == shown(document) == on_the_page(written)


def test_speech_without_words_leaves_no_dash(write: Write) -> None:
    document = block("doc", block("quotation"), block("quotation", words(" ", B)))
    assert write(document)[0] == ""


def test_a_heading_without_words_comes_back(write: Write) -> None:
    document = block("doc", block("heading", level=2), block("paragraph", words("ord")))
    assert [child["type"] for child in write(document)[1]["content"]] == ["heading", "paragraph"]


PIECES = (
    "a",
    "ord",
    "1",
    "10 %",
    "å",
    "(",
    ")",
    "”x”",
    ".",
    ":",
    "–",
    "-",
    "#",
    "+",
    "=",
    "|",
    "€",
)
SIGNS = ("*", "_", "**", "`", "``", "[", "]", "!", "\\", "x_y", "<b>", "&amp;", "€", "😀")
TEXT = st.lists(st.sampled_from((*PIECES, *SIGNS, " ", " ", "Tid: ", " och ")), min_size=1).map(
    "".join
)
MARKS = st.sets(st.sampled_from((B, B, I, I, A, C)), max_size=3)
PIECE = st.builds(lambda text, marks: words(text, *marks), TEXT.map(lambda text: text[:9]), MARKS)
INLINE = st.lists(PIECE, min_size=1, max_size=5)
BROKEN = st.lists(PIECE | st.just(BREAK), min_size=1, max_size=6)
CELLS = st.lists(INLINE, min_size=4, max_size=4)


def table(cells: list[list[Json]]) -> Json:
    made = [
        block("table_header" if number < 2 else "table_cell", *cell)
        for number, cell in enumerate(cells)
    ]
    return block("table", block("table_row", *made[:2]), block("table_row", *made[2:]))


BLOCK = st.one_of(
    BROKEN.map(lambda pieces: block("paragraph", *pieces)),
    BROKEN.map(lambda pieces: block("quotation", *pieces)),
    INLINE.map(lambda pieces: block("heading", *pieces, level=2)),
    BROKEN.map(lambda pieces: block("blockquote", block("paragraph", *pieces))),
    st.tuples(st.sampled_from(("bullet_list", "ordered_list")), BROKEN).map(
        lambda pair: block(pair[0], block("list_item", block("paragraph", *pair[1])))
    ),
    CELLS.map(table),
)


@given(BLOCK)
@example(block("paragraph", words("a", B), words("*", I), words("b", B)))
@example(block("paragraph", words("a"), BREAK, BREAK, words("– b")))
@example(block("paragraph", words("a", B), {**BREAK, "marks": [{"type": B}]}, words("–B", B)))
@example(block("quotation", words(" ", C)))
@example(block("paragraph", words("(", I, A), words("b", I), words(")c", B)))
@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_is_marked_is_read_back_as_the_same_words(write: Write, made: Json) -> None:
    document = block("doc", made)
    written, read = write(document)
    assert shown(read) == shown(document)
    assert on_the_page(written) == shown(document)
    assert marked(read) <= marked(document)


LETTERS = st.sampled_from(("ett", "två ord", "å, ä", "x.y", "10"))
SIDES = st.sampled_from(("", " och ", ", ", " (", ") ", ": "))


@given(LETTERS, SIDES, SIDES, st.sets(st.sampled_from((B, I)), min_size=1))
def test_marks_around_whole_words_never_go(
    write: Write, text: str, before: str, after: str, marks: set[str]
) -> None:
    sides = [[words(side)] if side else [] for side in (before, after)]
    document = paragraph(*sides[0], words(text, *marks), *sides[1])
    assert marked(write(document)[1]) == marked(document)
