"""Names, titles, organisations: telling "Berit Ek" from "regionråd" from "Region Solvik"."""

import re
from typing import NamedTuple

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĐĎĖĘĚĞĪŁŃŊŇŐŘŚŞŠŢŤŦŪŮŰŹŻŽÁ"
_NAME_WORD = rf"[{_UPPER}][^\W\d_]*(?:[-’'][^\W\d_]+)*"
# Words: particles of family names, a closed class.
_PARTICLE = r"(?:v[ao]n|a[fv]|de[rn]?|d[ia]|la|[ae]l|te[nr]|zu)"
_INITIAL = rf"[{_UPPER}]\."
_PARTICLES = rf"{_PARTICLE}(?: {_PARTICLE})?(?= [{_UPPER}])"
NAME = rf"{_NAME_WORD}(?: (?:{_INITIAL}|{_PARTICLES}|{_NAME_WORD})){{0,4}}"
_FULL_NAME = re.compile(NAME)
_PARTY = re.compile(r" ?\([A-ZÅÄÖ][a-zåäö]?[A-ZÅÄÖ]{0,3}\)")
# Words: the parties of the Riksdag, which stand behind names without brackets.
PARTIES = "S|M|C|L|V|KD|MP|SD"
_PARTIES = frozenset(PARTIES.split("|"))
# Words: what bodies are that speak and send, which heads their compounds.
_BODIES = (
    "(?:verk|styrelse|nämnd|ting|kansli|förbund|bolag|universitet|myndighet|sjukhus|institut"
    "|högskola|kommun|region|stiftelse|förening|avdelning)(?:et|e?n)s?"
)
# Words: what stands first or last in names of organisations.
_ORGANISATION = re.compile(
    rf"(?:Region|(?:Region|Kommun|Myndighet|Polis|Regering)e?n|Svenska|Sveriges"
    rf"|University|County|\w+{_BODIES})\b|.*\b(?:AB|läns?"
    r"|\w*(?:kommuns?|universitet|sjukhus|högskola)|University|press)\Z"
)
_OWNER = re.compile(rf"\w+{_BODIES}")
# Words: what answers when nobody is named heads its compounds.
_OFFICE = re.compile(
    r"\w*(?:(?:telefon|tjänst|jour|växel)(?:e?n)?|cent(?:rum|er)"
    r"|(?:funktion|avdelning|enhet|grupp|byrå)e?n)\b|press office|newsroom",
    re.IGNORECASE,
)
# Words: what people are, which heads its compounds: "regiondirektör", "pressekreteraren".
_TITLE_WORD = re.compile(
    r"[\w-]*(?:chef|direktör|ordförande|minister|ledare|sekreterare|ansvarig|strateg"
    r"|kommunikatör|informatör|läkare|sköterska|samordnare|handläggare|utredare"
    r"|ledamot|talesperson|professor|forskare|rektor|specialist|hövding|ingenjör"
    r"|manager|director|officer|governor|docent|pressjour|presskontakt|mediekontakt|kontaktperson|lektor|biskop|diakon|präst|vd)"
    r"(?:e?n|:n)?\Z|[\w-]*råd(?:et)?\Z",
    re.IGNORECASE,
)

# Words: the endings of occupations.
# Occupations have no end, but before a name they stand in the definite form: "Dietisten Bo Ek".
_OCCUPATION = re.compile(r"\w{3,}(?:isten|aren|ören|logen|mannen|kvinnan|[ae]nten|euten|skan)")

# Words: prepositions, conjunctions and adverbs that a sentence may begin with, closed classes.
_STARTERS = frozenset(
    (
        *("För", "Enligt", "När", "Här", "Nu", "På", "Under", "Efter", "Inför", "Men", "Och"),
        *("Med", "Även", "Också", "Då", "Dessutom", "Tillsammans", "Hos", "I", "Av", "Till"),
        *("Från", "Det", "For", "In", "On", "At", "When", "And", "But", "With", "After", "The"),
    )
)

_LONGEST_SENDER = 3
# What stands before a name in the indefinite form: "Dietist Bo Ek". No given names end so.
_INDEFINITE = re.compile(r"\w{3,}(?:ist|are|log|tör|nör|eut|iker)", re.IGNORECASE)
# A full stop behind two letters ends a part, unless it cuts a word of a title short.
_PART = re.compile(r"[,;|]| [–/-] |(?<=\w\w)(?<!\b[Tt]f)(?<!\b[Bb]itr)(?<!\b[Ss]tf)\. ")
_ROLE_IN_BRACKETS = re.compile(rf"({NAME}) \((?P<role>[^()]{{3,80}})\)")
# Words in small letters lead to a name unless the last one belongs to it: "vår brobyggare Bo Ek".
_LED_BY_WORDS = re.compile(
    r"(?P<words>[^\W\d_][a-zåäöé-]*(?: [a-zåäöé-]+){0,2}?)"
    r"(?<! för)(?<! i)(?<! på)(?<! vid)(?<! av)(?<! hos)(?<! från)(?<! till)(?<! om)(?<! med)"
    rf"(?<! under)(?<! och)(?<! inom)(?<! of) (?P<name>{NAME})"
)


