"""Pictures as a pasted text keeps them: alternative text, caption, credit."""

import re

from releases.intake.lines import TextLine
from releases.intake.record import Picture

_LONGEST_CAPTION = 400
_LONGEST_ALT = 120
_NAMED = r"(?-i:(?=[A-ZÅÄÖ][a-zåäöé-]+ [A-ZÅÄÖ]))"
# Words: what pictures are called before whoever made them.
_CREDIT = re.compile(
    rf"(?:^|(?<=[\s.,;(|/–-]))(?:foto(?:graf)? {_NAMED}(?P<bare>[^:]{{2,80}}?)\)?\.?\Z"
    r"|(?:foto(?:grafi?)?|photo(?:grapher)?|(?:press)?bild(?:källa)?|illustration|image|kuva)"
    r"(?: ?(?:/|och) ?\w{0,20})?(?: ?:| by:?) ?(?P<credit>[^:]{2,80}?)\)?\.?\Z)"
    r"|(?:^|\s)(?:©|(?-i:\(c\))(?= ?[A-ZÅÄÖ][a-zåäö]+ [A-ZÅÄÖ])) ?(?P<owner>[^:©]{2,80}?)\.?\Z",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:jpe?g|png)\b|https?:|www\.", re.IGNORECASE)
_CAPTION_LABEL = re.compile(r"(?:bildtext|bilden) ?: ?", re.IGNORECASE)
# Words: what shows something to the eye heads its compounds; prepositions.
_ALT = re.compile(
    r"(?:sidhuvud för|\w{0,12}(?:bild(?:en)?|foto(?:t|grafi)?|karta) (?:på|av|över|visar)"
    r"|porträtt\w{0,6}|(?:photo|image) of) .*[^.!?:]",
    re.IGNORECASE,
)
# The word for a picture, glued to the name of whoever took it.
_GLUED = re.compile(r"(?:Image|Bild|Foto)(?P<credit>[A-ZÅÄÖ][a-zåäö]+(?: [A-ZÅÄÖ][a-zåäö-]+){1,3})")
# Alternative text and caption, the same words with nothing between.
_TWICE = re.compile(r"(?P<caption>[A-ZÅÄÖ].{14,}[^\s.!?])(?P=caption)")
# Whose name leads on to their own page.
_LINKED = re.compile(r"(?<!!)\[([^\[\]]{2,80})\]\([^()]{1,300}\)")
_MARKDOWN = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<target>[^)]*)\)")


def read(lines: list[TextLine]) -> tuple[Picture, ...]:
    """Return the pictures whose words these lines are, in order.

    A line said twice running is a picture's alternative text and caption; a line that ends in a
    credit is a caption, and a short line right above it the alternative text.
    """
    images: list[Picture] = []
    for at, line in enumerate(lines):
        above = lines[at - 1] if at else None
        picture = parse(line.text) or Picture(caption=line.text)
        if above and above.text == line.text:
            images[-1] = Picture(picture.caption, picture.caption, picture.credit)
        elif above and _is_caption_of(above, line, picture):
            images[-1] = _with_above(picture, above.text)
        elif images and picture.caption and not picture.alt and _waits(images[-1]):
            images[-1] = Picture(picture.caption, images[-1].alt, picture.credit)
        elif picture.caption or picture.alt or all(picture.credit != o.credit for o in images):
            images.append(picture)
    return tuple(images)


def parse(text: str) -> Picture | None:
    """Return the words of a picture that a line is, None of any other line."""
    if glued := _GLUED.fullmatch(text):
        return Picture(credit=glued["credit"])
    if len(text) <= 2 * _LONGEST_ALT and (twice := _TWICE.fullmatch(text)):
        return Picture(twice["caption"], twice["caption"])
    return _parse_marked(text) or _parse_caption(text)


def is_caption(text: str) -> bool:
    """Tell whether a line ends in the credit of a picture."""
    picture = _parse_caption(text)
    return picture is not None and bool(picture.credit)


def _parse_caption(text: str) -> Picture | None:
    if len(text) > _LONGEST_CAPTION or text.startswith(("#", "|", "–", "- ")):
        return None
    label = _CAPTION_LABEL.match(text)
    bare = _LINKED.sub(r"\1", text[label.end() :] if label else text).strip("*_ ")
    match = _CREDIT.search(bare)
    if match and not _FILE.search(match[0]):
        credit = (match["credit"] or match["bare"] or match["owner"]).strip(" .")
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


def _is_caption_of(above: TextLine, line: TextLine, picture: Picture) -> bool:
    """Tell whether a line above a caption, as short as alternative texts are, is its own.

    A credit alone has its caption above it, even across a blank line.
    """
    if parse(above.text) or picture.alt or not picture.credit:
        return False
    return len(above.text) <= _LONGEST_ALT and not (line.gap and picture.caption)


def _waits(image: Picture) -> bool:
    """Tell whether a picture has its alternative text and nothing more yet."""
    return bool(image.alt) and not image.caption and not image.credit


def _with_above(picture: Picture, above: str) -> Picture:
    if not picture.caption:
        return Picture(caption=above, credit=picture.credit)
    return Picture(caption=picture.caption, alt=above, credit=picture.credit)
