"""The texts that words are tried on: fixtures of the project, and folders of annotated texts."""

import contextlib
import io
import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings

from releases import intake
from releases.intake import html, pipeline
from tests.releases.intake import annotated

FIXTURES = Path("tests/releases/intake")
# What these read is made by chance or of the fixtures; others measure what a hostile text costs.
_MADE = ("law", "mutations", "word_lists", "golden", "shapes", "pages")
_QUICK = (
    *("-q", "-n0", "-p", "no:cacheprovider", "-k", "not hostile and not cost"),
    # This tool has loaded hypothesis before pytest could look at it.
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
)
_LONGEST = 20_000


class SourceText(NamedTuple):
    """A text by its name, and how it is read into records."""

    name: str
    source: str
    read: Callable[[str], object]


def of_project() -> Iterator[SourceText]:
    """Yield the fixtures of the intake: whole texts, shapes, annotated lines, web pages."""
    for folder in ("golden", "shapes"):
        for path in sorted((FIXTURES / folder).glob("*.txt")):
            yield SourceText(f"{folder}/{path.stem}", path.read_text("utf-8"), intake.read)
    for fixture in annotated.load():
        text = annotated.written(fixture.lines)
        yield SourceText(f"mutated/{fixture.name}", text, intake.read)
    for path in sorted((FIXTURES / "pages").glob("*.html")):
        url = json.loads(path.with_suffix(".json").read_text("utf-8"))["url"]
        read = partial(intake.read_html, url=url)
        yield SourceText(f"pages/{path.stem}", path.read_text("utf-8"), read)


def of_folder(folder: Path) -> Iterator[SourceText]:
    """Yield the texts of a folder as `tools.zones.annotated` has them."""
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text("utf-8").partition("\n")[2]
        yield SourceText(f"{folder.name}/{path.stem}", text, intake.read)


def of_tests(named: str = "test_*.py") -> list[SourceText]:
    """Return what the tests of the intake in files so named read beside fixtures, having run them.

    Raises `RuntimeError` where none could be run.
    """
    seen: dict[str, SourceText] = {}

    def note(read: Callable[..., object], source: object, *more: Any, **named: Any) -> object:
        if isinstance(source, str) and len(source) <= _LONGEST:
            name = f"tests/{len(seen)}"
            seen.setdefault(source, SourceText(name, source, partial(_read, read, more, named)))
        return read(source, *more, **named)

    files = [
        str(path)
        for path in sorted(FIXTURES.glob(named))
        if not any(name in path.stem for name in _MADE)
    ]
    settings.register_profile("once", max_examples=1, database=None)
    settings.load_profile("once")
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.StringIO()):
        patch.setattr(pipeline, "read", partial(note, pipeline.read))
        patch.setattr(html, "read_html", partial(note, html.read_html))
        pytest.main([*_QUICK, *files])
    if not seen:
        raise RuntimeError(f"no test of {FIXTURES / named} has read a text")
    return list(seen.values())


def _read(
    read: Callable[..., object], more: tuple[Any, ...], named: dict[str, Any], source: str
) -> object:
    return read(source, *more, **named)
