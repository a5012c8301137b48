"""A choice that the writing page offers where a reading was unsure."""

import msgspec

_SHOWN = 90


class Alternative(msgspec.Struct, frozen=True):
    """What a field could hold instead, and what its button says.

    `rows` are contacts as the form holds them.
    """

    value: str
    shown: str
    rows: tuple[tuple[str, ...], ...] = ()


class OfferedDoubt(msgspec.Struct, frozen=True):
    """A field by its name in the form, what it holds as read, and what else it could hold.

    Of contacts, `rows` are those as read and `line` is what stands in the text in place of them.
    `asked` is a question and `right` the answer that leaves all as it is, where they are other than
    any field's; `told` the same as a sentence.
    """

    field: str
    label: str
    was: str
    alternatives: tuple[Alternative, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    asked: str = ""
    right: str = ""
    told: str = ""
    line: str = ""


def shorten(words: str) -> str:
    """Return words, of long ones the beginning."""
    return f"{words[:_SHOWN].rstrip()} …" if len(words) > _SHOWN else words
