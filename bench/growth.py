"""`python -m bench.growth`: how the time of each reader grows with what it reads.

A reader that takes four times as long for four times as much is linear. Every token that readers
know is grown in every way, in every place it may stand; the steepest ratio of each place is shown.
"""

import gc
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from types import MappingProxyType
from typing import NamedTuple

from bench import growth_pumps as pumps
from releases.errors import Refusal
from releases.exchange import feed, frontmatter, html
from releases.exchange.documents import to_document
from releases.exchange.items import ImportedItem
from releases.exchange.pasted_html import convert_paste
from releases.intake import read_docx, read_html, read_text
from releases.model import Document, Kind
from releases.rules.validation import validate
from releases.text import markdown, speech
from tests.releases.intake import word

SIZE = 2_500
TIMES = 4
# Under this ratio it is linear: a square would be sixteen.
MOST_RATIO = 6.0
# Above this one it is measured again.
_SURE_RATIO = 4.8
# Below it the clock says little; and a reader may take this much of any text.
FLOOR_SECONDS = 0.020
# Against the same reader at plain words: what costs more a character stops everybody as well.
MOST_COST = 200.0
_ATTEMPTS = 5

Reader = Callable[[str], object]
PLAIN = "Regionen bygger ett nytt ridhus i Mellanby. Det öppnar till hösten, säger Bo Ek.\n\n"


class Growth(NamedTuple):
    """How a reader's time grew over one pump: seconds at four sizes, and at one."""

    place: str
    pump: str
    long: float
    short: float

    @property
    def ratio(self) -> float:
        return self.long / max(self.short, FLOOR_SECONDS / MOST_RATIO)


def _alt(text: str) -> str:
    return text.replace('"', "")


def _page(text: str) -> object:
    return read_html(f"<h1>Nytt ridhus</h1><p>{text}</p>")


def _attributes(text: str) -> object:
    said = _alt(text)
    return read_html(
        f'<h1>Nytt ridhus</h1><figure><img src="{said}" alt="{said}"><figcaption>Foto: {said}'
        f'</figcaption></figure><p class="{said}" style="{said}"><a href="{said}">a</a></p>'
    )


def _head(text: str) -> object:
    said = _alt(text)
    return read_html(
        f'<title>{said}</title><meta property="og:title" content="{said}">'
        f'<meta name="datepublished" content="{said}"><time datetime="{said}">a</time>'
        f'<script type="application/ld+json">{{"@type": "Article", "headline": "{said}"}}</script>'
        "<h1>Nytt ridhus</h1><p>Regionen bygger.</p>"
    )


def _paste(text: str) -> object:
    return convert_paste(f'<p style="{_alt(text)}">{text}</p>')


def _word(text: str) -> object:
    said = "".join(letter for letter in text if letter >= " " or letter in "\n\t")
    lines = "".join(word.paragraph(line) for line in said.split("\n"))
    return read_docx(word.document(word.picture(said) + lines))


def _item(text: str) -> object:
    return to_document(
        ImportedItem(
            title=text, summary=text, content=f"<p>{text}</p><img alt='{text}'>", published=text
        ),
        Kind.NEWS,
    )


def _xml(text: str) -> object:
    return list(feed.read_feed(BytesIO(f"<rss><channel>{text}".encode())))


def _prolog(text: str) -> object:
    return list(feed.read_feed(BytesIO(f"<?xml version='1.0'?>{text}<rss>".encode())))


def _front_matter(text: str) -> object:
    return frontmatter.parse_file(f"---\ntitle: {text}\n---\n{text}\n")


def _document(text: str) -> object:
    line = " ".join(text.split())
    return validate(Document(title=line[:200] or "x", lead=text[:4_000], body=text))


def _render(text: str) -> object:
    return markdown.to_html.__wrapped__(text), markdown.to_text(text)


# Where outside text comes in, and what reads it there.
PLACES: MappingProxyType[str, Reader] = MappingProxyType(
    {
        "text": read_text,
        "text below a title": lambda text: read_text(f"Nytt ridhus\n\n{text}"),
        "page": _page,
        "attributes of a page": _attributes,
        "head of a page": _head,
        "pasted HTML": _paste,
        "Word document": _word,
        "item of a feed": _item,
        "feed": _xml,
        "before a feed": _prolog,
        "front matter": _front_matter,
        "document": _document,
        "Markdown shown": _render,
        "words of a page": html.to_text,
        "line of speech": lambda text: (speech.strip_dash(text), speech.attribution(text)),
    }
)

