"""A release as it is read: nothing lies on top of anything else, and words stay whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import builders
from tests.browser.desk import PHONE, BrowserDesk, run_desk
from tests.service.app_server import ROOM

WIDE = {"width": 1280, "height": 900}
ADDRESS = "maja.lindqvist-lundstrom@kommunikation.mellanlandet.example"
# How far the text below each heading stands from it.
GAPS = """headings => headings.map(heading => {
  const box = of => {
    const range = document.createRange();
    range.selectNodeContents(of);
    return range.getBoundingClientRect();
  };
  return box(heading.nextElementSibling).top - box(heading).bottom;
})"""
# On how many lines each part of an address stands that is to be on one.
LINES = """link => [...link.childNodes].filter(each => each.nodeType === 3).map(part => {
  const range = document.createRange();
  range.selectNodeContents(part);
  return range.getClientRects().length;
})"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path) as running:
        yield running


@pytest.mark.parametrize("size", [PHONE, WIDE])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_headings_stand_above_their_text(
    desk: BrowserDesk, language: str, size: dict[str, int]
) -> None:
    """The newsroom's own words too, which are a block of another language in some releases."""
    entry = desk.press.publish(builders.document(language=language))
    page = desk.guest(viewport=size)
    page.goto(f"/{ROOM}/{entry.release}")
    gaps = page.locator(".content :is(h2, h3)").evaluate_all(GAPS)
    assert len(gaps) == 3
    assert min(gaps) >= 4


@pytest.mark.parametrize("size", [PHONE, WIDE])
def test_a_long_address_is_broken_at_its_signs_alone(
    desk: BrowserDesk, size: dict[str, int]
) -> None:
    person = builders.contact(emails=(ADDRESS,))
    entry = desk.press.publish(builders.document(contacts=(person,)))
    page = desk.guest(viewport=size)
    page.goto(f"/{ROOM}/{entry.release}")
    link = page.get_by_role("link", name=ADDRESS)
    assert set(link.evaluate(LINES)) == {1}
    assert link.evaluate("link => link.getClientRects().length") > 1
