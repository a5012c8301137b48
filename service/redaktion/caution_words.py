"""What a communicator should check in a text, in the language of the visitor.

A caution is Swedish where it is made, for the API has it so. Its template and what is filled in
are found again by its code.
"""

import re
from collections.abc import Callable

from releases.intake import warnings
from releases.intake.record import Caution
from releases.rules import draft_warnings

TEMPLATES: dict[str, tuple[str, ...]] = {
    code: tuple(words[code] for words in _SOURCES if code in words)
    for _SOURCES in [(warnings.MESSAGES, draft_warnings.OF_FIELDS, draft_warnings.MESSAGES)]
    for code in dict.fromkeys(code for words in _SOURCES for code in words)
}

# What is filled in where it has words of ours, beside those of the text.
DETAILS = {
    "place-misspelled": "{name} (”{written}”)",
    "unread-part": "ett tecken ur {font}",
    "weekday-not-of-date": "”{words}”: {day} är en {weekday}",
}


def sentence(caution: Caution, say: Callable[..., str]) -> str:
    """Return what a caution says; one that has no template stays as it is."""
    message = caution.message
    for template in TEMPLATES.get(caution.code, ()):
        before, filled, after = template.partition("{}")
        if message == template:
            return say(template)
        if filled and message.startswith(before) and message.endswith(after):
            detail = message[len(before) : len(message) - len(after)]
            return say(template).format(_detail(caution.code, detail, say))
    return message


def _detail(code: str, detail: str, say: Callable[..., str]) -> str:
    template = DETAILS.get(code, "")
    parts = re.split(r"\{(\w+)\}", template)
    pattern = "".join(
        f"(?P<{part}>.+)" if odd % 2 else re.escape(part) for odd, part in enumerate(parts)
    )
    found = re.fullmatch(pattern, detail)
    if not found:
        return detail
    # The weekday is a word of ours; everything else is the text's.
    values = {
        name: say(text) if name == "weekday" else text for name, text in found.groupdict().items()
    }
    return say(template, **values)
