"""The inbox of readers' comments: by state, newest first."""

from starlette.responses import Response

from releases.errors import NotFound
from releases.model import DraftRef
from releases.store import audit, drafts, feedback, settings
from releases.store.feedback import Feedback, FeedbackCursor, FeedbackState
from releases.store.settings import RoomSettings
from releases.store.tx import Tx
from service.public import cursors
from service.redaktion.request import Visit

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
    query = visit.query
    asked = query.get("state", FeedbackState.NEW)
    state = FeedbackState(asked) if asked in set(FeedbackState) else FeedbackState.NEW
    place = cursors.parse_cursor(query.get("before", ""))
    before = FeedbackCursor(*place) if place else None

    def f(tx: Tx) -> tuple[tuple[Shown, ...], RoomSettings, str]:
        listed = feedback.page(tx, visit.newsroom, state, LISTED + 1, before)
        page, older = listed[:LISTED], ""
        if len(listed) > LISTED:
            older = cursors.format_cursor(page[-1].made_at, page[-1].id)
        titled = tuple(
            (comment, drafts.get(tx, DraftRef(visit.newsroom, comment.release)).draft.title)
            for comment in page
        )
        return titled, settings.get(tx, visit.newsroom), older

    shown, choices, older = await visit.read(f)
    return visit.page(
        "comments.html", shown=shown, choices=choices, older=older, state=state, states=STATES
    )


async def handle(visit: Visit) -> Response:
    """Note how far a comment has come, or delete it, which is asked about once."""
    wanted, comment = visit.form.get("do"), visit.path["feedback"]
    if wanted == REMOVE and visit.form.get("confirm") != "1":
        found = await visit.read(feedback.get, visit.newsroom, comment)
        return visit.page("comment_remove.html", comment=found)

    def f(tx: Tx) -> None:
        if wanted == REMOVE:
            feedback.remove(tx, visit.newsroom, comment)
        elif wanted in set(FeedbackState):
            feedback.mark(tx, visit.newsroom, comment, FeedbackState(wanted))
        else:
            raise NotFound(what="state of a comment")
        action = "feedback.remove" if wanted == REMOVE else "feedback.mark"
        audit.note(tx, visit.actor, action, visit.newsroom, feedback=comment, to=wanted)

    await visit.write(f)
    said = visit.say("Raderad." if wanted == REMOVE else "Sparat.")
    return visit.go("synpunkter", said=said)
