"""Pictures as a pasted text keeps them: alternative text, caption, credit."""

import re
from typing import NamedTuple

from releases.intake.lines import TextLine
from releases.intake.record import Picture
from releases.intake.subheads import is_labelled

_LONGEST_CAPTION = 400
_LONGEST_ALT = 120
_CREDIT = re.compile(
    r"(?:^|(?<=[\s.,;(|/–-]))(?:foto(?:graf)?(?: och redigering| ?/ ?illustration)?"
    r"|fotograf(?:i)?|photo(?:grapher)?"
    r"(?: by)?|bild(?:källa)?|illustration|picture|image|credit)(?: ?:"
    r"| by:?) ?(?P<credit>[^:]{2,80}?)\)?\.?\Z"
    r"|(?:^|\s)(?:©|(?-i:\(c\))(?= ?[A-ZÅÄÖ][a-zåäö]+ [A-ZÅÄÖ])) ?(?P<owner>[^:©]{2,80}?)\.?\Z",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|pdf)\b|https?:|www\.", re.IGNORECASE)
_CAPTION_LABEL = re.compile(r"(?:bildtext|bilden|caption) ?: ?", re.IGNORECASE)
_ALT = re.compile(
    r"(?:sidhuvud för|bild(?:en)? (?:på|av|visar)|foto(?:t)? (?:på|av)|fotografi (?:på|av)"
    r"|porträtt(?:bild|foto)?(?: på| av)?|(?:logotyp|logga|illustration|skärmbild|karta"
    r"|ikon)(?: för| av| över| på)?"
    r"|(?:photo|picture|portrait|image|logo(?:type)?) of) .*[^.!?:]",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<target>[^)]*)\)")


class FoundCaptions(NamedTuple):
    images: tuple[Picture, ...]
    kept: list[TextLine]


def take(lines: list[TextLine]) -> FoundCaptions:
    """Take the words of pictures out of a text.

    A line said twice running is a picture's alternative text and caption; a line that ends in a
    credit is a caption, and a short line right above it the alternative text.
    """
    images: list[Picture] = []
    kept: list[TextLine] = []
    credited: set[str] = set()
    at = 0
    while at < len(lines):
        line = lines[at]
        below = lines[at + 1] if at + 1 < len(lines) else None
        if below and line.text == below.text and len(line.text) <= _LONGEST_CAPTION:
            caption = _parse_caption(line.text) or Picture(caption=line.text)
            images.append(Picture(caption.caption, caption.caption, caption.credit))
            at += 2
            continue
        picture = _parse_marked(line.text) or _parse_caption(line.text)
        if picture is None:
            kept.append(line)
        elif (
            kept
            and not picture.alt
            and _belongs(kept[-1], line, is_credit_alone=not picture.caption)
        ):
            images.append(_with_above(picture, kept.pop().text))
        elif images and picture.caption and not picture.alt and _waits(images[-1]):
            images[-1] = Picture(picture.caption, images[-1].alt, picture.credit)
        elif picture.caption or picture.alt or picture.credit not in credited:
            images.append(picture)
        credited.add(picture.credit if picture else "")
        at += 1
    return FoundCaptions(tuple(images), kept)


def is_caption(text: str) -> bool:
    """Tell whether a line ends in the credit of a picture."""
    picture = _parse_caption(text)
    return picture is not None and bool(picture.credit)


def _parse_caption(text: str) -> Picture | None:
    if len(text) > _LONGEST_CAPTION or text.startswith(("#", "|", "–", "- ")):
        return None
    label = _CAPTION_LABEL.match(text)
    bare = text[label.end() :] if label else text
    match = _CREDIT.search(bare)
    if match and not _FILE.search(match[0]):
        credit = (match["credit"] or match["owner"]).strip(" .")
        return Picture(caption=bare[: match.start()].strip(" |/–-("), credit=credit)
    if label:
        return Picture(caption=bare)
    if len(text) <= _LONGEST_ALT and _ALT.fullmatch(text):
        return Picture(alt=text)
    return None


def _parse_marked(text: str) -> Picture | None:
    match = _MARKDOWN.match(text)
    if match is None:
        return None
    rest = text[match.end() :].strip(" *_")
    caption = _parse_caption(rest) if rest else None
    if caption:
        return Picture(caption.caption, match["alt"], caption.credit)
    return Picture(caption=rest, alt=match["alt"])


def _belongs(above: TextLine, caption: TextLine, *, is_credit_alone: bool) -> bool:
    """Tell whether a line right above a caption, as short as alternative texts are, is its own.

    A credit alone has its caption above it, even across a blank line.
    """
    return (
        (not caption.gap or is_credit_alone)
        and not is_labelled(above.text)
        and len(above.text) <= _LONGEST_ALT
        and not above.text.endswith((".", "!", "?", ":"))
        and not re.search(r"\d{3}|@|\A\d+[.)] ", above.text)
        and not above.text.startswith(("#", "–", "-", "•", "*", "|"))
    )


def _waits(image: Picture) -> bool:
    """Tell whether a picture has its alternative text and nothing more yet."""
    return bool(image.alt) and not image.caption and not image.credit


def _with_above(picture: Picture, above: str) -> Picture:
    if not picture.caption:
        return Picture(caption=above, credit=picture.credit)
    return Picture(caption=picture.caption, alt=above, credit=picture.credit)
