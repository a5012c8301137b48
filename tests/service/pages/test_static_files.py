"""Static files: style sheets joined from their parts, and addresses that follow the content."""

import pytest

from service.pages.static_files import STATIC, static_url, static_version
from tests.builders import LINKS


def test_a_style_sheet_is_its_parts_in_the_order_of_the_list() -> None:
    sheet = STATIC["redaktion.css"].decode()
    places = [sheet.index(text) for text in ("--accent:", "/* The desk.", "@media print")]
    assert places == sorted(places)
    assert not [name for name in STATIC if name.startswith("common")]


def test_a_static_file_has_an_address_that_follows_its_content() -> None:
    version = static_version("pressrum.css")
    assert static_url(LINKS, "pressrum.css") == f"{LINKS.base}/static/pressrum.css?v={version}"
    assert version != static_version("pressrum.svg")


def test_a_static_file_that_is_not_there_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        static_version("missing.css")
