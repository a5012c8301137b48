"""`python -m bench.extraction`: which way of finding a page's text keeps what a release needs.

Each page of tests/releases/intake/pages has a list of words that must come through and of chrome
that must not. Measured are the rules of `releases.intake.html`, and trafilatura and
readability-lxml where they are installed (they are no dependency). Figures are in
docs/decisions/0007-page-text.md.
"""

import importlib
import json
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from releases.intake.html import content, metadata, pictures, pruning
from releases.intake.html.markdown_lines import to_markdown
from releases.text.html.tree import parse

PAGES = Path("tests/releases/intake/pages")
Extract = Callable[[str, str], str]


def ours(page: str, url: str) -> str:
    """Return the lines that the rules of text get to read."""
    root = parse(page)
    if root is None:
        return ""
    told = metadata.read_metadata(root)
    pruning.prune(root)
    article = content.find(root)
    pictures.gather(article, told.pictures)
    return f"{told.title}\n{to_markdown(article, url)}"


def trafilatura(page: str, url: str) -> str:
    """Return what trafilatura keeps at its most generous."""
    article = importlib.import_module("trafilatura").extract(
        page,
        url=url,
        output_format="markdown",
        include_images=True,
        include_links=True,
        include_tables=True,
        include_comments=False,
        favor_recall=True,
    )
    return str(article or "")


def readability(page: str, url: str) -> str:
    """Return what readability keeps, written as ours is."""
    document = importlib.import_module("readability").Document(page, url=url)
    root = parse(str(document.summary()))
    return f"{document.title()}\n" + ("" if root is None else to_markdown(root, url))


def main() -> None:
    """Print, for each way, the share kept of each sort of words, chrome left out, and the time."""
    for extract in (ours, trafilatura, readability):
        try:
            kept, left_out, spent = score(extract)
        except ModuleNotFoundError as error:
            print(f"{extract.__name__}: not installed ({error.name})")
            continue
        shown = "  ".join(f"{sort} {sum(hits)}/{len(hits)}" for sort, hits in sorted(kept.items()))
        every = [hit for hits in kept.values() for hit in hits]
        print(f"{extract.__name__}: kept {sum(every)}/{len(every)}, ", end="")
        print(f"chrome left out {sum(left_out)}/{len(left_out)}, {spent * 1000:.1f} ms a page")
        print(f"  {shown}")


def score(extract: Extract) -> tuple[dict[str, list[bool]], list[bool], float]:
    """Return what was kept by sort, which chrome was left out, and seconds a page."""
    kept: dict[str, list[bool]] = defaultdict(list)
    left_out: list[bool] = []
    sources = sorted(PAGES.glob("*.html"))
    facts = [
        json.loads(source.with_suffix(".json").read_text(encoding="utf-8")) for source in sources
    ]
    texts = [source.read_text(encoding="utf-8") for source in sources]
    pages = list(zip(texts, facts, strict=True))
    extract(pages[0][0], pages[0][1]["url"])
    started = time.perf_counter()
    extracts = [extract(page, told["url"]) for page, told in pages]
    spent = (time.perf_counter() - started) / len(pages)
    for text, (_, told) in zip(extracts, pages, strict=True):
        plain = _plain(text)
        for sort, wanted in told["keeps"].items():
            kept[sort] += [
                _plain(phrase) in plain for phrase in wanted if not phrase.startswith("+46")
            ]
        left_out += [_plain(drop) not in plain for drop in told["drops"]]
    return kept, left_out, spent


def _plain(text: str) -> str:
    return " ".join(text.replace("\\", "").replace("*", "").replace("|", " ").split())


if __name__ == "__main__":
    main()
