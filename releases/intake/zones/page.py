"""Where things stand on a page: where its text begins and ends, its lists, speech, senders."""

import re
from collections.abc import Iterator
from functools import cached_property

from releases.intake import events, kinds
from releases.intake.zones import runs
from releases.intake.zones.facts import LineFacts
from releases.intake.zones.furniture import ends_page, links_others
from releases.intake.zones.layout import Layout

_ABOUT = re.compile(r"(?:kort |fakta )?(?:om|about) (?P<who>.{2,60})", re.IGNORECASE)
_LONGEST_SENDER = 60
_SHORTEST_SENDER = 4
_MOST_SENDERS = 60
_CLEARLY_MORE = 2
_TOP = 6
_STAMPED_WITHIN = 4


class Page(Layout):
    """A page with its landmarks, by the numbers of lines."""

    @cached_property
    def start(self) -> int:
        """The stamp of kind and time that a release begins with, -1 where none has prose below."""
        for at, facts in enumerate(self.lines):
            if at > _TOP and self._turns_away(at):
                break
            if facts.stamp and facts.stamp.is_strong:
                return at if any(self.is_prose[at + 1 :]) else -1
        # A message of the site stands above: furniture, a title and the text follow it.
        first = next((at for at, prose in enumerate(self.is_prose) if prose), len(self))
        below = first + 1
        while below < len(self) and (self.furniture[below] or self.lines[below].is_stamp):
            below += 1
        is_message = below > first + 1 and not any(map(self.may_title, range(first)))
        is_followed = below + 1 < len(self) and self.may_title(below) and self.is_prose[below + 1]
        return first if is_message and is_followed else -1

    @cached_property
    def first_prose(self) -> int:
        """The first running text: a full paragraph, or short sentences right above it."""
        prose = [at for at, is_prose in enumerate(self.is_prose) if is_prose and at > self.start]
        full = next((at for at in prose if not self.lines[at].says_little), None)
        if full is None:
            return prose[0] if prose else len(self)
        first = full
        for at in range(full - 1, max(self.start, -1), -1):
            if self.is_prose[at]:
                first = at
            elif self.may_title(at):
                break
        return first

    @cached_property
    def first_candidate(self) -> int:
        """The first line before the prose that may be the title; -1 without any."""
        return next((at for at in range(self.first_prose) if self.may_title(at)), -1)

    @cached_property
    def fullest_candidate(self) -> int:
        """The line that may be the title and has clearly more words than all others; else -1."""
        counted = sorted(
            (len(self.lines[at].words), at) for at in range(self.first_prose) if self.may_title(at)
        )
        *others, (most, fullest) = counted or [(0, -1)]
        is_clear = bool(others) and most >= others[-1][0] + _CLEARLY_MORE
        return fullest if is_clear else -1

    @cached_property
    def last_prose(self) -> int:
        """The last line of running text, what repeats an earlier line aside; -1 without any."""
        for at in range(self.ends_at - 1, -1, -1):
            if self.is_prose[at] and self.repeats[at] is None:
                return at
        return -1

    @cached_property
    def ends_at(self) -> int:
        """Where the page begins to speak of other things: comments, other releases."""
        for at in range(len(self)):
            if at > self.first_prose and self._turns_away(at):
                return at
        return len(self)

    def _turns_away(self, at: int) -> bool:
        """Tell whether a heading turns to comments or other texts, those told by their stamps."""
        bare = self.lines[at].bare
        stamped = (facts.stamp for facts in self.lines[at + 1 : at + _STAMPED_WITHIN])
        return ends_page(bare) or (links_others(bare) and any(stamped))

    @cached_property
    def first_data(self) -> int:
        """The first line of contacts: a number or address outside of prose."""
        return next(
            (at for at, is_data in enumerate(self.is_data) if is_data),
            len(self),
        )

    @cached_property
    def follows_data(self) -> list[bool]:
        """Which lines have contacts above them and no prose between."""
        found, follows = [], False
        for at, is_data in enumerate(self.is_data):
            found.append(follows)
            follows = is_data or (follows and not self.is_prose[at])
        return found

    @cached_property
    def first_topics(self) -> int:
        """The first heading of topics that a page is filed under."""
        below = min(self.below_topics, default=len(self))
        return below - 1

    @cached_property
    def ends_text(self) -> list[bool]:
        """Which lines have no prose between them and the next contacts, or the end."""
        found, ends = [], True
        for at in range(len(self) - 1, -1, -1):
            found.append(ends)
            if self.is_data[at]:
                ends = True
            elif self.is_prose[at] and self.repeats[at] is None:
                ends = False
        return list(reversed(found))

    @cached_property
    def senders(self) -> frozenset[str]:
        """Who the page says it is from: by a line of its own, in its stamp, or under "Om …"."""
        named: set[str] = set()
        for facts in self.lines:
            named.update(_named(facts))
            if len(named) > _MOST_SENDERS:
                break
        return frozenset(name for name in named if len(name) >= _SHORTEST_SENDER)

    @cached_property
    def occasions(self) -> frozenset[int]:
        """Which lines tell the day of an occasion, not that of the text."""
        texts = [facts.text for facts in self.lines]
        is_invitation = any(kinds.invites(text) for text in texts[:_TOP])
        return events.days(texts, is_invitation=is_invitation)

    @cached_property
    def below_colon(self) -> frozenset[int]:
        return runs.below_colons(self.lines)

    @cached_property
    def below_topics(self) -> frozenset[int]:
        return runs.below_topics(self.lines)

    @cached_property
    def signed(self) -> dict[int, bool]:
        """The lines of signatures; whether there is a number among those below their farewell."""
        return {
            at: signature.is_reached
            for signature in runs.signatures(self.lines)
            for at in range(signature.first, signature.end)
        }

    @cached_property
    def last_data(self) -> int:
        """The last line of contacts; beyond the page where there is none."""
        return max((at for at, is_data in enumerate(self.is_data) if is_data), default=len(self))

    @cached_property
    def dashed_items(self) -> frozenset[int]:
        return runs.dashed_items(self.lines)

    @cached_property
    def spoken_hyphens(self) -> frozenset[int]:
        return runs.spoken_hyphens(self.lines)


def _named(facts: LineFacts) -> Iterator[str]:
    """Yield who a line may name as the sender, in lower case."""
    if facts.size > 2 * _LONGEST_SENDER:
        return
    low = facts.bare.lower()
    if about := _ABOUT.fullmatch(facts.bare):
        yield about["who"].lower()
    elif facts.stamp:
        yield from (part.strip(" -–•") for part in low.split("|")[1:])
    elif facts.size <= _LONGEST_SENDER and facts.is_organisation:
        yield low
    if facts.is_data or facts.names:
        yield from (part.strip() for part in facts.spoken.lower().split(","))
