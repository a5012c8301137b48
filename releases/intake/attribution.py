"""Attributions: parting what is said from who says it."""

import re
from typing import NamedTuple

from releases.intake import persons
from releases.intake.blocks import Block, BlockType
from releases.text import speech

_MARKS = "”“\"»«„’'"
_LAST_MARK = re.compile(rf"[{_MARKS}](?=[.!?]\Z)")
_CLOSED = re.compile(rf"[{_MARKS}](?=[\s,.]|\Z)")
_PRONOUN = re.compile(rf"(?:{speech.PRONOUNS})\b", re.IGNORECASE)
_CLAUSE_END = re.compile(
    r"(?P<stop>)(?:(?<!\b[a-zåäö])(?<! [Ff]\.d)(?<! [Tt]\.f)[.!?:](?=\s+[A-ZÅÄÖÉ”“\"–—-]|\Z)"
    r"|,? (?=[”“\"»]\w))"
)
# "– Vi, säger Bo Ek, är nöjda.": what is said goes on with its verb.
# Words: pronouns and conjunctions, closed classes.
_RESUMES = re.compile(
    rf" (?:[a-zåäö-]+ ){{0,3}}{persons.NAME}(?P<stop>), "
    rf"(?=(?:{speech.AUXILIARIES}|men|så|att|det|vi|jag)\b)"
)
# Where reported speech or circumstances begin, the title has ended.
# Words: conjunctions that open a clause, and verbs of saying.
_TAIL = re.compile(
    rf", om\b|,? \b(?:som|när|efter|i (?:en kommentar|samband)|och (?:{speech.VERBS})"
    r"|about|when|who)\b"
)
# "fyller Bo Ek i", "flikar Bo Ek in": the rest of the verb stands behind the name.
_PARTICLE = re.compile(rf"({persons.NAME}) (?:i|in)(?=,|\Z)")
_HONORIFIC = re.compile(r"(?:[Dd]r|Mrs?|Ms)\.? ")
_WHO_IS = re.compile(r",? (?:som (?:\w+ )?är|who is)(?= )")
_TITLE = r"(?:[^\W\d_A-ZÅÄÖ][\w:/&-]*,? |[A-ZÅÄÖ][\w-]* (?=[a-zåäö])){0,14}?"
_NAMED = re.compile(rf"(?P<title>{_TITLE})(?P<name>{persons.NAME})")
_OWNER_OF = re.compile(rf" ((?:[^\W\d_A-ZÅÄÖ][\w:/&-]*(?: |$)){{1,8}}?)({persons.NAME})")
# A title after the name stands apart, or tells at once where the person works.
_TITLE_FOLLOWS = (",", " (", " på", " vid", " från", " hos", " –", " -")
_PARTY_AFTER = re.compile(rf"\A, (?:{persons.PARTIES})(?=,|\Z)")
# Within a paragraph the end of a sentence and a dash open what somebody says.
_DASH_WITHIN = re.compile(r"(?<=[.!?]) [–—-] ?(?=[”\"A-ZÅÄÖÉ])")
# "Överläkare Bo Ek säger: – Det blir bra.": the speaker leads in what is said.
_VERB_LEADS = rf"\b(?:{speech.VERBS})\b[^.!?:;]{{0,120}}: ?"
_LED_IN = re.compile(
    rf"(?P<told>[^–—]{{0,600}}(?:: ?(?=[–—])|{_VERB_LEADS}))[–—-] ?(?P<words>[”\"A-ZÅÄÖÉ].*)",
    re.DOTALL,
)
_LED_IN_UNMARKED = re.compile(
    rf"(?P<told>(?:[^.!?:]{{0,200}}[.!?] )?[^.!?:]{{0,200}}{_VERB_LEADS})(?P<words>[A-ZÅÄÖÉ].*)",
    re.DOTALL,
)
_SAYS = re.compile(rf"\b(?:{speech.VERBS})\b")
# "ser fram emot öppningen: …" leads in what somebody says of it.
_LOOKS = re.compile(r"\bser fram\b")
_CLAUSES = re.compile(r"[.!?:;]")
# At least some words between marks: a single one is called by another name.
_MARKED = re.compile(
    rf"[”“\"»«](?P<words>[^\s{_MARKS}][^”“\"»«]{{10,1500}}[^\s”“\"»«])"
    r"[”“\"»«](?:,(?= )|(?=[ .]|\Z))"
)
# "…, har hon sagt till museet": said before, and told here.
_PERFECT = re.compile(
    rf"(?<=, )(?:har|hade) (?P<who>(?:{speech.PRONOUNS})\b|(?:[a-zåäö-]+ ){{0,3}}{persons.NAME}) "
    r"(?:sagt|skrivit|\w{3,}at)\b"
)
_LONGEST_CLAUSE, _LONGEST_LOOK = 300, 600
_LONGEST_LEAD = 200
_FINITE = "[a-zåäö]{3,14}(?:ar|er|år|ade|de|te)"
# Whatever the verb: ", jublar Bo Ek, tränare." ends a quotation.
_CLOSING = re.compile(
    rf"(?:(?<=, )|(?<=,[{_MARKS}] ))(?P<verb>{_FINITE}|enligt) "
    rf"(?=(?:[a-zåäö-]+ ){{0,3}}{persons.NAME}(?: in?\b)?(?:,? [^.!?]{{0,120}})?[.!?]?\Z)"
)
# Whatever the verb, a full name ends the sentence: ", tipsar Bo Ek, tränare. Kom dit!".
_MIDWAY = re.compile(
    rf"(?<=, )(?P<verb>{_FINITE}) (?P<who>{persons.NAME})(?=(?:, [^.!?]{{2,120}})?[.!?] )"
)
# Words: the pronouns of the first person, a closed class.
_FIRST_PERSON = re.compile(r"\b(?:jag|mig|min|vi|oss|vår|I|my|we|our)\b", re.IGNORECASE)
# "säger pristagaren": a title in the definite form stands for the one who was named.
_TITLE_SAYS = re.compile(rf"(?:{speech.VERBS}) [a-zåäö-]{{3,30}}n\b[.,]?")
_PRONOUN_SAYS = re.compile(rf"(?:{speech.PRONOUNS}) (?:{speech.VERBS})\b[.,]?", re.IGNORECASE)
# "Det säger Bo Ek, rektor.": a paragraph that tells who spoke in the one before.
_SAID_BY = re.compile(rf"(?:Det(?:ta)?|Så|This) (?:{speech.VERBS})\b")