# What reads so fast that the clock sees nothing of it is given more to read.
SIZES = {
    "head of a page": 10_000,
    "pasted HTML": 10_000,
    "item of a feed": 10_000,
    "before a feed": 16_000,
    "feed": 50_000,
    "front matter": 50_000,
    "words of a page": 50_000,
    "line of speech": 50_000,
}

# Where elements are read, and where words mean something.
HTML = frozenset({"page", "pasted HTML", "item of a feed", "words of a page", "feed"})
WORDS = frozenset({"text below a title", "page", "item of a feed", "line of speech"})


def growth(place: str, pump: str, growing: pumps.Growing) -> Growth:
    """Return how a reader's time grows; the least of several attempts, as machines are shared."""
    reader, size = PLACES[place], SIZES.get(place, SIZE)
    long = _seconds(reader, growing(TIMES * size))
    if long < FLOOR_SECONDS:
        return Growth(place, pump, long, long)
    short = _seconds(reader, growing(size))
    for _ in range(_ATTEMPTS):
        if Growth(place, pump, long, short).ratio < _SURE_RATIO:
            break
        short = min(short, *(_seconds(reader, growing(size)) for _ in range(2)))
        long = min(long, _seconds(reader, growing(TIMES * size)))
    measured = Growth(place, pump, long, short)
    if measured.ratio < MOST_RATIO:
        return measured
    # What another program did meanwhile is not squared once more; what is a square, is.
    longest = min(_seconds(reader, growing(TIMES * TIMES * size)) for _ in range(_ATTEMPTS))
    # As in a ratio: of what is shorter than a clock tells, nothing is known but that.
    known = max(short, FLOOR_SECONDS / MOST_RATIO)
    if longest / known < MOST_RATIO**2:
        return Growth(place, pump, known * (longest / known) ** 0.5, short)
    return measured


def everything() -> Iterator[tuple[str, str, pumps.Growing]]:
    """Yield each place with each pump."""
    for place in PLACES:
        yield from ((place, *pump) for pump in every_pump(place))


def every_pump(place: str) -> Iterator[tuple[str, pumps.Growing]]:
    """Yield the pumps with what they are called; words only where words are looked for."""
    for token in pumps.MARKS:
        yield from ((f"{token!r} {shape}", grow) for shape, grow in pumps.shapes(token).items())
    if place in HTML:
        for tag in pumps.TAGS:
            yield from ((f"<{tag}> {shape}", grow) for shape, grow in pumps.elements(tag).items())
    if place in WORDS:
        for token in pumps.tokens():
            shapes = pumps.short_shapes(token)
            yield from ((f"{token!r} {shape}", grow) for shape, grow in shapes.items())


def _seconds(reader: Reader, text: str) -> float:
    gc.disable()
    try:
        began = time.process_time()
        with suppress(Refusal):
            reader(text)
        return time.process_time() - began
    finally:
        gc.enable()


def main(places: list[str]) -> None:
    """Print the steepest growth of each place, and end with 1 where one is too steep."""
    steep = False
    print(f"| read as | pumps | steepest ratio (under {MOST_RATIO:.0f}) | by | seconds |")
    print("| --- | --- | --- | --- | --- |", flush=True)
    for place in places or PLACES:
        growths = [growth(place, *pump) for pump in every_pump(place)]
        worst = max(growths, key=lambda each: each.ratio)
        steep = steep or worst.ratio >= MOST_RATIO
        print(
            f"| {place} | {len(growths)} | {worst.ratio:.1f} | {worst.pump} | {worst.long:.3f} |",
            flush=True,
        )
        for each in sorted(growths, key=lambda each: -each.ratio):
            if each.ratio >= MOST_RATIO:
                print(f"  {each.ratio:5.1f} {each.long:.3f} s {each.pump}", file=sys.stderr)
    sys.exit(steep)


if __name__ == "__main__":
    main(sys.argv[1:])
