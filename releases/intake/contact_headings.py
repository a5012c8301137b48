"""Headings over contacts: "Kontakt", "För mer information, kontakta Bo Ek"."""

import re

_LONGEST = 300
_LONGEST_ALONE = 110
# Words: questions, contacts and greetings are what these headings are about; the adjectives
# between are known by their endings.
HEADING = re.compile(
    r"(?:för|vid|om du vill ha) (?:\w+(?:a|e|er) ){0,3}?"
    r"(?:info(?:rmation)?|upplysningar|frågor|kommentarer|intervju\w*)\b[^:.\d]{0,60}?"
    r"(?:[,:]? ?(?:vänligen )?(?:kontakta|välkommen att kontakta|ring)(?: gärna)?:?|:|\Z)"
    r"|for (?:\w+ )?(?:information|questions)[^:.\d]{0,40}?(?:contact:?|:|\Z)"
    r"|(?:\w+ )?(?:information|upplysningar|frågor) \w+s av:?"
    # Words: those of the Nordic neighbours.
    r"|(?:presskontakt|kontaktperson) är (?=(?-i:[A-ZÅÄÖ]))"
    r"|lisätietoja antaa:?|du når (?=(?-i:[A-ZÅÄÖ]))"
    r"|(?:vill du veta mer|(?:har du )?frågor\?)\?? ?(?:kontakta|ring)?:?"
    r"|(?:vänligen )?kontakta(?: gärna)?:? (?=(?-i:[A-ZÅÄÖ]))"
    r"|(?:press|medi[ea]|våra )?-? ?kontakt(?:er|person(?:er)?|uppgifter|information|a oss)?"
    r"(?: för [a-zåäö]+| till oss| press| media)?(?: ?:|\Z| (?=(?-i:[A-ZÅÄÖ])))"
    r"|(?:(?:press|medi[ea]r?)(?:frågor)?|fråga|frågor(?: från \w+)?|kontakta oss(?: gärna)?"
    r"|för (?:medi[ea]r?|press(?:en)?|journalister)|(?:press|medi[ea]|intervju)förfrågningar"
    r"|lisätietoja|yhteystiedot|eanet dieđut|pressekontakt|mediekontakt|kontaktinformasjon"
    r"|har du frågor\?|(?:press|media) enquiries"
    r"|kontakt och information|kontaktinfo):?\Z"
    r"|(?:\w+ )?contacts?(?: \w+)?(?: ?:|\Z)"
    r"|(?:med )?vänliga? hälsning(?:ar)?\b[,.:]?"
    r"|(?:mer|ytterligare|vidare|more|mere|yderligere) (?:information|info|upplysningar"
    r"|oplysninger)(?: och bilder)?(?: ?:|\Z)",
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
