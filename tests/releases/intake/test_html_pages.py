"""Pages of every shape give their text and nothing of what stands around it."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from releases.intake import Intake, read_html

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))


def facts(page: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    return told


def taken_in(page: Path, encoding: str = "utf-8") -> Intake:
    text = page.read_text(encoding="utf-8")
    (record,) = read_html(text.encode(encoding), facts(page)["url"])
    return record


def said(record: Intake) -> str:
    kept = msgspec.structs.replace(record, dropped=(), warnings=())
    return json.dumps(msgspec.to_builtins(kept), ensure_ascii=False).replace("\\\\", "\\")


@pytest.fixture(params=PAGES, ids=lambda page: page.stem)
def page(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_what_belongs_to_the_text_comes_through(page: Path) -> None:
    text = said(taken_in(page))
    wanted = [words for sort in facts(page)["keeps"].values() for words in sort]
    assert [words for words in wanted if words not in text] == []


def test_what_stands_around_it_is_listed_as_left_out(page: Path) -> None:
    record = taken_in(page)
    text, left_out = said(record), "\n".join(record.dropped)
    assert [words for words in facts(page)["drops"] if words in text] == []
    assert [words for words in facts(page)["drops"] if words not in left_out] == []


def test_time_kind_quotations_contacts_and_pictures_are_as_the_page_tells(page: Path) -> None:
    told, record = facts(page), taken_in(page)
    assert record.published_at == told["published_at"]
    assert record.kind == told.get("kind", record.kind)
    assert record.title in told["keeps"]["title"] or told["keeps"]["title"][0] in record.title
    assert record.lead.startswith(told["keeps"]["lead"][0])
    counts = {name: len(getattr(record, name)) for name in ("contacts", "quotes", "images")}
    assert counts == {name: told[name] for name in counts}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_the_encoding_of_a_page_does_not_matter(page: Path, encoding: str) -> None:
    assert taken_in(page, encoding) == taken_in(page)


def test_an_old_page_comes_in_its_code_page() -> None:
    old = next(source for source in PAGES if source.stem == "table-layout")
    assert taken_in(old, "cp1252") == taken_in(old)
