"""A page as lines with their facts: which are prose, contacts, furniture, repetitions."""

from functools import cached_property

from releases.intake import persons
from releases.intake.contact_headings import announces, is_heading
from releases.intake.lines import TextLine
from releases.intake.zones.facts import KEY_LENGTH, LineFacts
from releases.intake.zones.furniture import is_furniture, is_notice

FAR = 99
_REACH = 8
_FEWEST_WORDS, _MOST_WORDS = 2, 25
_LONGEST_TITLE = 200
# How many lines of a list in an item are looked over for the next item.
_FARTHEST = 30
# A title stands at most so many lines above its text.
_TITLE_WITHIN = 8


class Layout:
    """The lines of one release's page, looked at from all sides; each view costs one pass."""

    def __init__(self, lines: list[TextLine]) -> None:
        self.lines = [LineFacts(line) for line in lines]

    def __len__(self) -> int:
        return len(self.lines)

    def at(self, at: int) -> LineFacts | None:
        """Return a line, None beyond the first and the last."""
        return self.lines[at] if 0 <= at < len(self.lines) else None

    @cached_property
    def is_data(self) -> list[bool]:
        """Which lines hold numbers or addresses to reach somebody by."""
        return [
            facts.reached > 0 and not facts.signs_up and (facts.is_data or announces(facts.bare))
            for facts in self.lines
        ]

    @cached_property
    def is_prose(self) -> list[bool]:
        """Which lines are running text of the release: no notice of the page, no repetition."""
        return [
            facts.is_prose
            and not (self.is_data[at] or facts.line.is_edge)
            and not is_notice(facts.text)
            and not (facts.picture and facts.picture.credit)
            and not (facts.tells_whom_to_ask and at + 1 < len(self) and self.is_data[at + 1])
            and not self._is_long_title(at)
            for at, facts in enumerate(self.lines)
        ]

    def _is_long_title(self, at: int) -> bool:
        """Tell whether a long line is a title: no sentence, below a stamp, above running text."""
        facts, above, below = self.lines[at], self.at(at - 1), self.at(at + 1)
        return (
            not facts.is_ended
            and not facts.attributes
            and facts.size <= _LONGEST_TITLE
            and above is not None
            and above.stamp is not None
            and below is not None
            and below.line.gap
            and below.is_ended
            and below.is_prose
            and not any(map(self.may_title, range(max(0, at - _TITLE_WITHIN), at)))
        )

    @cached_property
    def furniture(self) -> list[bool]:
        """Which lines give themselves away as furniture of a page."""
        return [
            is_furniture(facts.bare) or not facts.words or facts.is_menu or facts.line.is_edge
            for facts in self.lines
        ]

    @cached_property
    def first_seen(self) -> dict[str, int]:
        """Where each text stands first."""
        seen: dict[str, int] = {}
        for at, facts in enumerate(self.lines):
            seen.setdefault(facts.key, at)
        return seen

    @cached_property
    def repeats(self) -> list[int | None]:
        """The earlier line that each repeats, whole or as far as it goes; None for most."""
        starts: dict[str, int] = {}
        found: list[int | None] = []
        for at, facts in enumerate(self.lines):
            first = self.first_seen[facts.key]
            begins = facts.key[:KEY_LENGTH]
            if facts.key and first < at:
                found.append(first)
            elif len(begins) == KEY_LENGTH and begins in starts:
                found.append(starts[begins])
            else:
                found.append(None)
            if len(begins) == KEY_LENGTH:
                starts.setdefault(begins, at)
        return found

    @cached_property
    def is_repeated(self) -> frozenset[int]:
        """The lines that a later one repeats."""
        return frozenset(first for first in self.repeats if first is not None)

    @cached_property
    def data_ahead(self) -> list[int]:
        """How many lines down the next number or address stands, no prose between; else FAR."""
        return list(reversed(self._distances(range(len(self) - 1, -1, -1))))

    @cached_property
    def data_behind(self) -> list[int]:
        """How many lines up the last number or address stands, no prose between; else FAR."""
        return self._distances(range(len(self)))

    def _distances(self, order: range) -> list[int]:
        found, away, parted = [], FAR, False
        for at in order:
            facts = self.lines[at]
            if self.is_data[at]:
                away = 0
            elif parted or self.is_prose[at] or facts.level or facts.stamp:
                away = FAR
            else:
                away = away + 1 if away < _REACH else FAR
            found.append(away)
            # What stands above a heading over contacts is none of them.
            parted = is_heading(facts.bare) or (away == 0 and announces(facts.bare))
        return found

    def may_title(self, at: int) -> bool:
        """Tell whether a line has the shape of a title and no other."""
        facts = self.lines[at]
        return (
            _FEWEST_WORDS <= len(facts.words) <= _MOST_WORDS
            and facts.size <= _LONGEST_TITLE
            and not facts.text.endswith(".")
            and not self.furniture[at]
            and not is_notice(facts.text)
            and not persons.is_sender(facts.bare)
            and not facts.line.is_edge
            and not (
                facts.is_stamp
                or facts.is_data
                or facts.is_name
                or facts.picture
                or (facts.label and not facts.is_led_in)
            )
            and not (facts.names and "," in facts.bare)
            and facts.dash is None
            and facts.hyphen is None
        )

    def beside(self, at: int) -> list[LineFacts]:
        """Return the lines above and below, over those indented deeper: a list within the item."""
        indent = self.lines[at].line.indent
        ways = (
            range(at - 1, max(-1, at - _FARTHEST), -1),
            range(at + 1, min(len(self), at + _FARTHEST)),
        )
        nearest = (
            next((n for n in way if self.lines[n].line.indent <= indent), None) for way in ways
        )
        return [self.lines[n] for n in nearest if n is not None]
