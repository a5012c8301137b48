"""Granska och publicera: what will be seen, what to look at, when, and then the approval."""

import msgspec
from starlette.responses import Response

from releases import timeline
from releases.desk import approval, four_eyes, preview
from releases.desk.four_eyes import Standing
from releases.errors import (
    EntryRefused,
    FieldError,
    FourEyes,
    InvalidDocument,
    Refusal,
    VersionConflict,
)
from releases.intake.record import Caution
from releases.model import Release
from releases.public import PublicRelease
from releases.rules import draft_diff, draft_warnings, personal_data
from releases.rules.roles import Role
from releases.store import desklist, drafts, log, previews, schedule, submissions
from releases.store.desklist import DeskState
from releases.store.previews import PreviewLink
from releases.store.schedule import Planned
from releases.store.submissions import Submission
from releases.store.tx import Tx
from releases.timeline import Action, Entry
from service import heavy_checks
from service.redaktion import date_words
from service.redaktion.error_messages import describe
from service.redaktion.labels import FIELDS
from service.redaktion.login.repeated_question import RepeatedQuestion
from service.redaktion.publishing import approval_form, confirmation
from service.redaktion.publishing.approval_form import WishForm
from service.redaktion.publishing.confirmation import Edits
from service.redaktion.publishing.hints import NEAR, hints
from service.redaktion.request import Visit

_OK, _WRONG = 200, 422
# What the confirmation of a publication asks, and shows again with what was chosen on it.
QUESTION = RepeatedQuestion(
    lambda visit: visit.url("r", visit.path["release"], "granska"),
    ("when", "at", "significance", "note", "silent", "replaces"),
    "Inte publicerat.",
    "when",
)
FORMS = {"sida": "Sida", "flode": "Flöde", "inbaddning": "Inbäddning", "lank": "Delad länk"}


class Review(msgspec.Struct, frozen=True):
    """Everything the page tells of a draft that may be approved."""

    release: Release
    state: DeskState
    action: Action
    waiting: Entry | None
    undoing: tuple[Entry, ...]
    shown: PublicRelease | None
    refused: str
    four_eyes: bool
    standing: Standing
    edits: Edits
    changes: tuple[draft_diff.FieldChange, ...]
    stops: tuple[Caution, ...]
    unfilled: tuple[str, ...]
    cautions: tuple[Caution, ...]
    near: tuple[Planned, ...]
    links: tuple[PreviewLink, ...]
    submission: Submission | None
    returned: Submission | None


class Typed(msgspec.Struct, frozen=True):
    """What was written to the other side and could not be sent, and what is wrong with it."""

    word: str = ""
    comment: str = ""
    problem: str = ""


async def review(visit: Visit) -> Response:
    """Show the draft as it will be, and ask when."""
    wanted = approval_form.read_wish_form(visit, lambda name: visit.query.get(name, ""))
    return await render_review(visit, wanted)


async def publish(visit: Visit) -> Response:
    """Approve what was shown: now, or at the instant that was shown."""
    wanted = approval_form.read_wish_form(visit, visit.form.get)
    action = visit.form.get("action")
    # What was shown is what is done: pressed twice, a publication does not become a correction.
    if action not in (Action.PUBLISH, Action.CORRECT):
        return await render_review(visit, wanted, 422)
    wanted = approval_form.to_wish(visit, wanted, Action(action))
    if not wanted.settled:
        return await render_review(visit, wanted, 422)
    release_id = visit.path["release"]
    order = wanted.order(Action(action), visit.form.number("version"), visit.form.all("replaces"))
    release = await visit.read(drafts.get, visit.ref)
    await heavy_checks.look_for_numbers(visit.services, release.draft)
    try:
        entry = await visit.write(approval.approve, visit.ref, order, visit.actor)
    except (FieldError, FourEyes, InvalidDocument, VersionConflict) as error:
        return await render_review(visit, wanted, 422, _describe_refusal(visit, error))
    visit.services.scheduler.rearm()
    return visit.go("r", release_id, "kvitto", said=_done(visit, entry))


