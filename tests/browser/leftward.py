"""A release in Persian, and how a browser shows what is written from right to left."""

from playwright.sync_api import Locator, Page

from releases.model import Document
from tests import builders
from tests.browser.desk import violations

WIDTHS = [390, 1280]
TITLE = "خط تازهٔ اتوبوس (شمارهٔ ۴) باز شد."
LEAD = "از فردا هر ده دقیقه یک اتوبوس به بیمارستان می‌رود (به جز شب‌ها)."
BODY = """شورای استان این تصمیم را گرفته است (دوشنبه).

– رفت و آمد آسان‌تر می‌شود!, säger Maja Lindqvist.

## پیشینه

* یک
* دو

| شهر | شمار |
| --- | ---: |
| کالمیرا | ۴ |
"""
NOTE = "شمارهٔ خط درست شد."

# Which way the words of elements run, and whether they stand at the right edge at least as near as
# at the left.
PLACES = """elements => elements.map(element => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const { left, right } = range.getBoundingClientRect();
  const box = element.getBoundingClientRect();
  const nearer = Math.round(box.right - right) <= Math.round(left - box.left);
  return [getComputedStyle(element).direction, nearer ? "right" : "left"];
})"""
TURNED = ["rtl", "right"]


def persian(**changes: object) -> Document:
    words = {"lead": LEAD, "body": BODY, "language": "fa"}
    return builders.document(TITLE, **(words | changes))


def faults(page: Page) -> list[str]:
    """Return what axe finds on a page, and whether it scrolls sideways."""
    sideways = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [str(violation) for violation in violations(page)] + ["scrolls sideways"] * sideways


def stands(found: Locator) -> list[str]:
    """Return which way the words of an element run, and at which edge they stand."""
    measured: list[list[str]] = found.evaluate_all(PLACES)
    return measured[0] if measured else []
