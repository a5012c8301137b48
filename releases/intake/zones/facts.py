"""What a line shows of itself: shape, marks, and what the readers of details find in it."""

import re
from functools import cached_property

from releases.intake import captions, persons, stamps, subheads
from releases.intake.contact_details import Reach, reaches
from releases.intake.lines import TextLine
from releases.intake.record import Picture
from releases.intake.stamps import Stamp
from releases.text import speech

_LONGEST_SHORT = 100
_LONGEST_STAMP = 160
_LONGEST_PERSON = 140
_LONGEST_TITLE_OF_PERSON = 80
_LONGEST_DATA = 1_500
_PROSE = 120
# A name, a title, an office, and when they answer.
_MOST_WORDS = 14
_POSTAL = re.compile(r"adress\b|\bbox \d|\b\d{3} ?\d\d [A-ZÅÄÖ]", re.IGNORECASE)
_SENTENCE_WORDS = 4
_SHORTEST_PROSE = 60
_ENDS = re.compile(r"[.!?…][\"”“»'’)\]*_]*\Z")
_TWO_SENTENCES = re.compile(r"[a-zåäöé0-9)”\"][.!?] +[A-ZÅÄÖÉ”\"–-]")
_WORD = re.compile(r"\w+")
# A finite verb: an auxiliary, or the ending of the present or the past.
# Words: auxiliaries and verbs of one syllable, which have no ending.
_VERB = re.compile(
    rf"\b(?:{speech.AUXILIARIES}|finns|går|tar|står|\w{{1,}}(?:ar|er|te|ades?)"
    r"|is|are|was|has|have|will|\w{3,}ed)\b"
)
# Words: what labels of numbers and addresses begin with (`contact_details`).
_MAY_REACH = re.compile(
    r"\d{2}|@|[(\[](?:at|a|snabel-?a)[)\]]|\]\(|\b(?:tele?|tfn|mob|växel|e-?post|e?-?mail|mejl|direkt|phone|sms)",
    re.IGNORECASE,
)
_MARK = re.compile(r"[#*_•·»>]+ ?")
_FIELD = re.compile(
    r"[*•_ ]*(?P<label>[^\W\d][\w/&-]*(?: [\w/&-]+){0,3} ?:(?=\s|\*|\Z)"
    r"|(?:Tid|Plats|Datum)(?= [A-ZÅÄÖ\d]))"
)
_CLOCK = re.compile(r"(?:kl\.? ?)?\d{1,2}[.:]\d\d\b", re.IGNORECASE)
# Words: whom to ask, and to call.
_WHOM_TO_ASK = re.compile(
    r"\b(?:\w{0,12}kontakt\w*|press(?:jour|tjänst|ansvarig|chef)\w*|\w{0,12}kommunikatör\w*|nås"
    r"|ring|contacts?|yhteystiedot|oktavuođadieđut|upplysningar|frågor)\b",
    re.IGNORECASE,
)
_MOST_ASKED, _MOST_CALLED = 12, 6
# Words: what signing up is called.
_SIGNS_UP = re.compile(
    r"(?:(?:för)?anmäl|o\.?\s?s\.?\s?a)[^:]{0,40}:"
    r"|.{0,60}\b(?:(?:för)?anmäl(?:an|er|ning)?|ackreditering|register)\b",
    re.IGNORECASE,
)
_FIELD_WORDS = 5
_FEWEST_COLUMNS, _LONGEST_CHOICE, _CODE = 3, 40, 10
_ENDS_WORDS = frozenset(".:,;!")
# Where the number of an item is over.
_PAST_NUMBER = 4
KEY_LENGTH = 40


