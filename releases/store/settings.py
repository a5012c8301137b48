"""How each newsroom works: one row a newsroom, the defaults where it has chosen nothing."""

import msgspec

from releases.store import newsrooms
from releases.store.tx import Tx

_COLUMNS = "newsroom, accent, four_eyes, feedback, guidance, keep_days"


class RoomSettings(msgspec.Struct, frozen=True):
    """A newsroom's own choices.

    `accent` is the colour of its embeds (#rrggbb, empty for ours). `four_eyes`: nobody publishes
    what they wrote themselves. `feedback`: readers may comment on releases; `guidance` tells them
    where to turn with questions of care, and what they write is kept for `keep_days` days.
    """

    newsroom: str
    accent: str = ""
    four_eyes: bool = False
    feedback: bool = False
    guidance: str = ""
    keep_days: int = 90


def get(tx: Tx, newsroom: str) -> RoomSettings:
    """Return a newsroom's settings."""
    row = tx.one(f"SELECT {_COLUMNS} FROM setting WHERE newsroom = :newsroom", newsroom=newsroom)
    if row is None:
        return RoomSettings(newsroom)
    return RoomSettings(
        newsroom=newsroom,
        accent=row["accent"],
        four_eyes=bool(row["four_eyes"]),
        feedback=bool(row["feedback"]),
        guidance=row["guidance"],
        keep_days=row["keep_days"],
    )


def put(tx: Tx, wanted: RoomSettings) -> None:
    """Store a newsroom's settings; pages and embeds are rendered anew, and say so."""
    tx.run("DELETE FROM setting WHERE newsroom = :newsroom", newsroom=wanted.newsroom)
    tx.run(
        f"INSERT INTO setting ({_COLUMNS}) VALUES "
        "(:newsroom, :accent, :four_eyes, :feedback, :guidance, :keep_days)",
        newsroom=wanted.newsroom,
        accent=wanted.accent,
        four_eyes=int(wanted.four_eyes),
        feedback=int(wanted.feedback),
        guidance=wanted.guidance,
        keep_days=wanted.keep_days,
    )
    newsrooms.touch(tx, wanted.newsroom)
