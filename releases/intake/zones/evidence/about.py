"""The sender's text about itself: the last prose, its subject the sender, or under "Om …"."""

import re
from collections.abc import Iterator

from releases.intake import persons
from releases.intake.zones.facts import LineFacts
from releases.intake.zones.page import Page

_HEADING = re.compile(
    r"(?:om|about|fakta om|kort om|välkommen till) (?P<who>.{2,60})|om oss|about us", re.IGNORECASE
)
# Words: what somebody says of itself in the present, by a verb that tells of no event.
_DEFINES = re.compile(
    r"\b(?:är (?:till för|en|ett|de[nt]|ung|\w+s)|ansvarar för"
    r"|har (?:ansvar|till uppgift|(?:\w+ )?\d)|arbetar (?:för|med)|planerar|bedriver"
    r"|verkar|finns (?:till|i)|erbjuder|ligger|samlar|is (?:an?|the|one)|kör)\b"
)
# What companies on an exchange have to say: why a release is published, what it does not promise.
# Words: the formulas that rules of exchanges make companies write.
_DUTY = re.compile(
    r"(?:denna|this) information\w* (?:är sådan|is information)"
    r"|informationen (?:lämnades|är)"
    r"|(?:detta|this) (?:pressmeddelande|press release)t? (?:innehåller|contains)"
    r"|the information (?:was|in this)",
    re.IGNORECASE,
)
_START = 120
_LONGEST_SUBJECT = 40


def find(page: Page, at: int) -> Iterator[str]:
    if page.is_prose[at]:
        yield from _prose(page, at)
    elif at > page.first_prose:
        yield from _heading(page, at)


def _heading(page: Page, at: int) -> Iterator[str]:
    facts, below = page.lines[at], page.at(at + 1)
    heading = _HEADING.fullmatch(facts.bare) if facts.is_short else None
    if heading:
        who = heading["who"]
        is_known = at > page.first_data and who is not None and _names(below, who)
        is_sender = not who or _is_sender(who)
        yield "heading about the sender" if is_known or is_sender else "heading about something"
    elif below and page.is_prose[at + 1] and _tells_of(below, facts):
        yield "sender above its text"


def _is_sender(who: str) -> bool:
    return who.lower() in {"oss", "us"} or any(map(persons.is_organisation, (who, *who.split())))


def _names(text: LineFacts | None, who: str) -> bool:
    """Tell whether a text begins with the first word of a name."""
    first = who.split(maxsplit=1)[0].rstrip("!?")
    return text is not None and first[:1].isupper() and text.text.startswith(first)


def _tells_of(text: LineFacts, sender: LineFacts) -> bool:
    if not sender.is_organisation or not sender.is_short or sender.is_data:
        return False
    return text.text.startswith((sender.bare, "Vi ")) or bool(_DEFINES.search(text.text[:_START]))


def _prose(page: Page, at: int) -> Iterator[str]:
    text = page.lines[at].text
    if at == page.last_prose:
        yield "last prose"
    if _DUTY.match(text):
        yield "duty to publish"
    if text.startswith(("Vi ", "Hos oss ")):
        yield "we"
    if _is_about_sender(page, text):
        yield "sender is subject"
        if _DEFINES.search(text[:_START]):
            yield "sender defined"
    if page.follows_data[at]:
        yield "right behind contacts"
    elif at > page.first_data:
        yield "behind contacts"
    if at > page.first_topics:
        yield "behind topics"
    if page.ends_text[at]:
        yield "last before contacts or end"


def _is_about_sender(page: Page, text: str) -> bool:
    """Tell whether a text begins with the name of the sender, its first word, or an organisation.

    An organisation may be known by the last word before the verb: "Solviks kommun är …".
    """
    start = text[:_START]
    low = start.lower()
    heads = (name.split(maxsplit=1)[0] + " " for name in page.senders if name.split())
    defined = _DEFINES.search(start)
    subject = start[: defined.start()].strip() if defined else ""
    return (
        persons.is_organisation(text)
        or (len(subject) <= _LONGEST_SUBJECT and persons.is_organisation(subject))
        or any(map(low.startswith, (*page.senders, *heads)))
    )
