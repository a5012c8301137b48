"""From a web page to its intake records: prune, find, write as lines, read by the rules of text."""

import re

import msgspec
from lxml.html import HtmlElement

from releases.errors import FieldError
from releases.intake import answering, charset, reading, stamps
from releases.intake.heads import bare
from releases.intake.html import content, metadata, own, pictures, pruning, stamping
from releases.intake.html.marks import escaped, plain
from releases.intake.html.plain import plainly
from releases.intake.html.tree import parse
from releases.intake.html.writing import Writer
from releases.intake.language import KNOWN
from releases.intake.record import Caution, Intake
from releases.intake.warnings import caution

MOST_BYTES = 5_000_000
# Twice the longest body a release may have.
_MOST_CHARACTERS = 1_000_000
_LONGEST_SECTION = 80
_FIELD = "html"
_LINK = r"\[[^\[\]]{1,80}\]\([^()\s]{1,2000}\)"
_MENU = re.compile(rf"{_LINK}(?: ?[|·•/»>–-]? ?{_LINK}){{1,40}} ?[|·•/»>–-]?")


def read_html(page: str | bytes, url: str = "", *, declared: str = "") -> tuple[Intake, ...]:
    """Return the releases of a web page, normally one; none of an empty page.

    `url` is where the page was found: relative links are made absolute by it (else by the page's
    canonical address). `declared` is the charset HTTP states. Raises `FieldError` for more than
    5 MB, for bytes that are no text, and for elements nested beyond all reason.
    """
    if len(page) > MOST_BYTES:
        raise FieldError(_FIELD, f"is larger than {MOST_BYTES // 1_000_000} MB")
    text, was_mended = (
        charset.decode(page, declared, _FIELD) if isinstance(page, bytes) else charset.mend(page)
    )
    root = parse(text, _FIELD) if text.strip() else None
    if root is None:
        return ()
    return read_tree(root, url, [caution("mended-letters")] if was_mended else [])


def read_tree(root: HtmlElement, url: str, noticed: list[Caution]) -> tuple[Intake, ...]:
    """Return the releases of a parsed page; `noticed` goes before the first one's warnings."""
    told = metadata.read(root)
    base = url or told.url
    marked = own.take(root)
    left_out = pruning.prune(root)
    found = content.find(root)
    left_out += content.outside(found)
    stamped = stamping.take(found, told.published)
    left_out += stamped.left_out
    without_alt = pictures.gather(found, told.pictures)
    writer = Writer(base if base.startswith(("http://", "https://")) else "")
    written = writer.write(found)
    if len(written) > _MOST_CHARACTERS:
        raise FieldError(_FIELD, f"holds more than {_MOST_CHARACTERS:,} characters of text")
    lines = written.split("\n")
    left_out += [plain(line) for line in lines if _MENU.fullmatch(line)]
    written = "\n".join(line for line in lines if not _MENU.fullmatch(line))
    stamp = stamping.line(stamped.published)
    text, above = _headed(written, told.title, stamp)
    left_out += above
    records = [plainly(record) for record in reading.read(text)]
    if not records:
        return ()
    if without_alt:
        noticed = [*noticed, caution("picture-without-alt")]
    if writer.relative:
        noticed = [*noticed, caution("relative-link", writer.relative[0])]
    first = own.restore(_told(records[0], stamped.published, found, told.language), marked, written)
    left_out += marked.left_out
    first = msgspec.structs.replace(
        first,
        dropped=tuple(each for each in dict.fromkeys((*left_out, *first.dropped)) if each != stamp),
        warnings=(*noticed, *(each for each in first.warnings if _holds(each, first))),
    )
    return first, *records[1:]


def _headed(written: str, title: str, stamp: str) -> tuple[str, list[str]]:
    """Put the title first and the time that machines were told below it, where text has them.

    The second value are the short lines that stood above the title: they name the sender or the
    section, unless they tell kind or time.
    """
    lines = written.split("\n")
    # Word files mark "Kontakt" as high as the title.
    marks = (
        n
        for n, line in enumerate(lines)
        if line.startswith("# ") and not answering.is_heading(line)
    )
    same = (n for n, line in enumerate(lines) if title and plain(bare(line)) == title)
    at = next(marks, next(same, None))
    above: list[str] = []
    shown = escaped(title)
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
    return stamps.read(words) is None


def _told(record: Intake, published: str | None, found: HtmlElement, language: str) -> Intake:
    spoken = _spoken(found, language)
    return msgspec.structs.replace(
        record,
        published_at=record.published_at or published,
        language=spoken or record.language,
    )


def _spoken(found: HtmlElement, language: str) -> str:
    """Return the language a page states where the text cannot tell as well, else "".

    Whole pages are often marked with the language of their menus; a mark on the text itself, or
    of a language that the rules of text do not know, is meant.
    """
    marks = [each.get("lang") for each in found.iter() if each.get("lang")]
    whole = len(found.text_content())
    for each in found.iter():
        tag = each.get("lang")
        if tag and len(each.text_content()) * 2 > whole and each.tag != "html":
            return str(tag).split("-", maxsplit=1)[0].lower()
    stated = language.split("-", maxsplit=1)[0].lower()
    return "" if stated in KNOWN or not stated.isalpha() or marks else stated


def _holds(warning: Caution, record: Intake) -> bool:
    """Tell whether a warning is still true of a record the page has told more about."""
    return warning.code != "no-date" or record.published_at is None
