"""Headings over contacts: "Kontakt", "För mer information, kontakta Bo Ek"."""

import re

_LONGEST = 300
_LONGEST_ALONE = 110
# The adjectives between are known by their endings.
# Words: questions, contacts and greetings are what these headings are about.
HEADING = re.compile(
    r"(?:för|vid) (?:\w+(?:a|e|er) ){0,3}?"
    r"(?:info(?:rmation)?|upplysningar|frågor|kommentarer|intervju\w*)\b[^:.\d]{0,60}?"
    r"(?:[,:]? ?(?:vänligen )?(?:kontakta|ring)(?: gärna)?:?|:|\Z)"
    r"|for (?:\w+ )?information[^:.\d]{0,40}?(?:contact:?|:|\Z)"
    r"|(?:\w+ )?(?:information|upplysningar|frågor) \w+s av:?"
    r"|(?:presskontakt|kontaktperson) är (?=(?-i:[A-ZÅÄÖ]))"
    r"|lisätietoja antaa:?|du når (?=(?-i:[A-ZÅÄÖ]))"
    r"|(?:vill du veta mer|(?:har du )?frågor\?)\?? ?(?:kontakta|ring)?:?"
    r"|(?:vänligen )?kontakta(?: gärna)?:? (?=(?-i:[A-ZÅÄÖ]))"
    r"|(?:press|medi[ea]|våra )?-? ?kontakt(?:er|person(?:er)?|uppgifter|information|a oss)?"
    r"(?: för [a-zåäö]+| till oss| press| media)?(?: ?:|\Z| (?=(?-i:[A-ZÅÄÖ])))"
    r"|(?:(?:press|medi[ea]r?)(?:frågor)?|frågor(?: från \w+)?|kontakta oss|har du frågor\?"
    r"|för (?:medi[ea]r?|press|journalister)|\w*förfrågningar"
    r"|lisätietoja|yhteystiedot|eanet dieđut|(?:press|medi)ekontakt|(?:press|media) enquiries"
    r"|kontakt och information|kontaktinfo(?:rmasjon)?):?\Z"
    r"|(?:\w+ )?contacts?(?: \w+)?(?: ?:|\Z)"
    r"|(?:med )?vänliga? hälsning(?:ar)?\b[,.:]?"
    r"|(?:mere?|more|ytterligare|yderligere) (?:info(?:rmation)?|u?pplysning(?:ar|er))"
    r"(?: och bilder)?(?: ?:|\Z)",
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
