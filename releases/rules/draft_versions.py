"""Versions of a draft: which saves are told apart, and how many of them are kept. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from releases.model import Document
from releases.times import STOCKHOLM

# The page saves by itself every few seconds: what one person writes within so long is one version.
FOLDED = timedelta(minutes=10)
# So many versions of a release are kept whole; of those before them, the last of each day.
KEPT = 200


class VersionHead(msgspec.Struct, frozen=True):
    """What is known of a version without its text.

    `number` counts a release's versions from 1; `version` is that of the draft after the last save
    that went into it, at `made_at`, the first being at `begun_at`. One that is `is_sealed` was
    saved on purpose, submitted or approved: no later save goes into it.
    """

    number: int
    version: int
    begun_at: datetime
    made_at: datetime
    made_by: str
    is_sealed: bool


class DraftVersion(VersionHead, frozen=True):
    """A version with its text."""

    document: Document


def folds(previous: VersionHead, who: str, now: datetime) -> bool:
    """Tell whether what somebody saves now takes the place of the newest version."""
    return not previous.is_sealed and previous.made_by == who and now - previous.begun_at < FOLDED


def surplus(versions: Sequence[VersionHead]) -> tuple[int, ...]:
    """Return the numbers of the versions to be removed of these, which are newest first.

    The first of them stays, and of every day in Sweden the last.
    """
    days = [version.made_at.astimezone(STOCKHOLM).date() for version in versions]
    return tuple(
        version.number
        for version, day, later in zip(versions[1:], days[1:], days, strict=False)
        if day == later
    )
