"""Rules of the house that no linter knows: who reads the clock, where SQL stands, file lengths."""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from starlette.routing import Route

from releases.text.slugs import RESERVED
from service.app import ROUTES

ROOT = Path(__file__).parent.parent
CLOCK_READERS = {"now", "utcnow", "today", "time", "time_ns", "clock_gettime_ns"}
SQL = re.compile(r"\b(SELECT .+ FROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM)\b")


def sources(*packages: str) -> Iterator[tuple[str, ast.Module]]:
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def reads_the_clock(tree: ast.Module) -> bool:
    """Tell whether a module calls datetime.now, date.today, time.time or their kin."""
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCK_READERS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"datetime", "date", "time"}
        for node in ast.walk(tree)
    )


def test_only_the_clock_reads_the_wall_clock() -> None:
    readers = [
        path for path, tree in sources("releases", "feeds", "service") if reads_the_clock(tree)
    ]
    assert readers == ["service/clock/guarded.py"]


def test_all_sql_stands_in_the_store() -> None:
    elsewhere = [
        path
        for path, tree in sources("releases", "feeds", "service")
        if not path.startswith("releases/store/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value)
    ]
    assert elsewhere == []


def test_statements_ask_for_columns_by_name() -> None:
    """A server keeps how a statement is answered, and fails it once a table has one more."""
    asking_for_all = [
        path
        for path in sorted((ROOT / "releases" / "store").glob("*.py"))
        if re.search(r"(?:SELECT|RETURNING) \*|SELECT [a-z_]+\.\*", path.read_text())
    ]
    assert not asking_for_all


def test_no_file_of_code_is_longer_than_300_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {count}"
        for package in ("releases", "feeds", "service", "bench")
        for path in (ROOT / package).rglob("*")
        if path.suffix in {".py", ".css", ".js", ".html"} and path.is_file()
        if "vendor" not in path.parts and (count := len(path.read_text().splitlines())) > 300
    ]
    assert long == []


def test_no_part_of_a_style_sheet_is_longer_than_150_lines() -> None:
    parts = (ROOT / "service" / "styles").rglob("*.css")
    counts = {path.name: len(path.read_text().splitlines()) for path in parts}
    assert counts
    assert {name: count for name, count in counts.items() if count > 150} == {}


def test_no_style_sheet_says_left_or_right() -> None:
    """Texts are written from right to left too: a block has a start and an end."""
    sided = re.compile(
        r"^ *(?:[a-z-]+-)?(?:left|right)\b.*:|:[^;{]*\b(?:left|right)\b", re.MULTILINE
    )
    parts = sorted((ROOT / "service" / "styles").rglob("*.css"))
    assert [
        f"{path.name}: {said}" for path in parts for said in sided.findall(path.read_text())
    ] == []


def test_every_part_of_a_style_sheet_stands_in_the_list_of_bundles() -> None:
    styles = ROOT / "service" / "styles"
    bundles = tomllib.loads((styles / "bundles.toml").read_text()).values()
    listed = {part for parts in bundles for part in parts}
    assert listed == {str(path.relative_to(styles)) for path in styles.rglob("*.css")}


def test_lock_files_hold_versions_and_hashes_and_no_addresses() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-build.lock"):
        text = (ROOT / name).read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text


# Loops that wait, and why each has an end or gives the event loop its turn. What is awaited may
# have ended already: a loop that awaits it until something else comes true holds the process.
WAITING_LOOPS = {
    "service/outbound/delivery.py:run": "tasks that have ended leave the set that is waited for",
    "service/outbound/delivery.py:stop": "tasks that have ended leave the set that is waited for",
    "service/clock/keeper.py:_run": "each round sleeps a second, and it is cancelled at the end",
    "service/outbound/queue.py:run": "until nothing is due, and each round writes, which yields",
    "service/outbound/queue.py:_work": (
        "each round takes one from a queue that nobody fills meanwhile"
    ),
    "service/server/supervisor.py:_fill": "each round starts a program; the end cancels it",
    "service/server/supervisor.py:_pause": "each round sleeps, until a time that is set before",
    "service/server/supervisor.py:_restart_when_wanted": (
        "each round starts workers, and waits for a signal before; the end cancels it"
    ),
    "service/server/worker_server.py:_retire": "each round sleeps, until a time that is set before",
    "service/redaktion/form_parsing.py:drain": "as many bytes as are taken from a body",
}


