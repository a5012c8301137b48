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


BODY = builders.document(body="Ett.\n\nTvå.\n\nTre.")


def test_bodies_are_joined_by_paragraphs() -> None:
    mine, theirs = replace(BODY, body="Ett!\n\nTvå.\n\nTre."), replace(BODY, body="Ett.\n\nTvå.")
    joined = merge_drafts(mine, replace(theirs, title="Deras"), marks(BODY))
    assert joined.document == replace(BODY, body="Ett!\n\nTvå.", title="Deras")
    assert (joined.clashing, joined.theirs, joined.joined) == ((), ("title",), ("body",))


def test_one_goes_on_from_what_was_joined_with_the_marks_of_what_one_sees() -> None:
    mine = replace(BODY, body="Ett!\n\nTvå.\n\nTre.")
    stored = merge_drafts(mine, replace(BODY, body="Ett.\n\nTvå.\n\nTre!"), marks(BODY)).document
    later = replace(mine, body="Ett!!\n\nTvå.\n\nTre.")
    assert merge_drafts(later, stored, marks(mine)).document.body == "Ett!!\n\nTvå.\n\nTre!"


def test_a_body_whose_paragraphs_were_not_noted_is_asked_about_as_before() -> None:
    was = marks(BODY) | {"body": marks(BODY)["body"].partition(".")[0]}
    mine, theirs = replace(BODY, body="Ett!\n\nTvå.\n\nTre."), replace(BODY, body="Ett.")
    assert merge_drafts(mine, theirs, was).clashing == ("body",)
    assert merge_drafts(BODY, theirs, was).document == theirs


def test_a_body_of_very_many_paragraphs_has_one_mark() -> None:
    many = replace(BODY, body="\n\n".join(map(str, range(2_000))))
    assert len(marks(many)["body"]) == len(marks(BODY)["title"])


def test_a_joined_body_is_no_longer_than_a_body() -> None:
    long = "x" * 300_000
    mine, theirs = (replace(BODY, body=f"{BODY.body}\n\n{long}{end}") for end in "ab")
    assert merge_drafts(mine, theirs, marks(BODY)).clashing == ("body",)
