"""Two people change one draft: nothing that either wrote is lost without being asked about."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from releases.model import Document
from releases.rules.merge import FIELDS, marks, merge_drafts
from tests import builders

WAS = builders.document()
TEXTS = st.sampled_from(("a", "b", "c"))
DRAFTS = st.builds(Document, title=TEXTS, lead=TEXTS, body=TEXTS, topics=st.tuples(TEXTS))


def test_what_each_changed_alone_is_joined() -> None:
    joined = merge_drafts(replace(WAS, lead="Min."), replace(WAS, title="Deras"), marks(WAS))
    assert joined.document == replace(WAS, lead="Min.", title="Deras")
    assert joined.clashing == ()
    assert joined.theirs == ("title",)


def test_what_both_changed_differently_is_asked_about_and_mine_until_then() -> None:
    joined = merge_drafts(replace(WAS, title="Min"), replace(WAS, title="Deras"), marks(WAS))
    assert joined.clashing == ("title",)
    assert joined.document.title == "Min"


def test_without_knowing_where_one_began_every_difference_is_asked_about() -> None:
    joined = merge_drafts(WAS, replace(WAS, title="Deras", lead="Deras."), {})
    assert joined.clashing == ("title", "lead")


@given(DRAFTS, DRAFTS, DRAFTS)
def test_every_field_is_the_one_somebody_chose_last(
    was: Document, mine: Document, theirs: Document
) -> None:
    joined = merge_drafts(mine, theirs, marks(was))
    for name in FIELDS:
        before, here, there = (getattr(document, name) for document in (was, mine, theirs))
        result = getattr(joined.document, name)
        if name in joined.clashing:
            assert before != here != there != before
        elif here != before:
            assert result == here
        else:
            assert result == there
