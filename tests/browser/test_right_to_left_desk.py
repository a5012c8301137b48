"""What is written from right to left stands so at the desk too: looked at, reviewed, written."""

from collections.abc import Iterator

import pytest

from tests.browser.desk import BASE, BrowserDesk, run_desk
from tests.browser.leftward import TURNED, WIDTHS, faults, persian, stands


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


@pytest.mark.parametrize("width", WIDTHS)
def test_the_words_of_a_release(desk: BrowserDesk, width: int) -> None:
    at = f"{BASE}/r/{desk.draft(persian()).id}"
    page = desk.enter(bypass_csp=True, viewport={"width": width, "height": 900})
    page.goto(at.replace("/r/", "/snabb/"))
    assert stands(page.locator("article h2")) == TURNED
    assert stands(page.locator(".content .citat")) == TURNED
    assert faults(page) == []
    page.goto(f"{at}/granska")
    assert stands(page.locator("h1")) == TURNED
    assert faults(page) == []
    page.goto(f"{at}/som/flode")
    assert stands(page.locator("h1")) == TURNED
    page.goto(at)
    page.locator(".ProseMirror").wait_for()
    for part in ("#title", "#lead", ".ProseMirror", ".ProseMirror .citat"):
        assert page.locator(part).evaluate("e => getComputedStyle(e).direction") == "rtl", part
    assert faults(page) == []
