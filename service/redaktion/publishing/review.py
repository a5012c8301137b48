"""Granska och publicera: what will be seen, what to look at, when, and then the approval."""

import msgspec
from starlette.responses import Response

from releases import (
    amending,
    cautions,
    foureyes,
    rehearsal,
    stopping,
    superseding,
    timeline,
)
from releases.approval import Approval
from releases.errors import (
    EntryRefused,
    FourEyes,
    InvalidDocument,
    PersonalNumbers,
    Unchanged,
    VersionConflict,
)
from releases.intake.record import Caution
from releases.model import Release
from releases.people import Role
from releases.reading import PublicRelease
from releases.store import desklist, drafts, log, planning, previews, submissions
from releases.store.desklist import DeskState
from releases.store.planning import Planned
from releases.store.previews import PreviewLink
from releases.store.submissions import Submission
from releases.store.tx import Tx
from releases.timeline import Action, Entry
from service.redaktion.publishing import moments, wish
from service.redaktion.publishing.hints import NEAR, hints
from service.redaktion.publishing.wish import Asked
from service.redaktion.publishing.words import FIELDS
from service.redaktion.visit import Visit
from service.redaktion.writing.wrong import problems

_OK, _WRONG = 200, 422
FORMS = {"sida": "Sida", "flode": "Flöde", "inbaddning": "Inbäddning"}


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
    changes: tuple[amending.Change, ...]
    stops: tuple[Caution, ...]
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
    wanted = wish.asked(visit, lambda name: visit.request.query_params.get(name, ""))
    return await shown(visit, wanted)


async def publish(visit: Visit) -> Response:
    """Approve what was shown: now, or at the instant that was shown."""
    wanted = wish.asked(visit, visit.form.get)
    action = visit.form.get("handling")
    # What was shown is what is done: pressed twice, a publication does not become a correction.
    if action not in (Action.PUBLISH, Action.CORRECT):
        return await shown(visit, wanted, 422)
    wanted = wish.told(visit, wanted, Action(action))
    if not wanted.settled:
        return await shown(visit, wanted, 422)
    release_id = visit.path["release"]
    given = Approval(wanted.order(Action(action)), visit.form.number("version"))
    called_off = visit.form.all("avboka")
    try:
        entry = await visit.write(
            superseding.approve, visit.newsroom, release_id, given, called_off, visit.who
        )
    except (EntryRefused, FourEyes, InvalidDocument, PersonalNumbers, VersionConflict) as error:
        return await shown(visit, wanted, 422, said(visit, error))
    visit.house.scheduler.rearm()
    return visit.go("r", release_id, "kvitto", said=_done(visit, entry))


async def shown(
    visit: Visit,
    wanted: Asked,
    status: int = _OK,
    problem: str = "",
    link: str = "",
    typed: Typed | None = None,
) -> Response:
    """Return the page, with what is wrong or a new preview link."""
    found = await visit.read(_review, visit, wanted)
    wanted = wish.told(visit, wanted, found.action)
    if status == _OK and (wanted.chosen.problem or wanted.problem):
        status = _WRONG
    form = visit.request.query_params.get("visa", "sida")
    at = wanted.chosen.at
    return visit.page(
        "review.html",
        status,
        found=found,
        wanted=wanted,
        hints=hints(visit, at, found.near) if at else [],
        problem=problem or _said_of(visit, found.refused),
        form=form if form in FORMS else "sida",
        forms=FORMS,
        fields=FIELDS,
        may_publish=visit.role is not None and visit.role.covers(Role.EDITOR),
        echo=moments.echo,
        spoken=moments.spoken,
        link=link,
        typed=typed or Typed(),
        NOW=wish.NOW,
        LATER=wish.LATER,
        ANYWAY=wish.ANYWAY,
        called_off=visit.form.all("avboka"),
    )


def _review(tx: Tx, visit: Visit, wanted: Asked) -> Review:
    release = drafts.get(tx, visit.newsroom, visit.path["release"])
    entries = log.entries(tx, release.id)
    at = max(wanted.at(tx.now), tx.now)
    waiting = rehearsal.pending(entries, tx.now)
    item, refused = _rehearsed(tx, visit, release, wanted)
    kept = tuple(each for each in entries if waiting is None or each.id != waiting.id)
    action = rehearsal.action_at(kept, at)
    before = timeline.state(entries, tx.now)
    old = drafts.revisions_by_id(tx, (before.revision,))[before.revision] if before else None
    return Review(
        release=release,
        state=desklist.state_of(tx, release, tx.now),
        action=action,
        waiting=waiting,
        undoing=superseding.undoing(tx, release, kept, at),
        shown=item,
        refused=refused,
        four_eyes=_is_barred(tx, visit, action),
        changes=amending.changes(old.document, release.draft) if old else (),
        stops=stopping.in_document(release.draft) + stopping.in_text(wanted.note),
        cautions=tuple(
            each for each in cautions.of(release.draft, at) if each.code not in stopping.CODES
        ),
        near=planning.near(tx, visit.newsroom, at - NEAR, at + NEAR, release.id)
        if wanted.chosen.at
        else (),
        links=tuple(each for each in previews.of_release(tx, release.id) if each.is_open(tx.now)),
        submission=submissions.waiting(tx, release),
        returned=submissions.returned(tx, release.id),
    )


def _rehearsed(
    tx: Tx, visit: Visit, release: Release, wanted: Asked
) -> tuple[PublicRelease | None, str]:
    try:
        return rehearsal.rehearse(tx, release, wanted.wish(tx.now)), ""
    except EntryRefused:
        return None, "log"
    except InvalidDocument as error:
        return None, " ".join(problems(error, visit.say).values())


def _is_barred(tx: Tx, visit: Visit, action: Action) -> bool:
    try:
        foureyes.check(tx, visit.newsroom, visit.path["release"], action, visit.who)
    except FourEyes:
        return True
    return False


def _done(visit: Visit, entry: Entry) -> str:
    when = moments.echo(entry.at, visit.person.language)
    is_later = entry.effective > entry.made_at
    if entry.action is Action.CORRECT:
        text = "Rättelsen publiceras {when}." if is_later else "Rättelsen är publicerad."
    else:
        text = "Schemalagt till {when}." if is_later else "Publicerat."
    return visit.say(text, when=when)


def said(
    visit: Visit,
    error: EntryRefused | FourEyes | InvalidDocument | PersonalNumbers | VersionConflict,
) -> str:
    """Return what to tell of an approval that was refused."""
    match error:
        case VersionConflict():
            return visit.say(
                "Texten har ändrats sedan du öppnade sidan. Läs den igen innan du går vidare."
            )
        case FourEyes():
            return visit.say("Du har skrivit texten själv. Någon annan i redaktionen godkänner.")
        case PersonalNumbers():
            return visit.say("Bekräfta att personnumret ska publiceras, eller ta bort det.")
        case Unchanged():
            return visit.say("Texten är den som redan är godkänd: det finns inget att rätta.")
        case EntryRefused():
            return _said_of(visit, "log")
    return _said_of(visit, " ".join(problems(error, visit.say).values()))


def _said_of(visit: Visit, refused: str) -> str:
    if refused == "log":
        return visit.say(
            "Den tiden går inte: något annat är redan planerat för meddelandet. Se kvittot."
        )
    return visit.say("Texten går inte att publicera än: {why}", why=refused) if refused else ""
