"""From a web page to its intake records: prune, find, write as lines, read by the rules of text."""

import msgspec
from lxml.html import HtmlElement

from releases.errors import FieldError
from releases.intake import charset, reading
from releases.intake.html import content, metadata, own, pictures, pruning, stamping
from releases.intake.html.plain import plainly
from releases.intake.html.tree import parse
from releases.intake.html.writing import Writer
from releases.intake.language import KNOWN
from releases.intake.record import Caution, Intake
from releases.intake.warnings import caution

MOST_BYTES = 5_000_000
_FIELD = "html"


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
    stamp = stamping.line(stamped.published)
    records = [plainly(record) for record in reading.read(_headed(written, told.title, stamp))]
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


def _headed(written: str, title: str, stamp: str) -> str:
    """Put the title first and the time that machines were told below it, where text has them."""
    lines = written.split("\n")
    at = next((number for number, line in enumerate(lines) if line.startswith("# ")), None)
    if at is not None:
        title = lines.pop(at).removeprefix("# ")
    top = [part for part in (f"# {title}" if title else "", stamp) if part]
    return "\n\n".join([*top, "\n".join(lines)])


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
