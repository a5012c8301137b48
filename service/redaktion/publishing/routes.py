"""The doors from a finished draft to what became of it."""

from service.redaktion.guard import DeskRoute, Permission
from service.redaktion.publishing import (
    calendar,
    confirmation,
    history,
    outcome,
    preview,
    preview_links,
    receipt,
    release_list,
    reschedule,
    review,
    statistics,
    submission,
    withdrawal,
)

_OUTSIDE = "/forhandsvisning/{token}"
_RELEASE = "/{newsroom}/r/{release}"

PUBLISHING: tuple[DeskRoute, ...] = (
    # Before the newsrooms, whose pages have addresses of the same shape.
    DeskRoute(_OUTSIDE, {"GET": (preview_links.open_link, Permission.NOBODY)}),
    DeskRoute(f"{_OUTSIDE}/sida", {"GET": (preview_links.page, Permission.NOBODY)}),
    DeskRoute(f"{_OUTSIDE}/fil/{{file}}", {"GET": (preview_links.serve_file, Permission.NOBODY)}),
    DeskRoute("/{newsroom}/alla", {"GET": (release_list.everything, Permission.AUTHOR)}),
    DeskRoute("/{newsroom}/kalender", {"GET": (calendar.calendar, Permission.AUTHOR)}),
    DeskRoute("/{newsroom}/statistik", {"GET": (statistics.statistics, Permission.AUTHOR)}),
    DeskRoute("/{newsroom}/statistik.csv", {"GET": (statistics.export, Permission.AUTHOR)}),
    DeskRoute(f"{_RELEASE}/granska", {"GET": (review.review, Permission.AUTHOR)}),
    DeskRoute(
        f"{_RELEASE}/granska/publicera",
        {"POST": (review.publish, Permission.EDITOR)},
        question=review.QUESTION,
    ),
    DeskRoute(
        f"{_RELEASE}/granska/skicka", {"POST": (submission.submit, Permission.AUTHOR)}, keeps=True
    ),
    DeskRoute(
        f"{_RELEASE}/granska/ta-tillbaka", {"POST": (submission.take_back, Permission.AUTHOR)}
    ),
    DeskRoute(
        f"{_RELEASE}/granska/skicka-tillbaka",
        {"POST": (submission.send_back, Permission.EDITOR)},
        keeps=True,
    ),
    DeskRoute(f"{_RELEASE}/granska/bekrafta", {"POST": (confirmation.confirm, Permission.AUTHOR)}),
    DeskRoute(f"{_RELEASE}/granska/lank", {"POST": (preview_links.make, Permission.AUTHOR)}),
    DeskRoute(
        f"{_RELEASE}/granska/lank/{{link}}/stang",
        {"POST": (preview_links.revoke, Permission.AUTHOR)},
    ),
    DeskRoute(f"{_RELEASE}/som/{{form}}", {"GET": (preview.show, Permission.AUTHOR)}),
    DeskRoute(f"{_RELEASE}/fil/{{file}}", {"GET": (preview.serve_file, Permission.AUTHOR)}),
    DeskRoute(f"{_RELEASE}/gjort", {"GET": (outcome.find, Permission.AUTHOR)}),
    DeskRoute(f"{_RELEASE}/kvitto", {"GET": (receipt.receipt, Permission.AUTHOR)}),
    DeskRoute(
        f"{_RELEASE}/flytta/{{entry}}",
        {
            "GET": (reschedule.move, Permission.EDITOR),
            "POST": (reschedule.confirm_move, Permission.EDITOR),
        },
        question=reschedule.MOVING,
    ),
    DeskRoute(
        f"{_RELEASE}/avboka/{{entry}}",
        {
            "GET": (reschedule.cancel, Permission.EDITOR),
            "POST": (reschedule.confirm_cancel, Permission.EDITOR),
        },
        question=reschedule.CANCELLING,
    ),
    DeskRoute(
        f"{_RELEASE}/aterkalla",
        {
            "GET": (withdrawal.withdraw, Permission.EDITOR),
            "POST": (withdrawal.confirm_withdraw, Permission.EDITOR),
        },
        question=withdrawal.QUESTION,
    ),
    DeskRoute(f"{_RELEASE}/historik", {"GET": (history.history, Permission.AUTHOR)}),
    DeskRoute(f"{_RELEASE}/historik/sida", {"GET": (history.page, Permission.AUTHOR)}),
)