class NamedPerson(NamedTuple):
    name: str
    role: str


def is_name(text: str) -> bool:
    """Tell whether a text is a person's full name and nothing else."""
    text = without_party(text)
    words = text.split()
    return (
        2 <= len(words) <= 5  # noqa: PLR2004 - given name and family name, at most five words
        and bool(_FULL_NAME.fullmatch(text))
        and not is_organisation(text)
        and not any(_OFFICE.fullmatch(word) or _OWNER.fullmatch(word) for word in words)
        and not _TITLE_WORD.fullmatch(words[0])
        and not _TITLE_WORD.fullmatch(words[-1])
        and not (len(words) > 2 and _INDEFINITE.fullmatch(words[0]))  # noqa: PLR2004 - an occupation and a full name
    )


def is_organisation(text: str) -> bool:
    """Tell whether a text names an authority, company or office by a word that says so."""
    return bool(_ORGANISATION.match(text))


def is_office(text: str) -> bool:
    """Tell whether a text names an office that answers: "Solviks presstjänst"."""
    return any(map(_OFFICE.fullmatch, text.split()))


def is_sender(text: str) -> bool:
    """Tell whether a text is the bare name of an organisation: "Region Solvik"."""
    words = text.split()
    return len(words) <= _LONGEST_SENDER and is_organisation(text) and not words[-1].endswith("r")


def is_title(word: str) -> bool:
    """Tell whether a word is a title or an office: regiondirektör, ordförande, chair."""
    return bool(_TITLE_WORD.fullmatch(word))


def without_party(text: str) -> str:
    """Return the text without party marks: "Bo Ek (C)" is "Bo Ek"."""
    return _PARTY.sub("", text).strip()


def names_in(text: str) -> list[str]:
    """Return the full names that stand in running text, in order."""
    names = []
    for match in _FULL_NAME.finditer(text):
        words = match[0].split()
        # A title before the name and the first word of a sentence are capitalised as well.
        titles = [at for at, word in enumerate(words) if is_title(word) or is_organisation(word)]
        if not titles and len(words) > 2 and _OCCUPATION.fullmatch(words[0]):  # noqa: PLR2004 - a title and a full name
            titles = [0]
        words = words[titles[-1] + 1 :] if titles else words
        name = " ".join(words[1:] if words and words[0] in _STARTERS else words)
        if is_name(name) and not is_organisation(name):
            names.append(name)
    return names


def parse(text: str) -> NamedPerson:
    """Return name and role from "Berit Ek (S), chef", "Chef: Berit Ek" or "chef Berit Ek".

    Where nobody is named, the first part is the name: an office answers the telephone too.
    """
    text = _ROLE_IN_BRACKETS.sub(r"\1, \g<role>", _PARTY.sub(",", text.strip(" ,.;:–-")))
    before, colon, after = text.partition(":")
    if colon and is_name(after.strip(" ,.")):
        return NamedPerson(after.strip(" ,."), before.strip())
    if colon and is_title(before) and (titled := _split_title(after.strip(" ,."))):
        return NamedPerson(titled.name, f"{before}, {titled.role}")
    parts = [
        part for raw in _PART.split(text) if (part := raw.strip(" .")) and part not in _PARTIES
    ]
    for at, part in enumerate(parts):
        if is_name(part):
            return NamedPerson(part, ", ".join(parts[:at] + parts[at + 1 :]))
    for at, part in enumerate(parts):
        titled = _split_title(part)
        if titled is not None:
            others = [titled.role, *parts[:at], *parts[at + 1 :]]
            return NamedPerson(titled.name, ", ".join(filter(None, others)))
    if parts and (led := _LED_BY_WORDS.fullmatch(parts[0])) and is_name(led["name"]):
        return NamedPerson(led["name"], ", ".join((led["words"], *parts[1:])))
    return NamedPerson(parts[0] if parts else "", ", ".join(parts[1:]))


def _split_title(part: str) -> NamedPerson | None:
    """Split "presschef Berit Ek" and "Berit Ek presschef Region Solvik", None where neither."""
    words = part.split()
    for size in range(min(4, len(words) - 1), 1, -1):
        last, first = " ".join(words[-size:]), " ".join(words[:size])
        if _leads_to_name(words[-size - 1]) and is_name(last):
            return NamedPerson(last, " ".join(words[:-size]))
        if is_name(first) and (words[size][0].islower() or is_title(words[size])):
            return NamedPerson(first, " ".join(words[size:]))
    return None


def _leads_to_name(word: str) -> bool:
    return is_title(word) or bool(_INDEFINITE.fullmatch(word))
