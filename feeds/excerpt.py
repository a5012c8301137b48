"""What a search shows of a text: the place where it was met, with the words that were asked for."""

from feeds.characters import escape, line, shorten
from releases.text.search_terms import Question, places

# How much of a text is shown, in characters, and how much of that before the first hit.
LENGTH = 240
BEFORE = 80


def mark_words(text: str, asked: Question) -> str:
    """Return a text as one line of HTML with the words of a question in `<mark>`."""
    plain = line(text)
    parts: list[str] = []
    reached = 0
    for start, end in places(asked, plain):
        parts += (escape(plain[reached:start]), f"<mark>{escape(plain[start:end])}</mark>")
        reached = end
    return "".join((*parts, escape(plain[reached:])))


def excerpt(text: str, asked: Question) -> str:
    """Return the piece of a text around the first hit, else its beginning, marked."""
    plain = line(text)
    met = places(asked, plain)
    if not met or met[0][0] <= BEFORE:
        return mark_words(shorten(plain, LENGTH), asked)
    # Begun at a word; a hit is never cut, as the step back ends before it.
    start = plain.find(" ", met[0][0] - BEFORE, met[0][0]) + 1 or met[0][0]
    return f"…{mark_words(shorten(plain[start:], LENGTH), asked)}"