class Attribution(NamedTuple):
    """Who speaks, with which title, and the words before and after the attribution.

    `points_back`: a pronoun or a bare title stands for the one who was named before.
    """

    name: str
    role: str
    before: str
    after: str
    points_back: bool = False


def attribute(block: Block) -> Attribution | None:
    """Part a quotation from its attribution; None where a block is no quotation."""
    if block.form is BlockType.QUOTATION:
        return _split(_PERFECT.sub(r"säger \g<who>", speech.strip_emphasis(block.text)))
    if block.form is BlockType.QUOTED:
        return _split_quoted(speech.strip_emphasis(block.text))
    return None


def attribute_within(block: Block) -> list[tuple[str, Attribution]]:
    """Return what is said in running text, each with the words that stand before it there.

    It stands between marks, behind a dash within the text or one that a speaker leads in, or
    unmarked up to its end.
    """
    if block.form is not BlockType.PARAGRAPH:
        return []
    text = speech.strip_emphasis(block.text)
    return _led_in(text) or _between_marks(text) or _behind_dashes(text) or _unmarked(text)


def _led_in(text: str) -> list[tuple[str, Attribution]]:
    """Read a speaker who comes first: 'Överläkare Bo Ek säger: – Det blir bra.'."""
    marked = _LED_IN.match(text)
    match = marked or _LED_IN_UNMARKED.match(text)
    if match is None:
        return []
    told, words = match["told"], match["words"]
    name = next(reversed(persons.names_in(told)), "")
    if not (marked or name):
        return []
    said = _split(words)
    words = said.before if said.name or said.points_back else words
    return [(told, Attribution(name, "", words, "", points_back=not name))]


