"""Mails in which a release was sent: their heads, and what is said to whoever gets them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from releases.intake import dates, kinds, stamps
from releases.intake.lines import TextLine

_SENT = ("skickat", "sent", "datum", "date", "sendt")
_ABOUT = ("ämne", "subject", "emne")
# Words: fields of e-mails, as programs write them in Swedish, English and Norwegian.
_FIELD = re.compile(
    r"[*> ]*(?P<name>från|from|fra|till?|to|kopia|b?cc|svar till|reply-to|bilagor|attachments"
    rf"|prioritet|{'|'.join(_SENT)}|{'|'.join(_ABOUT)})\*? ?:\*? ?(?P<value>.+)",
    re.IGNORECASE,
)
# "VB: Sv:", as programs write before what is sent on or answered.
_SENT_ON = re.compile(r"(?:(?:vb|sv|fw|fwd|re|vs) ?: ?)+", re.IGNORECASE)
_DAY = re.compile(
    rf"(?:den |(?:{dates.WEEKDAY}|{dates.SHORT_WEEKDAY}),? (?:den )?)+", re.IGNORECASE
)
_GREETING = re.compile(
    r"(?:hej(?:san)?|god \w+|bästa|kära|hello|hi|dear)"
    r"\b[^.?:]{0,40}[!,.]?",
    re.IGNORECASE,
)
# Words: what comes with the letter, and that it does.
_COVERS = re.compile(
    r"\b(?:(?:här|nedan) (?:kommer|är|följer)|bifog(?:ar|at|ad)|(?:jag|vi|härmed) (?:över)?sänder"
    r"|(?:jag|vi) (?:över)?skickar|please find|attached)\b",
    re.IGNORECASE,
)
_MOST_ABOVE, _LONGEST_ABOVE = 12, 1_500
_FEWEST_FIELDS = 3
_MOST_FIELDS = 12
_TITLE_WITHIN = 12
_FEWEST_WORDS = 3
_MOST_HEADS = 5
_LONGEST_TITLE, _LONGEST_COVER = 160, 300


class MailHead(NamedTuple):
    """The lines of a text without the head of its e-mail; `head` are those that tell nothing more.

    When it was sent and what it is about are lines as a page has them.
    """

    lines: list[TextLine]
    head: list[TextLine]


def take(lines: list[TextLine]) -> MailHead:
    """Take the heads of e-mails off a text that begins with them, and the words of their senders.

    The innermost head tells when the release was sent, and its title where none stands below.
    """
    told: list[TextLine] = []
    rest, head = lines, []
    for _ in range(_MOST_HEADS):
        inner = _take_head(rest)
        if inner is None:
            break
        # What an outer head tells is of the letter around.
        head += [*told, *inner.head]
        told, rest = inner.told, inner.lines
    covered = _cover(rest)
    head += rest[:covered]
    rest = rest[covered:]
    if told and _begins_with_title(rest):
        head += [line for line in told if _is_subject(line)]
        told = [line for line in told if not _is_subject(line)]
    return MailHead([*told, *rest], head)


class _InnerHead(NamedTuple):
    lines: list[TextLine]
    told: list[TextLine]
    head: list[TextLine]


def _take_head(lines: list[TextLine]) -> _InnerHead | None:
    fields = [_FIELD.fullmatch(line.text) for line in lines[: _MOST_ABOVE + _MOST_FIELDS]]
    start = next((at for at, field in enumerate(fields) if field), len(lines))
    end = next((at for at in range(start, len(fields)) if fields[at] is None), len(fields))
    if not _is_above(lines[:start]) or end - start < _FEWEST_FIELDS:
        return None
    told: list[TextLine] = []
    head: list[TextLine] = []
    for line, field in zip(lines[start:end], fields[start:end], strict=True):
        name = field["name"].lower() if field else ""
        value = field["value"] if field else ""
        if name in _SENT:
            told.insert(0, _of(line, _DAY.sub("", value, count=1)))
        elif name in _ABOUT and not _is_said_again(value, lines[end : end + _TITLE_WITHIN]):
            told.append(_of(line, _SENT_ON.sub("", value)))
        else:
            head.append(line)
    if not told or not head:
        return None
    return _InnerHead(lines[end:], told, [*lines[:start], *head])


def _is_above(lines: Sequence[TextLine]) -> bool:
    """Tell whether lines may be what somebody wrote above a mail that they sent on."""
    return (
        len(lines) <= _MOST_ABOVE
        and sum(len(line.text) for line in lines) <= _LONGEST_ABOVE
        and not any(stamps.parse_stamp(line.text) for line in lines)
    )


def _cover(lines: Sequence[TextLine]) -> int:
    """Return how many lines of a letter stand above the release that it brings.

    They begin with a greeting, or say that a release comes; a line of the kind alone, or one of
    signs, ends them.
    """
    first = lines[:_MOST_ABOVE]
    greets = bool(first) and bool(_GREETING.fullmatch(first[0].text))
    covers = [_says_what_comes(line.text) for line in first]
    if not (greets or any(covers[:1])):
        return 0
    for at, line in enumerate(first):
        if at and kinds.is_label(line.text):
            return at
        if any(covers[:at]) and not any(map(str.isalnum, line.text)):
            return at + 1
    if not any(covers[:_FEWEST_FIELDS]):
        return 0
    return max(at + 1 for at in range(min(len(first), _FEWEST_FIELDS)) if covers[at])


def _says_what_comes(text: str) -> bool:
    return len(text) <= _LONGEST_COVER and bool(_COVERS.search(text[:80]))


def _begins_with_title(lines: Sequence[TextLine]) -> bool:
    """Tell whether a text has a title of its own: a short line, by the kind or above the prose."""
    for line in lines[:_TITLE_WITHIN]:
        if kinds.is_label(line.text) or stamps.parse_stamp(line.text):
            continue
        if _GREETING.fullmatch(line.text):
            continue
        is_short = len(line.text) <= _LONGEST_TITLE and not line.text.endswith((".", ":", ","))
        return is_short and len(line.text.split()) >= _FEWEST_WORDS
    return False


def _is_subject(line: TextLine) -> bool:
    field = _FIELD.fullmatch(line.whole)
    return field is not None and field["name"].lower() in _ABOUT


def _is_said_again(subject: str, lines: Sequence[TextLine]) -> bool:
    """Tell whether a title below says what a subject does, without what stands before it."""
    return any(
        len(line.text.split()) >= _FEWEST_WORDS and line.text.lower() in subject.lower()
        for line in lines
    )


def _of(line: TextLine, text: str) -> TextLine:
    return msgspec.structs.replace(line, text=text, whole=line.source, gap=True)
