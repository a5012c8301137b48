"""What is kept of editions: within a budget, and what is used is not pushed out by strangers."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from service.cache.segmented_lru import SegmentedLru


class Thing(msgspec.Struct, frozen=True):
    weight: int


def test_what_is_asked_for_once_pushes_out_nothing_that_is_used() -> None:
    shelf = SegmentedLru[str, Thing](1_000)
    for name in ("page", "feed"):
        shelf.put(name, Thing(100))
        shelf.use(name)
    for number in range(1_000):
        shelf.put(f"?since={number}", Thing(10))
    assert shelf.peek("page")
    assert shelf.peek("feed")
    assert shelf.peek("?since=0") is None
    assert shelf.peek("?since=999")


def test_what_is_made_anew_stands_where_it_stood() -> None:
    shelf = SegmentedLru[str, Thing](1_000)
    shelf.put("page", Thing(100))
    shelf.use("page")
    shelf.put("page", Thing(200))
    assert shelf.weight == 200
    for number in range(100):
        shelf.put(str(number), Thing(100))
    assert shelf.peek("page") == Thing(200)


@given(
    st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 1_500), st.booleans())),
)
def test_the_weight_is_that_of_all_that_is_kept_and_within_the_budget(
    steps: list[tuple[str, int, bool]],
) -> None:
    shelf = SegmentedLru[str, Thing](1_000)
    for key, weight, use in steps:
        if use:
            shelf.use(key)
        else:
            shelf.put(key, Thing(weight))
        assert shelf.weight == sum(entry.weight for entry in shelf.values()) <= 1_000
