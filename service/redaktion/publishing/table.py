"""The doors from a finished draft to what became of it."""

from service.redaktion.doors import Door, Need
from service.redaktion.publishing import (
    calendar,
    everything,
    history,
    moving,
    outside,
    receipt,
    review,
    showing,
    statistics,
    submitting,
    withdrawing,
)

_OUTSIDE = "/forhandsvisning/{token}"
_RELEASE = "/{newsroom}/r/{release}"

PUBLISHING: tuple[Door, ...] = (
    # Before the newsrooms, whose pages have addresses of the same shape.
    Door(_OUTSIDE, {"GET": (outside.opened, Need.NOBODY)}),
    Door(f"{_OUTSIDE}/sida", {"GET": (outside.page, Need.NOBODY)}),
    Door(f"{_OUTSIDE}/fil/{{file}}", {"GET": (outside.stored, Need.NOBODY)}),
    Door("/{newsroom}/alla", {"GET": (everything.everything, Need.AUTHOR)}),
    Door("/{newsroom}/kalender", {"GET": (calendar.calendar, Need.AUTHOR)}),
    Door("/{newsroom}/statistik", {"GET": (statistics.statistics, Need.AUTHOR)}),
    Door(f"{_RELEASE}/granska", {"GET": (review.review, Need.AUTHOR)}),
    Door(f"{_RELEASE}/granska/publicera", {"POST": (review.publish, Need.EDITOR)}),
    Door(f"{_RELEASE}/granska/skicka", {"POST": (submitting.submit, Need.AUTHOR)}),
    Door(f"{_RELEASE}/granska/ta-tillbaka", {"POST": (submitting.take_back, Need.AUTHOR)}),
    Door(f"{_RELEASE}/granska/skicka-tillbaka", {"POST": (submitting.send_back, Need.EDITOR)}),
    Door(f"{_RELEASE}/granska/lank", {"POST": (outside.make, Need.AUTHOR)}),
    Door(f"{_RELEASE}/granska/lank/{{link}}/stang", {"POST": (outside.revoke, Need.AUTHOR)}),
    Door(f"{_RELEASE}/som/{{form}}", {"GET": (showing.show, Need.AUTHOR)}),
    Door(f"{_RELEASE}/fil/{{file}}", {"GET": (showing.stored, Need.AUTHOR)}),
    Door(f"{_RELEASE}/kvitto", {"GET": (receipt.receipt, Need.AUTHOR)}),
    Door(
        f"{_RELEASE}/flytta/{{entry}}",
        {"GET": (moving.move, Need.EDITOR), "POST": (moving.confirm_move, Need.EDITOR)},
    ),
    Door(
        f"{_RELEASE}/avboka/{{entry}}",
        {"GET": (moving.cancel, Need.EDITOR), "POST": (moving.confirm_cancel, Need.EDITOR)},
    ),
    Door(
        f"{_RELEASE}/aterkalla",
        {
            "GET": (withdrawing.withdraw, Need.EDITOR),
            "POST": (withdrawing.confirm_withdraw, Need.EDITOR),
        },
    ),
    Door(f"{_RELEASE}/historik", {"GET": (history.history, Need.AUTHOR)}),
    Door(f"{_RELEASE}/historik/sida", {"GET": (history.page, Need.AUTHOR)}),
)
