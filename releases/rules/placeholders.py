"""Placeholders: the words in square brackets that a template leaves to be filled in. Pure.

What stops a publication are those of templates, the newsroom's own and the built-in ones, and the
forms that writers use everywhere. Other brackets are the text's own: [1], [sic], […], links.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

import msgspec

from releases.model import Document
from releases.rules.builtin_templates import SKELETONS
from releases.rules.templates import Template
from releases.text.strings import strings_in

# As long as any that a template has.
_MOST = 80
# Links and footnotes have brackets too; an editor writes those of the text as \[ and \].
_BRACKETS = re.compile(rf"\\?\[(?P<words>(?!\^)[^\[\]\n]{{1,{_MOST}}}?)\\?\](?![(\[])")
_DEFINITION = re.compile(
    rf"^[ ]{{0,3}}\[(?P<words>[^\[\]\n]{{1,{_MOST}}})\]:[ \t]*\S+[ \t]*(?:[\"'(].*)?$", re.MULTILINE
)
# Written by hand, in Swedish and English, whatever the templates say.
_FORMS = (
    "adress, belopp, citat, dag, datum, e-post, fakta, förnamn, förnamn efternamn, ingress, "
    "klockslag, kommun, kontakt, kontaktperson, lokal, länk, mellanrubrik, namn, nummer, "
    "namn efternamn, ort, plats, region, rubrik, telefon, telefonnummer, text, tid, titel, vad, "
    "var, vem, vilken, när, "
    "address, amount, city, contact, date, email, heading, headline, insert name, link, name, "
    "number, phone, phone number, place, quote, time, title, venue, "
    "fyll i, fylls i, infoga, kompletteras, tbc, tbd, todo, x, xx, xxx, yy, zz"
)
_FILL_IN = re.compile(r"(?:fyll i|infoga|skriv|insert|add|todo)\b.{0,70}")
# What brackets of the text's own hold, besides what has no letters.
_OWN = frozenset({"sic", "sic!", "min kursivering", "vår kursivering", "red.", "red", "förf. anm."})


def find(document: Document, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the placeholders that are left in a document, as they stand there, each once.

    `known` are those of the newsroom's own templates, as `of_templates` gives them.
    """
    found = (
        words
        for words in _in_document(document)
        if (shape := _shape(words)) in _KNOWN or shape in known or _FILL_IN.fullmatch(shape)
    )
    return tuple(dict.fromkeys(f"[{words}]" for words in found))


def suspect(document: Document) -> tuple[str, ...]:
    """Return what may be a placeholder as well: any words in brackets but the text's own."""
    found = (
        words
        for words in _in_document(document)
        if any(map(str.isalpha, words)) and _shape(words) not in _OWN
    )
    return tuple(dict.fromkeys(f"[{words}]" for words in found))


def of_templates(templates: Iterable[Template]) -> frozenset[str]:
    """Return the placeholders of templates, in the shape in which they are compared."""
    return frozenset(
        shape
        for template in templates
        for words in _in_document(template.document)
        if any(map(str.isalpha, shape := _shape(words))) and shape not in _OWN
    )


def _in_document(document: Document) -> Iterator[str]:
    for text in strings_in(msgspec.to_builtins(document)):
        links = {_shape(match["words"]) for match in _DEFINITION.finditer(text)}
        for match in _BRACKETS.finditer(text):
            if _shape(words := match["words"].strip()) not in links:
                yield words


def _shape(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).casefold().split())


_KNOWN = of_templates(SKELETONS) | {_shape(form) for form in _FORMS.split(", ")}
