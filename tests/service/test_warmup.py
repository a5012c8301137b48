"""What is warmed after a start: no first request of a page waits for a template or a table."""

import threading
from datetime import date

import pytest

from service import warmup
from service.intake.pool import Readers
from service.pages import jinja
from service.redaktion.publishing import month
from service.security import passwords

TODAY = date(2026, 4, 3)


def test_every_template_is_compiled_by_then(monkeypatch: pytest.MonkeyPatch) -> None:
    with Readers() as readers:
        warmup.warm(TODAY, readers)
    environment = jinja._ENVIRONMENT
    names = environment.list_templates()
    assert {"start.html", "redaktion/overview.html"} <= set(names)
    monkeypatch.setattr(environment, "compile", lambda *_, **__: pytest.fail("compiled late"))
    for name in names:
        environment.get_template(name)


def test_holidays_and_the_comparison_with_nobody_are_ready() -> None:
    with Readers() as readers:
        warmup.warm(TODAY, readers)
    read, made = month._holidays.cache_info().misses, passwords._nobody.cache_info().misses
    month.weeks(TODAY.year, TODAY.month)
    assert not passwords._matches("", "whatever it is")
    assert month._holidays.cache_info().misses == read
    assert passwords._nobody.cache_info().misses == made


def test_a_service_that_ends_at_once_is_not_warmed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warmup, "warm", lambda *_: pytest.fail("warmed"))
    called_off = warmup.begin(TODAY, Readers(), delay=60.0)
    called_off.set()
    for thread in threading.enumerate():
        if thread.name == "warming":
            thread.join(10)
            assert not thread.is_alive()
