"""The desk speaks English wherever it speaks Swedish, and says nothing past its translator."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from feeds.wording import KIND_LABELS
from releases.intake import weekdays
from releases.model import new_id
from releases.refusals import WORDS
from releases.rules.builtin_templates import BLANK, SKELETONS
from releases.rules.roles import Role
from releases.store import drafts
from service.redaktion.caution_words import DETAILS
from service.redaktion.caution_words import TEMPLATES as TEMPLATES_OF_CAUTIONS
from tests import builders
from tests.service.app_server import ROOM, WHO, Press
from tests.service.redaktion.desk_client import Visitor, somebody
from tests.service.redaktion.review_forms import at

DESK = Path(__file__).parents[3] / "service"
ENGLISH = {
    str(message.id): str(message.string)
    for message in read_po(BytesIO((DESK / "redaktion" / "en.po").read_bytes()))
    if message.id and message.string
}
TEMPLATES = sorted((DESK / "templates" / "redaktion").glob("*.html"))
MODULES = sorted((DESK / "redaktion").rglob("*.py"))
JINJA = Environment(autoescape=True)
# What the desk gets to say from further in.
FROM_WITHIN = {
    *KIND_LABELS.values(),
    *(word for template in (*SKELETONS, BLANK) for word in (template.name, template.purpose)),
    *(template for templates in TEMPLATES_OF_CAUTIONS.values() for template in templates),
    *DETAILS.values(),
    *weekdays.NAMES,
}

# Attributes that a macro hands to a tag: to HTML they stand in no tag.
HANDED_OUT = {"aria-describedby", "aria-invalid", "hint", "problem", "true"}
# Attributes people read or hear.
READ = {"alt", "aria-label", "label", "placeholder", "title"}
WORD = re.compile(r"[^\W\d_][\w-]+")
SWEDISH = re.compile(
    r"[åäöÅÄÖ]|\A[A-Z][a-z]+[.!?]?\Z|\b(?:att|av|den|det|du|en|ett|har|inte|med|och|som) \w"
)
# The names of formats, languages and types are the same in every language.
NAMES = {"Atom", "English", "Svenska", "Visit"}


class Loose(HTMLParser):
    """Collects what a page would say by itself, outside the expressions of its template."""

    def __init__(self) -> None:
        super().__init__()
        self.words: set[str] = set()

    def handle_data(self, data: str) -> None:
        self.words |= set(WORD.findall(data)) - HANDED_OUT

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        read = READ | ({"value"} if tag == "input" and ("type", "submit") in attrs else set())
        for name, value in attrs:
            self.words |= set(WORD.findall(value or "")) if name in read else set()


def loose(source: str) -> set[str]:
    """Return the words of a template that never meet the translator."""
    page = Loose()
    page.feed(re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "…", source, flags=re.DOTALL))
    page.close()
    return page.words


def texts(constants: Iterator[nodes.Const]) -> set[str]:
    return {node.value for node in constants if isinstance(node.value, str)}


def asked(template: nodes.Template) -> set[str]:
    """Return the texts a template asks the translator for."""
    calls = (
        calls
        for calls in template.find_all(nodes.Call)
        if isinstance(calls.node, nodes.Name) and calls.node.name == "_"
    )
    first = (nodes.List([call.args[0]]) for call in calls)
    return {text for call in first for text in texts(call.find_all(nodes.Const))}


def literals(tree: ast.Module) -> set[str]:
    """Return the texts of a module, but for its docstrings."""
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and isinstance(node.body[0], ast.Expr)
    }
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    }


def said_by(tree: ast.Module) -> set[str]:
    """Return the texts a module asks the translator for in so many words."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args)
    first = (call.args[0] for call in calls if ast.unparse(call.func).rpartition(".")[2] == "say")
    said = (
        part
        for node in first
        for part in ((node.body, node.orelse) if isinstance(node, ast.IfExp) else (node,))
    )
    return {
        text.value
        for text in said
        if isinstance(text, ast.Constant) and isinstance(text.value, str)
    }


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_says_nothing_past_the_translator(path: Path) -> None:
    source = path.read_text()
    assert loose(source) == set()
    template = JINJA.parse(source)
    written = texts(template.find_all(nodes.Const)) - asked(template)
    assert {text for text in written if SWEDISH.search(text)} == set()


