"""What a change does not touch keeps its field: a law of shares, by mutation."""

import pytest

from releases.intake import read
from tests.releases.intake.annotated import Fixture, is_kept, load, written
from tests.releases.intake.mutations import MUTATIONS, Mutation, leave, measure

FIXTURES = load()
# `python -m bench.mutations --lost` says which lines are lost.
FLOOR = 0.93


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_untouched_lines_keep_their_field(mutation: Mutation) -> None:
    share = measure(mutation, FIXTURES)
    assert share.part >= FLOOR, "\n".join(share.lost)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_a_mutation_changes_some_texts_and_leaves_most_lines(mutation: Mutation) -> None:
    changed = [each for each in FIXTURES if written(mutation(each.lines)) != written(each.lines)]
    assert bool(changed) is (mutation is not leave)
    judged = sum(bool(line.label) for each in FIXTURES for line in mutation(each.lines))
    assert judged > 0.6 * sum(bool(line.label) for each in FIXTURES for line in each.lines)


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.name)
def test_a_line_is_kept_nowhere_but_where_it_belongs(fixture: Fixture) -> None:
    nothing = read("Helt annan text om något annat. Den säger inget av det som de andra säger.")[0]
    for line in fixture.lines:
        if line.label not in {"", "kind", "label", "chrome"}:
            assert not is_kept(line, nothing, fixture.published)
