"""Quotations of a text, each with its speaker as far as the text tells."""

import re
from itertools import pairwise

from releases.intake import persons
from releases.intake.attribution import (
    Attribution,
    attribute,
    attribute_before,
    attribute_within,
    words_of,
)
from releases.intake.blocks import Block, BlockType
from releases.intake.record import Quote
from releases.intake.signatures import sign_off, signature

_LONGEST_LOOK = 2_000
_MOST_CONTINUED = 6
_SHORTEST_PULLED, _NEAR = 25, 8
_PRESENTED = re.compile(r"\b(?:är|heter) ([A-ZÅÄÖ][a-zåäöé]{2,15}), [a-zåäö]")
_MARK = re.compile(r"[”“\"»«]")


def find(blocks: list[Block], lead: str = "") -> tuple[Quote, ...]:
    """Return the quotations among the blocks, each with its speaker as far as the text tells.

    Where a quotation names nobody, the speaker is the one who signs it on the line below or is
    named at the end of its run of quotations, else the last one named before, in the `lead` at
    first; a pronoun always points back. A title once told holds wherever that person speaks
    without one.
    """
    said_in = _continue([Block(BlockType.PARAGRAPH, lead), *blocks] if lead else blocks)
    attributions = [attribute(block) for block in said_in]
    signed = _sign_offs(attributions, said_in)
    ahead = _next_speakers(attributions, said_in, signed)
    run = _Run()
    for block, said, following in zip(said_in, attributions, ahead, strict=True):
        if said is None:
            run.tell(block)
        else:
            run.quote(block, said, following)
    return tuple(
        Quote(quote.text, quote.speaker, quote.role or run.roles.get(quote.speaker, ""))
        for quote in _without_pulled(run.quotes)
    )


def _without_pulled(quotes: list[Quote]) -> list[Quote]:
    """Return quotations without those that only lift some words out of another one."""
    return [
        quote
        for at, quote in enumerate(quotes)
        if not any(
            _is_lifted(quote.text, other.text)
            for near, other in enumerate(
                quotes[max(0, at - _NEAR) : at + _NEAR], max(0, at - _NEAR)
            )
            if near != at and (len(other.text) > len(quote.text) or near < at)
        )
    ]


def _is_lifted(words: str, whole: str) -> bool:
    return len(words) >= _SHORTEST_PULLED and words.rstrip(".!?") in whole


class _Run:
    """Quotations one after the other, with who was named last and under which titles."""

    def __init__(self) -> None:
        self.quotes: list[Quote] = []
        self.roles: dict[str, str] = {}
        self._full_names: dict[str, str] = {}
        self._last_named = ""
        self._goes_on = False
        self._grounds = False

    def tell(self, block: Block) -> None:
        """Take in a block that is no quotation, and what somebody says within it."""
        for told, said in attribute_within(block):
            if said.points_back:
                self._last_named = _last_name(told) or _given_name(told) or self._last_named
            self._add(said)
        if block.form in {BlockType.PARAGRAPH, BlockType.FOLLOWING, BlockType.HEADING}:
            self._hear(block.text)
        self._grounds = "motivering" in block.text.lower()
        self._goes_on = False

    def _hear(self, text: str) -> None:
        """Know the names of a text: what is a family name alone later on is one of them."""
        for told in persons.names_in(text[:_LONGEST_LOOK]):
            family = told.split()[-1]
            known = self._full_names.get(family, "")
            # "Mittbacken Emil Brand": what stands before a name that is known is no part of it.
            name = known if known and told.endswith(f" {known}") else told
            self._full_names[family] = self._last_named = name

    def quote(self, block: Block, said: Attribution, following: Attribution | None) -> None:
        """Take in a quotation; `following` is who is named next in its run."""
        if self._grounds and block.form is BlockType.QUOTED and not said.name:
            # What a jury has written of somebody is quoted, and said by nobody.
            return
        points_back = said.points_back or self._goes_on
        # The full name stands for a part of it that is said again.
        speaker = said if said.name or points_back or following is None else following
        self._add(said._replace(name=speaker.name, role=speaker.role))
        self._goes_on = block.text.endswith(":")

    def _add(self, said: Attribution) -> None:
        name = self._full_names.get(said.name, said.name) or self._last_named
        self.roles[name] = self.roles.get(name) or said.role
        self._full_names.update((part, name) for part in name.split() if name != part)
        self.quotes.append(Quote(words_of(said), name, said.role))
        self._last_named = name


def _continue(blocks: list[Block]) -> list[Block]:
    """Return blocks with the paragraphs marked as quoted over which a quotation goes on.

    It is opened by a mark that only a later one closes, few paragraphs on.
    """
    continued = list(blocks)
    for at, block in enumerate(blocks):
        if block.form is not BlockType.QUOTED or _MARK.search(block.text, 1):
            continue
        for later in range(at + 1, min(len(blocks), at + _MOST_CONTINUED)):
            if blocks[later].form is not BlockType.PARAGRAPH:
                break
            if _MARK.search(blocks[later].text):
                for within in range(at + 1, later + 1):
                    text = block.text[0] + blocks[within].text
                    continued[within] = Block(BlockType.QUOTED, text)
                break
    return continued


def _sign_offs(
    attributions: list[Attribution | None], blocks: list[Block]
) -> dict[int, Attribution]:
    """Return who signs the quotation above, by block; such a block is no quotation itself."""
    signed: dict[int, Attribution] = {}
    for at, (above, below) in enumerate(pairwise(attributions), 1):
        if above is None or above.name or at - 1 in signed:
            continue
        speaker = sign_off(blocks[at]) or _signs_marks(blocks[at - 1], blocks[at])
        if (below is None or not below.name) and speaker:
            signed[at] = speaker
            attributions[at] = None
    return signed


def _signs_marks(above: Block, below: Block) -> Attribution | None:
    """Read "Bo Ek, rektor" below words between marks; a name alone may be a portrait's."""
    if above.form is not BlockType.QUOTED or below.form is not BlockType.PARAGRAPH:
        return None
    speaker = signature(below.text)
    return speaker if speaker and speaker.role else None


def _next_speakers(
    attributions: list[Attribution | None], blocks: list[Block], signed: dict[int, Attribution]
) -> list[Attribution | None]:
    """Return for each block who is named next in its run of like quotations, or right below it."""
    ahead: list[Attribution | None] = [None] * len(attributions)
    for at in range(len(attributions) - 2, -1, -1):
        following = attributions[at + 1]
        below = signed.get(at + 1) or attribute_before(blocks[at + 1])
        if attributions[at] is not None and below:
            ahead[at] = below
            continue
        alike = blocks[at].form is blocks[at + 1].form
        if alike and following is not None and not following.points_back:
            ahead[at] = following if following.name else ahead[at + 1]
    return ahead


def _given_name(text: str) -> str:
    """Return who a text presents by the given name alone: "En av dem är Leila, undersköterska"."""
    found = _PRESENTED.findall(text[:_LONGEST_LOOK])
    return found[-1] if found else ""


def _last_name(text: str) -> str:
    names = persons.names_in(text[:_LONGEST_LOOK])
    return names[-1] if names else ""
