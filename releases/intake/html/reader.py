"""From a web page to its intake records: prune, find, write as lines, read by the rules of text."""

import re

import msgspec
from lxml.html import HtmlElement

from releases.errors import FieldError
from releases.intake import charset, contact_headings, language, mojibake, pipeline, stamps
from releases.intake.html import (
    content,
    metadata,
    own,
    pictures,
    pruning,
    publication_dates,
    speakers,
)
from releases.intake.html.markdown_lines import write
from releases.intake.html.plain import plainly
from releases.intake.html.tree import weigh
from releases.intake.record import Caution, Intake
from releases.intake.titles import bare
from releases.intake.warnings import caution, of_weekdays
from releases.text import languages
from releases.text.html import embeds, struck
from releases.text.html.inline import escape_marks, plain
from releases.text.html.tree import parse

MOST_BYTES = 5_000_000
# Twice the longest body a release may have.
_MOST_CHARACTERS = 1_000_000
_LONGEST_SECTION = 80
_FEW_WORDS = 200
_FIELD = "html"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LINK = r"\[[^\[\]]{1,80}\]\([^()\s]{1,2000}\)"
_MENU = re.compile(rf"{_LINK}(?:(?: ?[|·•/»>–-] ?| ?){_LINK}){{1,40}}+ ?[|·•/»>–-]?")


def read_html(page: str | bytes, url: str = "", *, declared: str = "") -> tuple[Intake, ...]:
    """Return the releases of a web page, normally one; none of an empty page.

    `url` is where the page was found: relative links are made absolute by it (else by the page's
    canonical address). `declared` is the charset HTTP states. Raises `FieldError` for more than
    5 MB, for bytes that are no text, and for elements nested beyond all reason.
    """
    if len(page) > MOST_BYTES:
        raise FieldError(_FIELD, "file_too_large", most=MOST_BYTES // 1_000_000)
    text, was_mended = (
        charset.decode(page, declared, _FIELD) if isinstance(page, bytes) else mojibake.mend(page)
    )
    root = parse(text, _FIELD) if text.strip() else None
    if root is None:
        return ()
    return read_tree(root, url, [caution("mended-letters")] if was_mended else [])


def read_tree(root: HtmlElement, url: str, noticed: list[Caution]) -> tuple[Intake, ...]:
    """Return the releases of a parsed page; `noticed` goes before the first one's warnings."""
    told = metadata.read_metadata(root)
    base = url or told.url
    marked = own.take(root)
    left_out = [*struck.take(root), *speakers.set_off(root), *pruning.prune(root)]
    article = content.find(root)
    left_out += content.outside(article)
    shown = embeds.link(article, base)
    stamped = publication_dates.take(article, told.published)
    left_out += stamped.left_out
    without_alt = pictures.gather(article, told.pictures)
    base = base if base.startswith(("http://", "https://")) else ""
    written, lost = write(article, base)
    if len(written) > _MOST_CHARACTERS:
        raise FieldError(_FIELD, "page_too_long", most=_MOST_CHARACTERS)
    lines = written.split("\n")
    left_out += [plain(line) for line in lines if _MENU.fullmatch(line)]
    written = "\n".join(line for line in lines if not _MENU.fullmatch(line))
    stamp = publication_dates.line(stamped.published)
    text, above = _title_first(written, told.title, stamp)
    left_out += above
    records = [plainly(record) for record in pipeline.read(text)]
    if not records:
        return ()
    if without_alt:
        noticed = [*noticed, caution("picture-without-alt")]
    if relative := [written for _, written in lost if not _SCHEME.match(written)]:
        noticed = [*noticed, caution("relative-link", relative[0])]
    byline = Intake(dropped=tuple(stamped.left_out))
    noticed = [*noticed, *of_weekdays(byline, None, None)]
    if shown:
        noticed = [*noticed, caution("embedded-content", shown[0])]
    first = own.restore(
        _with_metadata(records[0], stamped.published, article, told.language), marked, written
    )
    left_out += marked.left_out
    first = msgspec.structs.replace(
        first,
        dropped=tuple(each for each in dict.fromkeys((*left_out, *first.dropped)) if each != stamp),
        warnings=(*noticed, *(warning for warning in first.warnings if _holds(warning, first))),
    )
    return first, *records[1:]


def _title_first(written: str, title: str, stamp: str) -> tuple[str, list[str]]:
    """Put the title first and the time that machines were told below it, where text has them.

    The second value are the short lines that stood above the title: they name the sender or the
    section, unless they tell kind or time.
    """
    lines = written.split("\n")
    # Word files mark "Kontakt" as high as the title.
    marks = (
        n
        for n, line in enumerate(lines)
        if line.startswith("# ") and not contact_headings.is_heading(line)
    )
    same = (n for n, line in enumerate(lines) if title and plain(bare(line)) == title)
    at = next(marks, next(same, None))
    above: list[str] = []
    shown = escape_marks(title)
    if at is not None:
        shown = bare(lines.pop(at))
        above = [line for line in lines[:at] if _names_place(line)]
        lines = [line for line in lines[:at] if not _names_place(line)] + lines[at:]
    top = [part for part in (f"# {shown}" if shown else "", stamp) if part]
    return "\n\n".join([*top, "\n".join(lines)]), [plain(line) for line in above]


def _names_place(line: str) -> bool:
    words = plain(line)
    if not words or line.startswith("![") or len(words) > _LONGEST_SECTION or words[-1] in ".!?":
        return False
    return stamps.parse_stamp(words) is None


def _with_metadata(
    record: Intake, published: str | None, article: HtmlElement, stated: str
) -> Intake:
    spoken = _stated_language(article, stated, record)
    return msgspec.structs.replace(
        record,
        published_at=record.published_at or published,
        language=spoken or record.language,
    )


def _stated_language(article: HtmlElement, of_page: str, record: Intake) -> str:
    """Return the language a page states where the text cannot tell as well, else "".

    Whole pages are often marked with the language of their menus; a mark on the text itself, or
    of a language that the rules of text do not know, is meant. So is that of a few words.
    """
    marks = [element.get("lang") for element in article.iter() if element.get("lang")]
    weights = weigh(article)
    for element in article.iter():
        tag = element.get("lang")
        if tag and weights[element] * 2 > weights[article] and element.tag != "html":
            return languages.language_and_script(str(tag))
    stated = languages.language_and_script(of_page)
    if marks or stated.partition("-")[0] not in language.KNOWN:
        return "" if marks else stated
    is_short = len(record.lead) + len(record.body) < _FEW_WORDS
    return stated if record.language == language.UNKNOWN and is_short else ""


def _holds(warning: Caution, record: Intake) -> bool:
    """Tell whether a warning is still true of a record the page has told more about."""
    if warning.code == "unknown-language":
        return language.is_unknown(record.language)
    return warning.code != "no-date" or record.published_at is None