def test_every_loop_of_the_service_that_waits_is_known_to_end() -> None:
    loops = {
        f"{path}:{function.name}"
        for path, tree in sources("service")
        for function in ast.walk(tree)
        if isinstance(function, ast.AsyncFunctionDef)
        for loop in ast.walk(function)
        if isinstance(loop, ast.While)
        and any(isinstance(node, ast.Await) for node in ast.walk(loop))
    }
    assert loops == set(WAITING_LOOPS), "write here why a new one cannot go on for ever"


def test_no_newsroom_can_take_a_word_that_the_service_uses_itself() -> None:
    first = {
        word.partition(".")[0]
        for route in ROUTES
        if isinstance(route, Route)
        for parts in [route.path.strip("/").split("/")]
        for word in (parts[1:2] if parts[0] == "redaktion" else parts[:1])
        if word and not word.startswith("{")
    }
    assert first - {"sitemap-rooms"} <= RESERVED


# Activities that are called by their participle everywhere.
STANDARD_ACTIVITIES = {
    "caching",
    "decoding",
    "fetching",
    "form_parsing",
    "importing",
    "pruning",
    "publishing",
    "rendering",
    "saving",
    "wiring",
    "wording",
}


def test_no_class_has_the_name_of_another() -> None:
    names = Counter(
        node.name
        for _, tree in sources("releases", "feeds", "service", "tests", "bench")
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_modules_are_called_by_nouns() -> None:
    named = {
        Path(path).stem.removeprefix("test_")
        for path, _ in sources("releases", "feeds", "service", "tests", "bench")
    }
    assert {name for name in named if name.endswith("ing")} <= STANDARD_ACTIVITIES


# What takes a text apart, or compares it.
TAKEN_APART = {
    *("partition", "rpartition", "startswith", "endswith", "find", "index", "count"),
    *("removeprefix", "removesuffix", "fullmatch", "match", "search", "findall"),
}
# Libraries that say in a sentence alone what a program needs to know, and who reads it.
READS_SENTENCES = {
    "releases/rules/fault_collector.py": "msgspec names the field in its message only",
    "releases/intake/docx/reader.py": "mammoth names what it left out in its messages only",
    "service/media/s3_faults.py": "obstore has what a store answered in its messages only",
}


def is_sentence(node: ast.expr) -> bool:
    """Tell whether this is what an exception says: `str(error)`, `error.message`, f"{error}"."""
    if isinstance(node, ast.Attribute):
        return node.attr == "message"
    if isinstance(node, ast.JoinedStr):
        parts = (value.value for value in node.values if isinstance(value, ast.FormattedValue))
        return any(isinstance(part, ast.Name) and part.id == "error" for part in parts)
    return (
        isinstance(node, ast.Call)
        and ast.unparse(node.func) == "str"
        and any(isinstance(argument, ast.Name) and argument.id == "error" for argument in node.args)
    )


def reads_sentences(tree: ast.Module) -> Iterator[int]:
    """Yield the lines on which somebody goes by the words of an exception."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            asked = [node.left, *node.comparators]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            asked = [node.func.value, *node.args] if node.func.attr in TAKEN_APART else []
        else:
            continue
        if any(map(is_sentence, asked)):
            yield node.lineno


def test_nobody_goes_by_the_words_of_a_refusal() -> None:
    readings = {
        f"{path}:{line}"
        for path, tree in sources("releases", "feeds", "service")
        for line in reads_sentences(tree)
        if path not in READS_SENTENCES
    }
    assert readings == set(), "ask for the code of a refusal"


def test_going_by_words_would_be_found() -> None:
    for source in (
        'str(error).partition(" - ")',
        're.fullmatch("answered .*", str(error))',
        '"too long" in error.message',
        'f"{error}".startswith("is no")',
    ):
        assert [*reads_sentences(ast.parse(source))] == [1]
    assert [*reads_sentences(ast.parse("log.error(why=str(error)); error.code == code"))] == []