def _between_marks(text: str) -> list[tuple[str, Attribution]]:
    """Read marks within a text: 'Ella Lo röstade nej. ”Det är för dyrt”, säger hon.'."""
    said: list[tuple[str, Attribution]] = []
    end = 0
    for match in _MARKED.finditer(text):
        told = text[max(0, match.start() - _LONGEST_LOOK) : match.start()]
        words, rest = match["words"], text[match.end() : match.end() + _LONGEST_LOOK]
        spoken = _split(f"x,” {rest}") if speech.attribution(f"x,” {rest}", pausing=True) else None
        if spoken is not None and spoken.before == "x":
            said.append((told, spoken._replace(before=words, after="")))
            end = match.end() + len(rest) - len(spoken.after)
        elif said and words[-1:] in set(".!?") and match.start() - end <= 1:
            # What goes on behind the attribution is the same person's.
            _, before = said[-1]
            said[-1] = (said[-1][0], before._replace(after=f"{before.after} {words}".strip()))
            end = match.end() + 1
        elif (lead := _lead(told)) and (_SAYS.search(lead) or _is_voiced(lead, words)):
            name = next(reversed(persons.names_in(lead)), "")
            said.append((told, Attribution(name, "", words, "", points_back=not name)))
    return said


def _is_voiced(lead: str, words: str) -> bool:
    """Tell whether words that a colon leads in are somebody's, whatever the verb.

    They are a sentence, and the clause before them begins with a name or a name is all it has.
    """
    if words[-1:] not in set(".!?…"):
        return False
    person = persons.parse(lead)
    named = [name for name in persons.names_in(lead) if len(name.split()) > 1]
    return persons.is_name(person.name) or (bool(named) and bool(_LOOKS.search(lead)))


def _lead(told: str) -> str:
    """Return the clause with which words end that lead in what follows by a colon, else ""."""
    if not told.rstrip().endswith(":"):
        return ""
    return _CLAUSES.split(told.rstrip()[:-1][-_LONGEST_LEAD:])[-1]


def _behind_dashes(text: str) -> list[tuple[str, Attribution]]:
    told, *pieces = _DASH_WITHIN.split(text)
    said = [_split(piece) for piece in pieces if speech.attribution(piece, pausing=True)]
    return [(told, each._replace(after="")) for each in said if each.name or each.points_back]


def _unmarked(text: str) -> list[tuple[str, Attribution]]:
    """Read 'Det blev bra, säger Bo Ek.', and what goes on behind it where somebody says I or we."""
    match = speech.attribution(text, pausing=True)
    if match is None or match.start("verb") > match.start() or text[: match.start()].count("”") % 2:
        return []
    said = _split(text)
    is_said = (said.name or said.points_back) and said.before and text[match.start() - 2] == ","
    goes_on = persons.is_name(said.name) and _FIRST_PERSON.search(said.before)
    is_whole = not said.after or goes_on
    return [("", said)] if is_said and is_whole else []


def attribute_before(block: Block) -> Attribution | None:
    """Read who spoke before from a paragraph "Det säger Bo Ek, rektor."; None from any other."""
    if block.form is not BlockType.PARAGRAPH or not _SAID_BY.match(block.text):
        return None
    return _split(speech.strip_emphasis(block.text))


def words_of(said: Attribution) -> str:
    """Return all that is said, the words before and after the attribution together."""
    before, after = map(_strip_marks, (said.before, said.after))
    if not (before and after):
        return before or after
    is_ended = before[-1] in ".!?…" or after[0].islower()
    return f"{before} {after}" if is_ended else f"{before}. {after}"


def _strip_marks(words: str) -> str:
    return _LAST_MARK.sub("", words.strip(" " + _MARKS))


