"""How a newsroom wants to work: four eyes, readers' comments, the accent colour of its embeds."""

import msgspec

from releases.colours import CONTRAST, WHITE, contrast, is_colour
from releases.errors import FieldError, InvalidDocument
from releases.store import audit, feedback, newsrooms, settings
from releases.store.settings import RoomSettings
from releases.store.tx import Tx
from releases.text import clean

GUIDANCE = 1_000
DAYS = (1, 365)


def checked(wanted: RoomSettings) -> RoomSettings:
    """Return the settings cleaned, or raise `InvalidDocument` naming all that is wrong."""
    faults: list[FieldError] = []
    accent = wanted.accent.strip().lower()
    if accent and not is_colour(accent):
        faults.append(FieldError("accent", "write a colour such as #005a68"))
    elif accent and contrast(accent, WHITE) < CONTRAST:
        faults.append(FieldError("accent", "is too light to be read on white; take a darker one"))
    if not DAYS[0] <= wanted.keep_days <= DAYS[1]:
        faults.append(FieldError("keep_days", f"from {DAYS[0]} to {DAYS[1]} days"))
    guidance = ""
    try:
        guidance = clean(wanted.guidance, "guidance", GUIDANCE).strip()
    except FieldError as error:
        faults.append(error)
    if faults:
        raise InvalidDocument(list(faults))
    return msgspec.structs.replace(wanted, accent=accent, guidance=guidance)


def change(tx: Tx, wanted: RoomSettings, who: str) -> RoomSettings:
    """Store how a newsroom works from now on; raises `InvalidDocument` or `NotFound`.

    What readers have written is kept no longer than the new settings say.
    """
    newsrooms.get(tx, wanted.newsroom)
    before, after = settings.get(tx, wanted.newsroom), checked(wanted)
    settings.put(tx, after)
    if after.keep_days != before.keep_days:
        feedback.keep(tx, after.newsroom, after.keep_days)
    changed = {
        name: getattr(after, name)
        for name in ("accent", "four_eyes", "feedback", "keep_days")
        if getattr(after, name) != getattr(before, name)
    }
    audit.note(tx, who, "newsroom.settings", after.newsroom, **changed)
    return after
