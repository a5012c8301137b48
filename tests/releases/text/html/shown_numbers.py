"""The numbers a browser shows before the items of lists."""

import re

_TAG = re.compile(r'<(ol|ul|li)(?: start="(\d+)")?>|</(ol|ul|li)>|([^<]+)')


def shown_numbers(html: str, word: str = "") -> list[int | None]:
    """Return the number before each item, None for a bullet; of items with a `word` of their own.

    Without one, of all items.
    """
    counters: list[int | None] = []
    around: list[int | None] = []
    shown: list[int | None] = []
    for tag in _TAG.finditer(html):
        opened, start, closed, text = tag.groups()
        if opened == "li":
            around.append(counters[-1])
            counters[-1] = None if counters[-1] is None else counters[-1] + 1
            if not word:
                shown.append(around[-1])
        elif opened:
            counters.append(int(start or 1) if opened == "ol" else None)
        elif closed == "li":
            around.pop()
        elif closed:
            counters.pop()
        elif word and word in text:
            shown.append(around[-1])
    return shown