class LineFacts:
    """A line of a page and what can be said of it alone; each is looked at once, when needed."""

    def __init__(self, line: TextLine) -> None:
        self.line = line
        self.text = line.text
        self.bare = line.text.strip("#*_ ").lstrip("•·» ")
        self.size = len(line.text)

    @cached_property
    def words(self) -> list[str]:
        """The words in lower case, without signs."""
        return _WORD.findall(self.text.lower())

    @cached_property
    def key(self) -> str:
        """What the line says, whatever its signs: two lines with one key say the same."""
        return " ".join(self.words)

    @cached_property
    def is_ended(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_ENDS.search(self.text[-12:]))

    @cached_property
    def is_sentence(self) -> bool:
        return self.is_ended and len(self.words) >= _SENTENCE_WORDS

    @cached_property
    def says_something(self) -> bool:
        """Whether it is a sentence with a verb that ends in a full stop, however short."""
        return (
            self.is_sentence
            and not self.text.endswith(("!", "?"))
            and bool(_VERB.search(self.text, 2))
            and not self.label
        )

    @cached_property
    def says_little(self) -> bool:
        """Whether it is prose by a short sentence alone, as captions may be too."""
        return self.size < _SHORTEST_PROSE and not _TWO_SENTENCES.search(self.text)

    @cached_property
    def is_short(self) -> bool:
        asks = self.text.endswith("?") and len(self.words) <= _MOST_ASKED
        calls = self.text.endswith("!") and len(self.words) <= _MOST_CALLED
        return self.size <= _LONGEST_SHORT and (asks or calls or not self.is_ended)

    @cached_property
    def is_prose(self) -> bool:
        """Whether it reads as running text: long, or a sentence of some length."""
        if self.is_data or self.is_postal or self.stamp or self.text.startswith("|"):
            return False
        if self.words and self.size < _LONGEST_TITLE_OF_PERSON and persons.is_title(self.words[0]):
            return False
        return (
            self.size >= _PROSE
            or (self.is_sentence and (self.size >= _SHORTEST_PROSE or self.says_something))
            or bool(_TWO_SENTENCES.search(self.text, _PAST_NUMBER))
        )

    @cached_property
    def stamp(self) -> Stamp | None:
        return stamps.parse_stamp(self.bare) if self.size <= _LONGEST_STAMP else None

    @cached_property
    def is_clock(self) -> bool:
        """Whether it begins with a time of day, as a line of a programme does."""
        return bool(_CLOCK.match(self.bare))

    @cached_property
    def tells_whom_to_ask(self) -> bool:
        """Whether it is a sentence about who answers, of the length of one."""
        return self.size <= 2 * _LONGEST_SHORT and bool(_WHOM_TO_ASK.search(self.text))

    @cached_property
    def is_stamp(self) -> bool:
        """Whether it stamps and nothing else; "Inbjudan till pressmöte" may be a title too."""
        return self.stamp is not None and not (
            self.stamp.kind and not self.stamp.published and len(self.words) >= _SENTENCE_WORDS - 1
        )

    @cached_property
    def is_menu(self) -> bool:
        """Whether it is words side by side, as in a row of a menu: "Hem   Om oss   Press"."""
        cells = self.line.cells
        is_row = len(cells) >= _FEWEST_COLUMNS or (len(cells) > 1 and max(map(len, cells)) <= _CODE)
        return (
            is_row
            and not self.reached
            and all(len(cell) <= _LONGEST_CHOICE and cell[-1:] not in _ENDS_WORDS for cell in cells)
        )

    @cached_property
    def label(self) -> str:
        """The label that opens it ("Plats" of "Plats: Solvik"), in lower case, or ""."""
        match = _FIELD.match(self.text[:80])
        return match["label"].rstrip(" :").lower() if match else ""

    @property
    def is_led_in(self) -> bool:
        """Whether a word leads in what may be a title: "Rättelse: Nya tider för bussen i höst"."""
        return (
            len(self.label.split()) == 1
            and len(self.words) > _FIELD_WORDS
            and not subheads.is_field(self.text)
        )

    @property
    def is_bare_field(self) -> bool:
        """Whether it is a field without a colon: "Tid 5 mars kl. 10"."""
        return bool(self.label) and not self.text[len(self.label) :].lstrip("*_ ").startswith(":")

    @cached_property
    def pieces(self) -> list[Reach | str]:
        """Numbers, addresses, their labels, and the words between them."""
        if self.size > _LONGEST_DATA or not _MAY_REACH.search(self.text):
            return [self.bare] if self.bare else []
        return list(reaches(self.bare))

    @cached_property
    def reached(self) -> int:
        """How many numbers and addresses it holds."""
        return sum(isinstance(p, Reach) and bool(p.phone or p.email) for p in self.pieces)

    @cached_property
    def is_labelled_reach(self) -> bool:
        """Whether it has the label of a number or an address, be there one or not."""
        return any(isinstance(piece, Reach) for piece in self.pieces)

    @cached_property
    def spoken(self) -> str:
        """The words beside numbers and addresses."""
        return ", ".join(piece for piece in self.pieces if isinstance(piece, str))

    @cached_property
    def is_data(self) -> bool:
        """Whether it holds numbers or addresses, and no prose around them."""
        if not self.is_labelled_reach:
            return False
        words = len(self.spoken.split())
        return words <= _MOST_WORDS * max(1, self.reached) and not _TWO_SENTENCES.search(
            self.spoken
        )

    @cached_property
    def signs_up(self) -> bool:
        """Whether it tells where to sign up, which is no contact of the text."""
        return bool(self.reached) and bool(_SIGNS_UP.match(self.text))

    @cached_property
    def is_postal(self) -> bool:
        """Whether it is a postal address, or begins one."""
        return self.size <= _LONGEST_PERSON and bool(_POSTAL.search(self.text))

    @cached_property
    def is_name(self) -> bool:
        """Whether it is somebody's full name and nothing else."""
        return self.size <= _LONGEST_PERSON and persons.is_name(self.bare.rstrip(",:"))

    @cached_property
    def names(self) -> bool:
        """Whether it begins with, or is, somebody's name with a title."""
        if self.size > _LONGEST_PERSON or self.is_ended or not self.bare:
            return False
        return persons.is_name(persons.parse(self.spoken or self.bare).name)

    @cached_property
    def is_title_of_person(self) -> bool:
        """Whether it is what somebody's title may be: "chef, Region Solvik"."""
        words = self.bare.rstrip(",.").split()
        return (
            bool(words)
            and self.is_short
            and any(persons.is_title(word.strip(",.:()")) for word in words[:6])
        )

    @cached_property
    def is_organisation(self) -> bool:
        return self.size <= _LONGEST_SHORT and persons.is_organisation(self.bare)

    @cached_property
    def picture(self) -> Picture | None:
        return captions.parse(self.text)

    @cached_property
    def dash(self) -> str | None:
        """What follows a dash that opens speech, None without one."""
        return speech.strip_dash(self.text)

    @cached_property
    def hyphen(self) -> str | None:
        """What follows a hyphen that may open speech or an item, None without one."""
        return None if self.dash is not None else speech.strip_hyphen(self.text)

    @cached_property
    def attributes(self) -> bool:
        """Whether it tells who said something: "säger Bo Ek"."""
        return speech.attribution(self.text) is not None

    @cached_property
    def level(self) -> int:
        """The level of a heading that Markdown marks, 0 of any other line."""
        marks = len(self.text) - len(self.text.lstrip("#"))
        return marks if 0 < marks <= 6 and self.text[marks : marks + 1] == " " else 0  # noqa: PLR2004 - levels of HTML
