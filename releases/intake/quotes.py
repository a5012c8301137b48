"""Quotations of a text, each with its speaker as far as the text tells."""

from itertools import pairwise

from releases.intake import persons
from releases.intake.attribution import (
    Attribution,
    attribute,
    attribute_before,
    sign_off,
    words_of,
)
from releases.intake.blocks import Block, BlockType
from releases.intake.record import Quote

_LONGEST_LOOK = 2_000


def find(blocks: list[Block], lead: str = "") -> tuple[Quote, ...]:
    """Return the quotations among the blocks, each with its speaker as far as the text tells.

    Where a quotation names nobody, the speaker is the one who signs it on the line below or is
    named at the end of its run of quotations, else the last one named before, in the `lead` at
    first; a pronoun always points back. A title once told holds wherever that person speaks
    without one.
    """
    attributions = [attribute(block) for block in blocks]
    if not any(attributions):
        return ()
    signed = _sign_offs(attributions, blocks)
    ahead = _next_speakers(attributions, blocks, signed)
    quotes: list[Quote] = []
    roles: dict[str, str] = {}
    full_names: dict[str, str] = {}
    last_named, goes_on = _last_name(lead), False
    for block, said, following in zip(blocks, attributions, ahead, strict=True):
        if said is None:
            if block.form in {BlockType.PARAGRAPH, BlockType.FOLLOWING, BlockType.HEADING}:
                last_named = _last_name(block.text) or last_named
            goes_on = False
            continue
        points_back = said.points_back or goes_on
        # The full name stands for a part of it that is said again.
        speaker = said if said.name or points_back or following is None else following
        name = full_names.get(speaker.name, speaker.name) or last_named
        roles[name] = roles.get(name) or speaker.role
        full_names.update((part, name) for part in name.split() if name != part)
        quotes.append(Quote(words_of(said), name, speaker.role))
        last_named, goes_on = name, block.text.endswith(":")
    return tuple(
        Quote(quote.text, quote.speaker, quote.role or roles.get(quote.speaker, ""))
        for quote in quotes
    )


def _sign_offs(
    attributions: list[Attribution | None], blocks: list[Block]
) -> dict[int, Attribution]:
    """Return who signs the quotation above, by block; such a block is no quotation itself."""
    signed: dict[int, Attribution] = {}
    for at, (above, below) in enumerate(pairwise(attributions), 1):
        if above is None or above.name or at - 1 in signed:
            continue
        if (below is None or not below.name) and (speaker := sign_off(blocks[at])):
            signed[at] = speaker
            attributions[at] = None
    return signed


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


def _last_name(text: str) -> str:
    names = persons.names_in(text[:_LONGEST_LOOK])
    return names[-1] if names else ""
