"""The head of an e-mail in which a release was sent: from whom to whom, when, about what."""

import re
from typing import NamedTuple

import msgspec

from releases.intake import dates
from releases.intake.lines import TextLine

_SENT = ("skickat", "sent", "datum", "date")
_ABOUT = ("ämne", "subject")
# Words: fields of e-mails, as programs write them in Swedish and English.
_FIELD = re.compile(
    r"(?P<name>från|from|avsändare|till|to|kopia|cc|svar till|reply-to|bilagor|attachments"
    rf"|prioritet|{'|'.join(_SENT)}|{'|'.join(_ABOUT)}) ?: ?(?P<value>.+)",
    re.IGNORECASE,
)
# "VB: Sv:", as programs write before what is sent on or answered.
_SENT_ON = re.compile(r"(?:(?:vb|sv|fw|fwd|re) ?: ?)+", re.IGNORECASE)
_DAY = re.compile(
    rf"(?:den |(?:{dates.WEEKDAY}|{dates.SHORT_WEEKDAY}),? (?:den )?)+", re.IGNORECASE
)
_MOST_ABOVE = 3
_FEWEST_FIELDS = 3
_MOST_FIELDS = 12
_TITLE_WITHIN = 12
_FEWEST_WORDS = 3


class MailHead(NamedTuple):
    """The lines of a text without the head of its e-mail; `head` are those that tell nothing more.

    When it was sent and what it is about are lines as a page has them.
    """

    lines: list[TextLine]
    head: list[TextLine]


def take(lines: list[TextLine]) -> MailHead:
    """Take the head of an e-mail off a text, where it begins with one."""
    fields = [_FIELD.fullmatch(line.text) for line in lines[: _MOST_ABOVE + _MOST_FIELDS]]
    start = next((at for at, field in enumerate(fields) if field), len(lines))
    end = next((at for at in range(start, len(fields)) if fields[at] is None), len(fields))
    if start > _MOST_ABOVE or end - start < _FEWEST_FIELDS:
        return MailHead(lines, [])
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
        return MailHead(lines, [])
    return MailHead([*lines[:start], *told, *lines[end:]], head)


def _is_said_again(subject: str, lines: list[TextLine]) -> bool:
    """Tell whether a title below says what a subject does, without what stands before it."""
    return any(
        len(line.text.split()) >= _FEWEST_WORDS and line.text.lower() in subject.lower()
        for line in lines
    )


def _of(line: TextLine, text: str) -> TextLine:
    return msgspec.structs.replace(line, text=text, whole=line.source, gap=True)
