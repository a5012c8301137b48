"""Quotations: what is said, by whom, with which title."""

import re
from typing import NamedTuple

from releases import speech
from releases.intake import persons
from releases.intake.blocks import Block, Form
from releases.intake.record import Quote

_MARKS = "”“\"»«„’'"
_CLOSED = re.compile(rf"[{_MARKS}](?=[\s,.]|\Z)")
_PRONOUN = re.compile(rf"(?:{speech.PRONOUNS})\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"(?<!\b[a-zåäö])(?<! [Ff]\.d)(?<! [Tt]\.f)[.!?:](?=\s+[A-ZÅÄÖÉ”“\"–-]|\Z)")
# Where reported speech or circumstances begin, the title has ended.
_TAIL = re.compile(
    r",? \b(?:som|när|då|efter|inför|med anledning|i en kommentar|i samband|och (?:fortsätter|tillägger"
    r"|menar|berättar|förklarar|konstaterar|syftar|hänvisar|ler|skrattar|ser)|angående|under"
    r"|apropå|about|when|who|after)\b",
)
_BEFORE_NAME = re.compile(rf"(?P<title>(?:[^\W\d_A-ZÅÄÖ][\w:/&-]*,? |[A-ZÅÄÖ][\w-]*s? (?=[a-zåäö])){{0,14}}?)(?P<name>{persons.NAME})")
_LONGEST_CLAUSE = 300


class Attribution(NamedTuple):
    """Who speaks: name, or "" for a pronoun; title; the words before and after the attribution."""

    name: str
    role: str
    before: str
    after: str


def find(blocks: list[Block]) -> tuple[Quote, ...]:
    """Return the quotations among the blocks, each with its speaker as far as the text tells.

    A pronoun or nothing at all means the one who spoke before, or is named right before; in a run
    of quotations, the one named at its end. A title once told holds for the later ones.
    """
    found: list[Quote] = []
    waiting: list[int] = []
    roles: dict[str, str] = {}
    last_named = ""
    for at, block in enumerate(blocks):
        said = attribute(block)
        if said is None:
            waiting = []
            if block.form in {Form.PARAGRAPH, Form.HEADING}:
                last_named = _named_in(block.text) or last_named
            continue
        name = _known(said.name, roles) or ("" if _resolved_ahead(blocks, at, said) else last_named)
        roles.setdefault(name, said.role)
        if said.role and not roles[name]:
            roles[name] = said.role
        found.append(Quote(_joined(said), name, said.role or roles.get(name, "")))
        if not name:
            waiting.append(len(found) - 1)
            continue
        for index in waiting:
            found[index] = Quote(found[index].text, name, roles[name])
        waiting, last_named = [], name
    return tuple(found)


def attribute(block: Block) -> Attribution | None:
    """Part a quotation from its attribution; None where a block is no quotation."""
    if block.form is Form.QUOTATION:
        return _split(speech.unemphasised(block.text))
    if block.form is Form.QUOTED:
        return _split_quoted(speech.unemphasised(block.text))
    return None


def _split_quoted(text: str) -> Attribution | None:
    """Read ”…”, säger N N. Words in marks that open a sentence of another kind are no quotation."""
    closing = _CLOSED.search(text, 1)
    if closing is None:
        return Attribution("", "", text[1:], "")
    inside, after = text[1 : closing.start()], text[closing.end() :].strip(" ,")
    if not after.strip("."):
        return Attribution("", "", inside, "") if " " in inside else None
    said = _split(f"x,” {after}")
    if not said.name and said.before != "x":
        return None
    rest = said.after if said.after[:1] in set(_MARKS) else ""
    return Attribution(said.name, said.role, inside, rest.strip(_MARKS + " "))


def _split(text: str) -> Attribution:
    match = _attribution(text)
    if match is None:
        return Attribution("", "", text, "")
    if match.start("verb") > match.start():
        return _english(text, match)
    before = text[: match.start()].rstrip(" ,–-" + _MARKS)
    end = _CLAUSE_END.search(text, match.end("verb"))
    clause = text[match.end("verb") : end.start() if end else len(text)].strip(" ,.")
    name, role = _speaker(clause[:_LONGEST_CLAUSE])
    return Attribution(name, role, before, text[end.end() :].strip(" –-") if end else "")


def _attribution(text: str) -> re.Match[str] | None:
    """Return the attribution that follows a pause, else the last one of all."""
    return speech.attribution(text, pausing=True) or speech.attribution(text)


def _english(text: str, match: re.Match[str]) -> Attribution:
    """Read the English order: "…", Ann Lee says."""
    before = text[: match.start() + 1].rstrip(" ,")
    name = text[match.start() + 1 : match.start("verb")].strip(" ," + _MARKS)
    return Attribution(name, "", before, text[match.end() :].strip(" ."))


def _speaker(clause: str) -> tuple[str, str]:
    """Read name and title from what follows the verb: "Bo Ek (S), ordförande", "rektor Bo Ek"."""
    if _PRONOUN.match(clause):
        return "", ""
    plain = persons.without_party(clause)
    match = _BEFORE_NAME.match(plain)
    if match is None:
        return "", plain.partition(",")[0] if persons.is_title(plain.split(" ")[0]) else ""
    title, name, rest = match["title"].strip(" ,"), match["name"], plain[match.end() :]
    words = name.split()
    while len(words) > 1 and (persons.is_title(words[0]) or persons.is_organisation(words[0])):
        title = f"{title} {words[0]}".strip()
        words = words[1:]
    tail = _TAIL.search(rest)
    after = rest[: tail.start()] if tail else rest
    if not after.startswith((",", " (", " på", " vid", " från", " hos", " –", " -")) and not (
        after.strip() and persons.is_title(after.split()[0].rstrip(","))
    ):
        after = ""
    return " ".join(words), title or after.strip(" ,.–-")


def _joined(said: Attribution) -> str:
    before, after = said.before.strip(" " + _MARKS), said.after.strip(" " + _MARKS)
    if not (before and after):
        return before or after
    return f"{before} {after}" if before[-1] in ".!?…" else f"{before}. {after}"


def _known(name: str, roles: dict[str, str]) -> str:
    """Return the full name where only a part of it is said again."""
    if not name or " " in name:
        return name
    return next((known for known in reversed(roles) if name in known.split()), name)


def _named_in(text: str) -> str:
    names = persons.names_in(text[:2000])
    return names[-1] if names else ""


def _resolved_ahead(blocks: list[Block], at: int, said: Attribution) -> bool:
    """Tell whether an unattributed quotation belongs to the one right after it, which names one."""
    if said.name or at + 1 >= len(blocks):
        return False
    following = attribute(blocks[at + 1])
    if following is None:
        return False
    return bool(following.name) or _resolved_ahead(blocks, at + 1, following)