async def render_review(
    visit: Visit,
    wanted: WishForm,
    status: int = _OK,
    problem: str = "",
    link: str = "",
    typed: Typed | None = None,
) -> Response:
    """Return the page, with what is wrong or a new preview link."""
    loaded = await visit.read(_review, visit, wanted)
    wanted = approval_form.to_wish(visit, wanted, loaded.action)
    if status == _OK and (wanted.chosen.problem or wanted.problem):
        status = _WRONG
    form = visit.query.get("view", "sida")
    at = wanted.chosen.at
    return visit.page(
        "review.html",
        status,
        found=loaded,
        wanted=wanted,
        hints=hints(visit, at, loaded.near) if at else [],
        problem=problem or loaded.refused,
        unsent=QUESTION.describe(visit, loaded.release.version),
        form=form if form in FORMS else "sida",
        forms=FORMS,
        fields=FIELDS,
        may_publish=visit.role is not None and visit.role.covers(Role.EDITOR),
        link=link,
        typed=typed or Typed(),
        NOW=approval_form.NOW,
        LATER=approval_form.LATER,
        ANYWAY=approval_form.ANYWAY,
        called_off=visit.form.all("replaces") or tuple(visit.query.getlist("replaces")),
    )


def _review(tx: Tx, visit: Visit, wanted: WishForm) -> Review:
    release = drafts.get(tx, visit.ref)
    entries = log.entries(tx, release.id)
    at = max(wanted.at(tx.now), tx.now)
    waiting = preview.pending(entries, tx.now)
    item, refused = _preview(tx, visit, release, wanted)
    kept = tuple(entry for entry in entries if waiting is None or entry.id != waiting.id)
    action = preview.action_at(kept, at)
    standing = four_eyes.standing(tx, visit.ref)
    unfilled = approval.placeholders_in(tx, visit.newsroom, release.draft)
    before = timeline.state(entries, tx.now)
    old = drafts.revisions_by_id(tx, (before.revision,))[before.revision] if before else None
    return Review(
        release=release,
        state=desklist.state_of(tx, release, tx.now),
        action=action,
        waiting=waiting,
        undoing=approval.conflicting_corrections(tx, release, kept, at),
        shown=item,
        refused=refused,
        four_eyes=standing.bars(visit.actor),
        standing=standing,
        edits=confirmation.find_edits(tx, visit, release, standing),
        changes=draft_diff.changes(old.document, release.draft) if old else (),
        stops=approval.numbers_in_draft(tx, release) + personal_data.in_text(wanted.note),
        unfilled=unfilled,
        cautions=tuple(
            warning
            for warning in draft_warnings.of(release.draft, at)
            if warning.code not in personal_data.CODES
            and not (unfilled and warning.code == "placeholder")
        ),
        near=schedule.near(tx, visit.newsroom, at - NEAR, at + NEAR, release.id)
        if wanted.chosen.at
        else (),
        links=tuple(link for link in previews.of_release(tx, release.id) if link.is_open(tx.now)),
        submission=submissions.find_waiting(tx, release),
        returned=submissions.find_returned(tx, release.id),
    )


def _preview(
    tx: Tx, visit: Visit, release: Release, wanted: WishForm
) -> tuple[PublicRelease | None, str]:
    try:
        return preview.rehearse(tx, release, wanted.wish(tx.now)), ""
    except (EntryRefused, InvalidDocument) as error:
        return None, _describe_refusal(visit, error)


def _done(visit: Visit, entry: Entry) -> str:
    when = date_words.format_moment(entry.at, visit.person.language)
    is_later = entry.effective > entry.made_at
    if entry.action is Action.CORRECT:
        text = "Rättelsen publiceras {when}." if is_later else "Rättelsen är publicerad."
    else:
        text = "Schemalagt till {when}." if is_later else "Publicerat."
    return visit.say(text, when=when)


def _describe_refusal(visit: Visit, error: Refusal) -> str:
    """Return what to tell of an approval that was refused."""
    why = describe(visit, error)
    if isinstance(error, InvalidDocument):
        return visit.say("Texten går inte att publicera ännu: {why}", why=why)
    return why
