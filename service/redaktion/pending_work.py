"""What waits for somebody at the desk: drafts to be approved or confirmed, comments to be read."""

import msgspec

from releases.desk import four_eyes
from releases.model import Release
from releases.store import feedback, schedule, submissions
from releases.store.submissions import Submission
from releases.store.tx import Tx
from service.redaktion.request import Visit


class WaitingDraft(msgspec.Struct, frozen=True):
    """A draft that waits for approval: what came with it, and whose changes the visitor confirms.

    `edited_by` are names; they are told to those alone who had a hand in the text themselves.
    """

    release: Release
    submission: Submission | None
    edited_by: tuple[str, ...] = ()


class Counts(msgspec.Struct, frozen=True):
    """How much waits in a newsroom."""

    submitted: int
    comments: int


def list_waiting(tx: Tx, visit: Visit, count: int) -> tuple[WaitingDraft, ...]:
    """Return up to `count` drafts of the visit's newsroom that wait for approval, oldest first."""
    return tuple(
        _waiting(tx, visit, release)
        for release in schedule.list_submitted(tx, visit.newsroom, count)
    )


def count(tx: Tx, newsroom: str) -> Counts:
    """Count what waits in a newsroom."""
    return Counts(submissions.count_waiting(tx, newsroom), feedback.count_new(tx, newsroom))


def _waiting(tx: Tx, visit: Visit, release: Release) -> WaitingDraft:
    me, submission = visit.actor.who, submissions.find_waiting(tx, release)
    standing = four_eyes.standing(tx, release.ref)
    has_part = me in standing.unconfirmed or (submission is not None and submission.made_by == me)
    edited_by = standing.to_confirm(me) if has_part else ()
    return WaitingDraft(release, submission, tuple(map(visit.called, edited_by)))