def test_a_text_past_the_translator_would_be_found() -> None:
    assert loose('<p>{{ x }} Spara</p><img alt="Bilden{{ y }}"><b>·</b>') == {"Spara", "Bilden"}
    template = JINJA.parse("{{ field('name', 'Skriv ett namn') }}{{ _('Spara' if x else 'Sänd') }}")
    assert asked(template) == {"Spara", "Sänd"}
    assert texts(template.find_all(nodes.Const)) - asked(template) == {"name", "Skriv ett namn"}
    module = ast.parse('"""Säger."""\nf(say("Sparat." if x else "Nej."), {"a": "Något annat"})')
    assert literals(module) == {"Sparat.", "Nej.", "a", "Något annat"}
    assert said_by(module) == {"Sparat.", "Nej."}
    assert all(SWEDISH.search(text) for text in ("Sparat.", "Rubrik", "Inget är sparat", "tår"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_what_a_template_says_has_its_english(path: Path) -> None:
    assert asked(JINJA.parse(path.read_text())) - set(ENGLISH) == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(DESK)))
def test_what_a_handler_says_has_its_english(path: Path) -> None:
    tree = ast.parse(path.read_text())
    swedish = {text for text in literals(tree) - NAMES if SWEDISH.search(text)}
    assert (said_by(tree) | swedish) - set(ENGLISH) == set()


def test_what_comes_from_further_in_has_its_english() -> None:
    assert FROM_WITHIN - set(ENGLISH) == set()


def test_nothing_is_kept_in_english_that_the_desk_no_longer_says() -> None:
    spoken = FROM_WITHIN.union(
        *(asked(JINJA.parse(path.read_text())) for path in TEMPLATES),
        *(literals(ast.parse(path.read_text())) for path in MODULES),
    )
    assert set(ENGLISH) - spoken == set()


def test_the_english_fills_in_the_same_names() -> None:
    for swedish, english in ENGLISH.items():
        assert set(re.findall(r"\{\w+\}", swedish)) == set(re.findall(r"\{\w+\}", english))


def test_no_limit_stands_in_the_words() -> None:
    """What holds so much or no more says the value of its constant."""
    limit = re.compile(r"\d[\d \u00a0]*(?:tecken|MB|bildpunkter)\b")
    words = {*ENGLISH, *(said["sv"] for said in WORDS.values())}
    assert {text for text in words if limit.search(text)} == set()


def test_who_resets_a_password_in_english_reads_of_it_in_english(
    press: Press, admin: Visitor
) -> None:
    person = somebody(press, "glom@mellanlandet.example", Role.AUTHOR)
    admin.post("/redaktion/konto", {"name": "Kim Ekdal", "language": "en"})
    settings = f"/redaktion/{ROOM}/installningar"
    assert "A new password signs the person out" in admin.get(f"{settings}/medarbetare").text
    page = admin.post(f"{settings}/medarbetare/{person.id}/losenord", {"confirm": "1"}).text
    assert f"Password for {person.email}" in page
    assert '<html lang="en">' in page
    assert not re.search("[åäöÅÄÖ]", page.replace(person.name, ""))


@pytest.mark.parametrize(
    ("language", "said"),
    [("sv", "Rubrik: Skriv en rubrik."), ("en", "Title: Write a title.")],
)
def test_why_a_text_cannot_go_out_is_told_in_the_readers_words(
    press: Press, editor: Visitor, language: str, said: str
) -> None:
    editor.post("/redaktion/konto", {"name": "Kim Ekdal", "language": language})
    # Kept from before a rule that it breaks.
    release = press.write(drafts.add, ROOM, builders.document(""), WHO.who, new_id())
    for answer in (
        editor.get(at(release.id, "/granska?when=now")),
        editor.post(at(release.id, "/granska/lank"), {"days": "1"}),
    ):
        (notice,) = re.findall(r'role="alert">([^<]+)<', answer.text)
        assert said in notice
        assert "title:" not in notice
