"""Headings over contacts: "Kontakt", "För mer information, kontakta Bo Ek"."""

import re

_LONGEST = 300
_LONGEST_ALONE = 110
HEADING = re.compile(
    r"(?:för|vid|om du vill ha) (?:(?:mer|ytterligare|vidare|närmare|eventuella|övrig\w*|några) )*"
    r"(?:information|info|upplysningar|frågor|kommentarer|intervju\w*)\b[^:.\d]{0,60}?"
    r"(?:[,:]? ?(?:vänligen )?(?:kontakta|välkommen att kontakta|ring)(?: gärna)?:?|:|\Z)"
    r"|for (?:more|further|additional) (?:information|questions)[^:.\d]{0,40}?(?:contact:?|:|\Z)"
    r"|(?:mer |ytterligare )?(?:information|upplysningar|frågor) (?:lämnas|besvaras|ges) av:?"
    r"|vill du veta mer\?? ?(?:kontakta|ring)?:?"
    r"|(?:vänligen )?kontakta(?: gärna)?:? (?=(?-i:[A-ZÅÄÖ]))"
    r"|(?:har du |vid )?frågor\?? ?(?:kontakta|ring):?"
    r"|(?:press|medie|media|våra |our )?-? ?kontakt(?:er|person(?:er)?|uppgifter|information"
    r"|a oss)?"
    r"(?: för (?:press\w*|media|medier|journalister)| (?:för )?(?:media|press|till oss))?"
    r"(?: ?:|\Z| (?=(?-i:[A-ZÅÄÖ])))"
    r"|(?:media|medier|press|(?:press|medie|media)frågor|frågor från (?:press|media|medier)"
    r"|kontakta oss(?: gärna)?|kontakt och information|välkommen att (?:kontakta|höra av dig)"
    r"(?: till)?|fråg(?:or|a)|kontaktinfo):?\Z"
    r"|(?:press |media |our )?contacts?(?: (?:person|information|details))?(?: ?:|\Z)"
    r"|(?:med )?vänliga? hälsning(?:ar)?\b[,.:]?"
    r"|(?:mer|ytterligare|vidare|more) (?:information|upplysningar)(?: ?:|\Z)",
    re.IGNORECASE,
)


def after(text: str) -> str | None:
    """Return what a line says after a contact heading, None where it has no such heading."""
    bare = text[:_LONGEST].strip("#*• ")
    match = HEADING.match(bare)
    return bare[match.end() :].strip(" :.,*") if match else None


def is_heading(text: str) -> bool:
    """Tell whether a line is a heading over contacts and nothing more."""
    return len(text) <= _LONGEST_ALONE and after(text) == ""


def announces(text: str) -> bool:
    """Tell whether a line begins with such a heading and says more behind it."""
    return len(text) <= _LONGEST and bool(after(text))
