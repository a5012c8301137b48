"""The library of pictures in a browser: found, taken into a text, put in order."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from releases.model import Release
from releases.store import drafts
from tests import builders
from tests.browser.desk import BASE, PHONE, BrowserDesk, run_desk, violations
from tests.photographs import photograph

NAMES = ("bild1", "bild2", "bild3")
WIDE = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path_factory.mktemp("desk")) as running:
        colours = ((200, 40, 40), (40, 120, 60), (40, 60, 160))
        for name, colour in zip(NAMES, colours, strict=True):
            running.press.picture(
                name, photograph(1600, 900, colour=colour), alt=f"Buss {name}", credit="Olle Ek"
            )
        running.press.picture("bild4", photograph(1600, 900), alt="")
        yield running


@pytest.fixture
def release(desk: BrowserDesk) -> Release:
    return desk.draft(builders.document(images=tuple(builders.image(name) for name in NAMES)))


def order(desk: BrowserDesk, release: Release) -> list[str | None]:
    draft = desk.press.store.reading(drafts.get, release.ref).result().draft
    return [image.media for image in draft.images]


def shot(page: Page, name: str) -> None:
    """Keep a picture of the page where `PRESSRUM_SHOTS` names a folder."""
    if folder := os.environ.get("PRESSRUM_SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_without_javascript_pictures_are_found_and_taken_into_a_text(desk: BrowserDesk) -> None:
    release = desk.draft()
    page = desk.enter(java_script_enabled=False)
    page.goto(f"{BASE}/r/{release.id}")
    page.get_by_text("Välj bland pressrummets bilder").click()
    page.get_by_label("Sök bland bilderna").fill("BILD2")
    page.get_by_role("button", name="Sök bild").click()
    expect(page.get_by_role("checkbox", name="Buss bild1")).to_have_count(0)
    page.get_by_role("checkbox", name="Buss bild2").check()
    page.get_by_role("button", name="Lägg till valda bilder").click()
    assert order(desk, release) == ["bild2"]


def test_without_javascript_buttons_move_a_picture(desk: BrowserDesk, release: Release) -> None:
    page = desk.enter(java_script_enabled=False)
    page.goto(f"{BASE}/r/{release.id}")
    page.get_by_role("button", name="Flytta upp bild 3").click()
    assert order(desk, release) == ["bild1", "bild3", "bild2"]


def test_the_buttons_do_the_same_where_a_script_saves_first(
    desk: BrowserDesk, release: Release
) -> None:
    page = desk.enter(viewport=WIDE)
    page.goto(f"{BASE}/r/{release.id}")
    page.locator(".ProseMirror").wait_for()
    page.get_by_role("button", name="Flytta upp bild 3").click()
    second = page.locator("#bilder > .row.picture [name='image.media']").nth(1)
    expect(second).to_have_value("bild3")
    assert order(desk, release) == ["bild1", "bild3", "bild2"]
    page.get_by_text("Välj bland pressrummets bilder").click()
    page.get_by_label("Sök bland bilderna").fill("finns inte")
    page.get_by_role("button", name="Sök bild").click()
    expect(page.get_by_text("Ingen bild med de orden.")).to_be_visible()


def test_a_picture_is_dragged_to_its_place_and_saved_by_itself(
    desk: BrowserDesk, release: Release
) -> None:
    # So high that all of it is in sight: nothing has to scroll while a picture is held.
    page = desk.enter(viewport={"width": 1280, "height": 3_600})
    page.goto(f"{BASE}/r/{release.id}")
    rows = page.locator("#bilder > .row.picture")
    page.locator(".ProseMirror").wait_for()
    grip = rows.nth(2).locator(".grip")
    grip.drag_to(rows.nth(0), target_position={"x": 20, "y": 5})
    expect(rows.nth(0).locator("[name='image.media']")).to_have_value("bild3")
    expect(page.locator("#saved")).to_contain_text("Sparat kl.", timeout=20_000)
    expect(rows.nth(0).get_by_role("button", name="Flytta upp")).to_be_hidden()
    assert order(desk, release) == ["bild3", "bild1", "bild2"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["390", "1280"])
def test_axe_finds_nothing_in_the_library(
    desk: BrowserDesk, release: Release, scheme: Any, size: Any
) -> None:
    page = desk.enter(bypass_csp=True, color_scheme=scheme, viewport=size)
    for name, path in (
        ("library", "/bilder"),
        ("picture", "/bilder/bild2"),
        ("writing", f"/r/{release.id}?bilder=bild4"),
    ):
        page.goto(f"{BASE}{path}")
        expect(page.locator("h1").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        shot(page, f"{name}-{size['width']}-{scheme}")
        assert violations(page) == []
