"""The inbox of readers' comments: by state, newest first."""

from starlette.responses import Response

from releases.errors import NotFound
from releases.store import audit, drafts, feedback, settings
from releases.store.feedback import Feedback, FeedbackCursor, FeedbackState
from releases.store.settings import RoomSettings
from releases.store.tx import Tx
from service import places
from service.redaktion.visit import Visit

LISTED = 20
REMOVE = "remove"
STATES = {
    FeedbackState.NEW: "Nya",
    FeedbackState.READ: "Lästa",
    FeedbackState.ANSWERED: "Besvarade",
    FeedbackState.ARCHIVED: "Arkiverade",
}

Shown = tuple[Feedback, str]


async def inbox(visit: Visit) -> Response:
    """Show the comments in one state."""
    query = visit.request.query_params
    asked = query.get("lage", FeedbackState.NEW)
    state = FeedbackState(asked) if asked in set(FeedbackState) else FeedbackState.NEW
    place = places.read(query.get("before", ""))
    before = FeedbackCursor(*place) if place else None

    def f(tx: Tx) -> tuple[tuple[Shown, ...], RoomSettings, str]:
        found = feedback.page(tx, visit.newsroom, state, LISTED + 1, before)
        page, older = found[:LISTED], ""
        if len(found) > LISTED:
            older = places.written(page[-1].made_at, page[-1].id)
        titled = tuple(
            (each, drafts.get(tx, visit.newsroom, each.release).draft.title) for each in page
        )
        return titled, settings.get(tx, visit.newsroom), older

    shown, choices, older = await visit.read(f)
    return visit.page(
        "comments.html", shown=shown, choices=choices, older=older, state=state, states=STATES
    )


async def handle(visit: Visit) -> Response:
    """Note how far a comment has come, or delete it, which is asked about once."""
    wanted, comment = visit.form.get("do"), visit.path["feedback"]
    if wanted == REMOVE and visit.form.get("bekrafta") != "1":
        found = await visit.read(feedback.get, visit.newsroom, comment)
        return visit.page("comment_remove.html", comment=found)

    def f(tx: Tx) -> None:
        if wanted == REMOVE:
            feedback.remove(tx, visit.newsroom, comment)
        elif wanted in set(FeedbackState):
            feedback.mark(tx, visit.newsroom, comment, FeedbackState(wanted))
        else:
            raise NotFound("There is no such state of a comment.")
        action = "feedback.remove" if wanted == REMOVE else "feedback.mark"
        audit.note(tx, visit.who, action, visit.newsroom, feedback=comment, to=wanted)

    await visit.write(f)
    said = visit.say("Raderad." if wanted == REMOVE else "Sparat.")
    return visit.go("synpunkter", said=said)