def _split_quoted(text: str) -> Attribution | None:
    """Read ”…”, säger N N. Words in marks that open a sentence of another kind are no quotation."""
    closing = _CLOSED.search(text, 1)
    if closing is None:
        return Attribution("", "", text[1:], "")
    inside, after = text[1 : closing.start()].rstrip(" ,"), text[closing.end() :].strip(" ,")
    if not after.strip("."):
        if speech.attribution(inside, pausing=True):
            return _split(inside)
        return Attribution("", "", inside, "") if " " in inside else None
    if pronoun := _PRONOUN_SAYS.match(after) or _TITLE_SAYS.fullmatch(after):
        return Attribution(
            "", "", inside, after[pronoun.end() :].strip(" ,." + _MARKS), points_back=True
        )
    said = _split(f"x,” {after}")
    if said.before != "x":
        return None
    rest = said.after if said.after[:1] in set(_MARKS) else ""
    return said._replace(before=inside, after=rest.strip(_MARKS + " "))


def _split(text: str) -> Attribution:
    # An attribution behind a pause is surer than a verb in the middle of what is said.
    match = speech.attribution(text, pausing=True) or speech.attribution(text)
    match = match or _CLOSING.search(text) or _midway(text)
    if match is None:
        return Attribution("", "", text, "")
    if match.start("verb") > match.start():
        return _english_order(text, match)
    before = text[: match.start()].rstrip(" ,–-" + _MARKS)
    end = _RESUMES.match(text, match.end("verb")) or _CLAUSE_END.search(text, match.end("verb"))
    clause = text[match.end("verb") : end.start("stop") if end else len(text)].strip(" ,.")
    name, role = _speaker(clause[:_LONGEST_CLAUSE])
    after = text[end.end() :].strip(" –—-") if end else ""
    return Attribution(name, role, before, after, points_back=not name)


def _midway(text: str) -> re.Match[str] | None:
    return next((match for match in _MIDWAY.finditer(text) if persons.is_name(match["who"])), None)


def _english_order(text: str, match: re.Match[str]) -> Attribution:
    """Read the English order: "…", Ann Lee says."""
    before = text[: match.start() + 1].rstrip(" ,")
    person = text[match.start() + 1 : match.start("verb")].strip(" ," + _MARKS)
    name, _, role = person.partition(", ")
    return Attribution(name, role, before, text[match.end() :].strip(" ."))


def _speaker(clause: str) -> tuple[str, str]:
    """Read name and title from what follows the verb: "Bo Ek (S), ordförande", "rektor Bo Ek"."""
    plain = _PARTICLE.sub(r"\1", clause.replace(" ,", ","), count=1)
    plain = _WHO_IS.sub(", ", persons.without_party(plain), count=1)
    plain = _HONORIFIC.sub("", plain, count=1)
    match = None if _PRONOUN.match(plain) else _NAMED.match(plain)
    if match is None:
        return "", ""
    title, name, rest = match["title"].strip(" ,"), match["name"], plain[match.end() :]
    owned = _OWNER_OF.match(rest) if name.endswith("s") else None
    if owned and (" " not in name or persons.is_title(owned[1].split()[-1])):
        # "Simklubbens ordförande Bo Ek": whose chair it is comes first, as a name does.
        title, name, rest = f"{title} {name} {owned[1]}".strip(), owned[2], rest[owned.end() :]
    words = name.split()
    while len(words) > 1 and (persons.is_title(words[0]) or persons.is_organisation(words[0])):
        title = f"{title} {words[0]}".strip()
        words = words[1:]
    return " ".join(words), title or _title_after(rest)


def _title_after(rest: str) -> str:
    title = _TAIL.split(rest, maxsplit=1)[0]
    first = title.split(maxsplit=1)[:1]
    if title.startswith(_TITLE_FOLLOWS) or (first and persons.is_title(first[0].rstrip(","))):
        return _PARTY_AFTER.sub("", title).strip(" ,.–-")
    return ""
