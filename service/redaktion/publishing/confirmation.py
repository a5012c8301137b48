"""Godkänn ändringen: somebody else answers for a change, so that who made it may approve."""

import msgspec
from starlette.responses import Response

from releases.desk import four_eyes
from releases.desk.four_eyes import Standing
from releases.errors import NothingToConfirm, VersionConflict
from releases.model import Release
from releases.rules import draft_diff
from releases.rules.draft_diff import FieldChange
from releases.store import draft_versions, people, submissions
from releases.store.tx import Tx
from service.redaktion import date_words
from service.redaktion.error_messages import describe
from service.redaktion.request import Visit


class Edits(msgspec.Struct, frozen=True):
    """What two pairs of eyes still ask of a draft, by the names its people have.

    `theirs` are those whose changes the visitor can confirm, so that they can approve; `approvers`
    may approve as it is; `seconds` can confirm the visitor's own changes, those first who have had
    a hand in the text. `changes` are those of `theirs`, none where the whole text is new.
    """

    theirs: tuple[str, ...] = ()
    approvers: tuple[str, ...] = ()
    seconds: tuple[str, ...] = ()
    changes: tuple[FieldChange, ...] = ()


def find_edits(tx: Tx, visit: Visit, release: Release, standing: Standing) -> Edits:
    """Return what is to be confirmed of a draft, and by whom."""
    if not standing.is_wanted:
        return Edits()
    me = visit.actor.who
    others = [
        person.actor.who
        for person, _ in people.members(tx, visit.newsroom)
        if not person.is_disabled and person.actor.who != me
    ]
    sent = submissions.find_waiting(tx, release)
    involved = {*standing.unconfirmed, *([sent.made_by] if sent else [])}
    seconds = [who for who in others if who in involved] or others
    theirs = standing.to_confirm(me)
    return Edits(
        tuple(map(visit.called, theirs)),
        tuple(map(visit.called, standing.approvers)),
        tuple(map(visit.called, seconds)),
        _changes(tx, release, min(standing.unconfirmed[who] for who in theirs)) if theirs else (),
    )


def _changes(tx: Tx, release: Release, since: int) -> tuple[FieldChange, ...]:
    """Return what was changed in a draft from when it became the version `since`."""
    before = draft_versions.find_before(tx, release.id, since)
    return draft_diff.changes(before, release.draft) if before else ()


async def confirm(visit: Visit) -> Response:
    """Note that what others changed has been read and is right."""
    release, version = visit.path["release"], visit.form.number("version")
    standing = await visit.read(four_eyes.standing, visit.ref)
    names = tuple(map(visit.called, standing.to_confirm(visit.actor.who)))
    try:
        await visit.write(four_eyes.confirm, visit.ref, visit.actor, version)
    except (NothingToConfirm, VersionConflict) as error:
        return visit.go("r", release, "granska", said=describe(visit, error))
    listed = date_words.listed(names, visit.language)
    if not names:
        return visit.go("r", release, "granska", said=visit.say("Ändringen är godkänd."))
    done = visit.say("Ändringen är godkänd. Nu kan {names} publicera.", names=listed)
    return visit.go("r", release, "granska", said=done)
