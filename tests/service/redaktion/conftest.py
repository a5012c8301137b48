"""Visitors of the desk in every role."""

from collections.abc import Iterator

import pytest

from releases.people import Role
from tests.service.redaktion.desking import Visitor, visitor
from tests.service.serving import Press


@pytest.fixture
def stranger(press: Press) -> Iterator[Visitor]:
    yield from visitor(press)


@pytest.fixture
def author(press: Press) -> Iterator[Visitor]:
    yield from visitor(press, Role.AUTHOR)


@pytest.fixture
def editor(press: Press) -> Iterator[Visitor]:
    yield from visitor(press, Role.EDITOR)


@pytest.fixture
def admin(press: Press) -> Iterator[Visitor]:
    yield from visitor(press, Role.ADMIN)
