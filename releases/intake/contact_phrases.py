"""Sentences around contacts: what asks to call somebody, and says what they answer or where."""

import re

from releases.intake import persons

# "Ring Bo Ek", "Mejla gärna Bo Ek"
# Words: verbs that ask to call or write, and that say who answers.
_CALL = re.compile(
    r"(?:\A|(?<=[.!?;] ))(?:[^.,:@\d]{0,80}[?.] |(?:[^\W\d_]{1,20} ){0,6})?"
    r"(?:(?:presskontakt|kontaktperson) är|(?:ring|mejla|maila|hör av \w+ till"
    r"|kontakta|du når|lisätietoja antaa)"
    r"(?: gärna)?(?: vår[at]?)?)"
    rf" (?=(?-i:(?:[a-zåäö-]{{3,30}} ){{0,2}}{persons.NAME})|\w*press)",
    re.IGNORECASE,
)
# What a page has beside a number: buttons, and where else there is more to read.
# Words: what a page shows beside numbers: buttons and addresses of sites.
_BESIDE = re.compile(
    r"\b(?:visa|show) (?=telefon|nummer|e-?post|mejl)"
    r"|(?:\bweb\w*:? ?)?(?:https?://|\bwww\.)[^\s,;|]+",
    re.IGNORECASE,
)
# "Bilder finns att få från Lena Ek på …", "Frågor om rapporten besvaras av utredare Bo Ek"
# Words: verbs and prepositions between what is asked and who answers it.
_LEADS_TO = re.compile(
    r"(?:\A|(?<=[.;,] ))[A-ZÅÄÖ][a-zåäöø]{2,20}(?: [a-zåäöø]{1,20}){0,5}?"
    r" (?:\w{1,15}[aeå]s|finns|kan|svarar)(?: [a-zåäöø]{1,12}){0,3}?"
    rf" (?:av|från|hos|via|till|from|by) (?=(?:[a-zåäöø-]{{3,30}} ){{0,2}}{persons.NAME})"
)
# "Styrelsen i Solviks IF, genom Bo Ek"
_THROUGH = re.compile(rf"\A(?:genom|via) (?={persons.NAME})")
# "Presstelefon, inre befäl: 0123-…": whose number it is, with a colon.
_SERVICE = re.compile(r"(?P<name>(?P<office>[^\W\d_]{4,30})\b[^:@\d]{0,60}):? ?(?=[+(]?\d)")
# Labels of forms and heads of tables name nobody.
# Words: labels of numbers and addresses; a name alone looks the same.
_BARE_FIELD = re.compile(
    r"namn|name|titel|title|kontakt(?:person)?|telefon(?:nummer)?|mobil|e-?post|e-?mail|phone",
    re.IGNORECASE,
)


def is_fields(text: str) -> bool:
    """Tell whether a line is the labels of a form or a table and nothing else: "Namn, Telefon"."""
    return all(_BARE_FIELD.fullmatch(part.strip(" |")) for part in text.split(","))


def strip(text: str) -> str:
    """Return a line of contacts without the words that only lead to who they are."""
    return _LEADS_TO.sub("", _CALL.sub("", _BESIDE.sub("", text), count=1))


def through(words: str) -> str:
    """Return who stands for others: "genom Bo Ek" is Bo Ek."""
    return _THROUGH.sub("", words)


def service(text: str) -> str:
    """Return what a line with a number calls an office that answers, "" where a person does."""
    match = _SERVICE.match(text)
    if match is None or not persons.is_office(match["office"]):
        return ""
    name = match["name"].strip(" ,")
    return "" if "," not in name or persons.names_in(name) else name
