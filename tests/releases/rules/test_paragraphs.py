"""Two texts are joined by paragraphs: what either wrote is there, or it is asked about."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from releases.rules.paragraphs import merge_texts, split

Paragraphs = list[str]
# Few enough that paragraphs are the same now and then, as short ones are.
PARAGRAPHS = st.lists(st.sampled_from("abcdefgh"), max_size=7)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(("add", "remove", "change", "move")), st.integers(0, 9), st.integers(0, 99)
    ),
    max_size=4,
)


def written(paragraphs: Paragraphs) -> str:
    return "\n\n".join(paragraphs)


def merged(was: Paragraphs, mine: Paragraphs, theirs: Paragraphs) -> Paragraphs | None:
    joined = merge_texts(written(mine), written(theirs), was, lambda paragraph: paragraph)
    return None if joined is None else list(split(joined))


def edit(paragraphs: Paragraphs, edits: list[tuple[str, int, int]], who: str) -> Paragraphs:
    """Return what somebody makes of a text; their words have their name."""
    now = list(paragraphs)
    for kind, at, number in edits:
        here = at % (len(now) + 1)
        if kind == "add":
            now.insert(here, f"{who}{number}")
        elif here < len(now):
            if kind == "change":
                now[here] = f"{now[here]}{who}{number}"
            else:
                taken = now.pop(here)
                if kind == "move":
                    now.insert(number % (len(now) + 1), taken)
    return now


def test_changes_of_different_paragraphs_are_joined() -> None:
    was = ["a", "b", "c"]
    assert merged(was, ["A", "b", "c"], ["a", "b", "C"]) == ["A", "b", "C"]
    assert merged(was, ["A", "b", "c"], ["a", "B", "c"]) == ["A", "B", "c"]


def test_what_one_adds_and_the_other_changes_is_joined() -> None:
    was = ["a", "b"]
    assert merged(was, ["a", "x", "b"], ["a", "B"]) == ["a", "x", "B"]
    assert merged(was, ["a", "x", "b"], ["A", "b"]) == ["A", "x", "b"]
    assert merged(was, ["a"], ["A", "b"]) == ["A"]


def test_what_both_add_at_one_place_is_there_theirs_first() -> None:
    assert merged(["a"], ["a", "mine"], ["a", "theirs"]) == ["a", "theirs", "mine"]
    assert merged([], ["mine"], ["theirs"]) == ["theirs", "mine"]


def test_what_both_did_is_done_once() -> None:
    assert merged(["a", "b", "c"], ["a", "x"], ["a", "x", "c"]) == ["a", "x"]
    assert merged(["a"], ["a", "x"], ["a", "x"]) == ["a", "x"]
    assert merged(["a", "b", "c"], ["c"], ["a", "c"]) == ["c"]


def test_the_same_paragraph_changed_by_both_is_a_clash() -> None:
    assert merged(["a", "b"], ["A", "b"], ["Å", "b"]) is None
    assert merged(["a", "b"], ["b"], ["A", "b"]) is None
    assert merged(["a", "b"], ["x", "y", "v"], ["a", "z", "b"]) is None


def test_lists_and_speech_keep_their_lines() -> None:
    text = "Först.\n\n* ett\n* två\n\n– Ja, säger Maja."
    was = list(split(text))
    assert merged(was, [*was, "Sist."], ["Allra först.", *was]) == ["Allra först.", *was, "Sist."]
    assert was[1] == "* ett\n* två"


def test_texts_of_too_many_paragraphs_are_asked_about() -> None:
    was = [str(number) for number in range(600)]
    assert merged(was, ["x", *was], [*was, "y"]) is None


@given(PARAGRAPHS, EDITS, EDITS)
def test_nothing_that_either_wrote_is_lost(
    was: Paragraphs, mine: list[tuple[str, int, int]], theirs: list[tuple[str, int, int]]
) -> None:
    own, others = edit(was, mine, "M"), edit(was, theirs, "T")
    joined = merged(was, own, others)
    if joined is None:
        # Only what both have changed is asked about.
        assert own != was != others
        return
    there = Counter(joined)
    for side in (own, others):
        assert all(there[each] >= count for each, count in (Counter(side) - Counter(was)).items())
    for each, count in Counter(was).items():
        # What nobody took away is there.
        gone = (count - min(count, Counter(own)[each])) + (
            count - min(count, Counter(others)[each])
        )
        assert there[each] >= count - gone
    assert set(joined) <= {*own, *others}


@given(PARAGRAPHS, EDITS)
def test_what_one_alone_changed_is_what_stands_there(
    was: Paragraphs, edits: list[tuple[str, int, int]]
) -> None:
    now = edit(was, edits, "M")
    assert merged(was, now, was) == now == merged(was, was, now)


@given(PARAGRAPHS, EDITS)
def test_what_both_made_alike_is_no_clash(
    was: Paragraphs, edits: list[tuple[str, int, int]]
) -> None:
    now = edit(was, edits, "M")
    assert merged(was, now, now) == now
