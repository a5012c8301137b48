"""Zones: one reading of a whole page, what it may leave out, and what it tells of the runner-up."""

import ast
from pathlib import Path

import pytest

from releases.intake import Doubt, read
from releases.intake.lines import split
from releases.intake.zones import decoder, evidence, weights
from releases.intake.zones.page import Page
from releases.intake.zones.zone import Zone
from tests.costs import cost

TEXT = "Solviks kommun bygger en ny bro över Lillån. Den gamla är för smal för dagens bussar."
MORE = "Bygget börjar i augusti och kostar omkring elva miljoner kronor, enligt kommunens kalkyl."


def zones(text: str) -> list[Zone]:
    return list(decoder.decode(Page(split(text)), weights.load()).zones)


def test_what_is_missing_is_not_replaced_by_the_nearest_line() -> None:
    (record,) = read(f"{TEXT}\n\n{MORE}")
    assert (record.title, record.lead, record.body, record.about) == ("", TEXT, MORE, "")
    assert "no-title" in {warning.code for warning in record.warnings}


def test_a_page_has_one_title_and_one_lead() -> None:
    found = zones(f"# Ny bro\n\n{TEXT}\n\n# Ny tunnel\n\n{MORE}\n\n# Ny väg\n\n{TEXT} Igen.")
    assert found.count(Zone.TITLE) == found.count(Zone.LEAD) == 1


@pytest.mark.parametrize(
    "line", ["# Rubrik", "| a | b |", "![Bro](bro.jpg)", "2024-05-03", "\u2022"]
)
def test_lines_that_only_one_zone_may_have_are_read_however_many_there_are(line: str) -> None:
    page = Page(split("\n\n".join([line] * 40)))
    assert len(decoder.decode(page, weights.load()).zones) == 40


def test_an_empty_page_has_no_zones() -> None:
    assert decoder.decode(Page([]), weights.load()).zones == ()


def test_the_zone_that_was_chosen_lies_behind_none() -> None:
    page = Page(split(f"Ny bro över Lillån\n\n{TEXT}\n\nSå leds trafiken\n\n{MORE}"))
    found = decoder.decode(page, weights.load())
    assert all(
        behind[zone] == pytest.approx(0, abs=1e-6)
        for zone, behind in zip(found.zones, found.behind, strict=True)
    )
    assert all(missing >= -1e-6 for behind in found.behind for missing in behind.values())


def test_a_kind_that_nothing_states_is_asked_about() -> None:
    (record,) = read(f"Ny bro över Lillån\n\n{TEXT}\n\n– Äntligen, säger Maja Alm, rektor.")
    assert Doubt("kind", "press_release", ("news",)) in record.uncertain


def test_a_title_that_might_be_another_line_is_asked_about() -> None:
    (record,) = read(
        f"Skolorna i Solvik\n\nBroarna i Solvik\n\nVägarna i Solvik\n\n{TEXT}\n\n{MORE}"
    )
    (doubt,) = [doubt for doubt in record.uncertain if doubt.field == "title"]
    assert doubt.value == record.title
    assert record.title not in doubt.alternatives


def test_what_is_certain_is_not_asked_about() -> None:
    text = (
        f"Ny bro över Lillån\n\nPressmeddelande • Apr 03, 2018 07:23 CEST\n\n{TEXT}\n\n"
        f"{MORE}\n\nKontakt\n\nMaja Alm, rektor, 070-123 45 67"
    )
    assert read(text)[0].uncertain == ()


def test_all_points_are_of_evidence_that_is_found() -> None:
    named = {
        node.value
        for path in Path(evidence.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(weights.load().evidence) <= named


def test_a_page_of_2000_lines_costs_little_more_than_plain_words() -> None:
    page = "".join(f"Rad {number} som är kort\n" for number in range(2_000))
    # Measured under 6.
    assert cost(read, page, 20) < 20
