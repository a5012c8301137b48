"""Visitors of the desk in every role."""

from collections.abc import Iterator

import pytest

from releases.rules.roles import Role
from tests.service.app_server import Press
from tests.service.redaktion.desk_client import Visitor, visitor


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
