"""Lists of HTML have on the page the numbers, the depth and the words a browser shows."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releases.exchange.html import to_markdown
from releases.text.markdown import to_html
from tests.releases.text.html.shown_numbers import shown_numbers

LISTS = [
    ("<ol><li>a</li></ol><ol><li>b</li></ol>", [1, 1]),
    ("<ol><li>a</li></ol><ol start=5><li>b</li><li>c</li></ol>", [1, 5, 6]),
    ("<ol><li>a</li></ol><ol start=2><li>b</li></ol><ol><li>c</li></ol>", [1, 2, 1]),
    ("<ul><li>a</li></ul><ul><li>b</li></ul>", [None, None]),
    ("<ul><li>a<ol><li>b</li></ol><ol><li>c</li></ol></li></ul>", [None, 1, 1]),
    ("<ol><li>a</li><li></li><li>c</li></ol>", [1, 3]),
    ("<ol><li></li><li>b</li></ol>", [2]),
    ("<ol><li>a</li><li><img src=x></li><li>c</li><li>d</li></ol>", [1, 3, 4]),
    ("<ol><li>a</li><li><s>borta</s></li><li>c</li></ol>", [1, 3]),
    ("<ol><li>a<ol><li></li><li>b</li></ol></li><li>c</li></ol>", [1, 2, 2]),
    ("<ol reversed><li>a</li><li>b</li><li>c</li></ol>", [3, 2, 1]),
    ("<ol reversed start=10><li>a</li><li></li><li>c<p>mer</p></li></ol>", [10, 8]),
    ("<ol reversed><li>a</li><li value=7>b</li><li>c</li></ol>", [3, 7, 6]),
    ("<ol><li>a</li></ol><p>x</p><ol><li>b</li></ol>", [1, 1]),
]


@pytest.mark.parametrize(("html", "numbers"), LISTS)
def test_items_have_the_numbers_a_browser_shows(html: str, numbers: list[int | None]) -> None:
    assert shown_numbers(to_html(to_markdown(html))) == numbers


# An item: its number's attribute, its words or none, and the lists in it.
Item = tuple[int | None, bool, list["List"]]
List = tuple[str, int | None, list[Item]]
starts = st.one_of(st.none(), st.integers(0, 12))


def lists_of(items: st.SearchStrategy[Item]) -> st.SearchStrategy[List]:
    return st.tuples(
        st.sampled_from(("ul", "ol", "ol", "ol reversed")),
        starts,
        st.lists(items, min_size=1, max_size=4),
    )


leaves: st.SearchStrategy[Item] = st.tuples(starts, st.booleans(), st.just([]))
items: st.SearchStrategy[Item] = st.recursive(
    leaves,
    lambda inner: st.tuples(starts, st.booleans(), st.lists(lists_of(inner), max_size=3)),
    max_leaves=12,
)


class Browser:
    """Writes lists as HTML and, as HTML counts, the number of each item that has words."""

    def __init__(self) -> None:
        self.numbers: list[int | None] = []

    def write(self, lists: list[List]) -> str:
        return "".join(self._list(*each) for each in lists)

    def _list(self, tag: str, start: int | None, children: list[Item]) -> str:
        step = -1 if "reversed" in tag else 1
        number = start if start is not None else len(children) if step < 0 else 1
        out = [f"<{tag}" + ("" if start is None else f" start={start}") + ">"]
        for value, has_words, inner in children:
            # Markdown has no number below nothing.
            number = max(0, number if value is None else value)
            out.append("<li" + ("" if value is None else f" value={value}") + ">")
            if has_words:
                self.numbers.append(None if tag == "ul" else number)
                out.append(f"sak{len(self.numbers)}")
            out.append(f"{self.write(inner)}</li>")
            number += step
        return "".join([*out, f"</{tag[:2]}>"])


@settings(max_examples=300)
@given(st.lists(lists_of(items), min_size=1, max_size=3))
def test_whatever_lists_are_in_one_another_every_item_has_its_number(lists: list[List]) -> None:
    browser = Browser()
    html = browser.write(lists)
    shown = to_html(to_markdown(html))
    assert re.findall(r"sak\d+", shown) == [f"sak{at + 1}" for at in range(len(browser.numbers))]
    assert re.search(r"[*]|\d[.)]", shown) is None
    assert shown_numbers(shown, "sak") == browser.numbers


@pytest.mark.parametrize(
    "opening", ["<ul><li>", "<ol><li>", "<blockquote>", "<ul><li><blockquote>"]
)
@pytest.mark.parametrize("depth", [8, 9, 10, 11, 19, 20, 40])
def test_what_is_deeper_than_any_page_keeps_its_words(opening: str, depth: int) -> None:
    html = "".join(f"{opening}ord{at}" for at in range(depth))
    shown = to_html(to_markdown(html))
    assert re.findall(r"ord\d+", shown) == [f"ord{at}" for at in range(depth)]
    assert re.search(r"[*]|\d[.)]|<pre", shown) is None


@pytest.mark.parametrize("marker", ["* ", "1. ", "> ", "> 3) ", "- > "])
@pytest.mark.parametrize("depth", [9, 10, 15, 20, 50])
def test_markdown_that_is_deeper_than_any_page_keeps_its_words(marker: str, depth: int) -> None:
    margin = "".join(sign if sign == ">" else " " for sign in marker)
    lines = [margin * at + marker + f"ord{at}" for at in range(depth)]
    shown = to_html("\n\n".join(lines))
    assert re.findall(r"ord\d+", shown) == [f"ord{at}" for at in range(depth)]
    beside = to_html(marker * depth + "ord")
    assert "ord" in beside
