"""One environment renders public pages, errors and the desk, by one set of rules."""

import pytest
from jinja2 import UndefinedError

from releases.rules.roles import Role
from service.pages import jinja
from service.redaktion import rendering
from tests.builders import LINKS
from tests.service.app_server import ROOM, Press
from tests.service.redaktion.desk_client import visitor


def test_a_page_that_lacks_a_value_is_an_error() -> None:
    for template in ("error.html", "redaktion/kept.html"):
        with pytest.raises(UndefinedError):
            jinja.render(template, LINKS)


def test_a_name_in_templates_means_one_thing() -> None:
    assert rendering.ROLE_LABELS is jinja._ENVIRONMENT.globals["role_labels"]
    with pytest.raises(ValueError, match="role_labels"):
        jinja.register(role_labels={})


def test_the_desk_writes_no_character_that_html_forbids(press: Press) -> None:
    for editor in visitor(press, Role.EDITOR):
        shown = editor.get(f"/redaktion/{ROOM}/alla?q=buss%01ar%3Cb%3E")
        assert 'value="bussar&lt;b&gt;"' in shown.text
