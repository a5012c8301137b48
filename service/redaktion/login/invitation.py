"""An invitation to one more newsroom: taken up by whoever has both the account and the code."""

from starlette.responses import Response

from releases.desk import members
from releases.errors import NotFound
from service.redaktion.request import Visit


async def show(visit: Visit) -> Response:
    """Show the code that the link brought, with a button."""
    return _page(visit, visit.query.get("code", ""))


async def accept(visit: Visit) -> Response:
    """Give the person the role that the code stands for."""
    code = visit.form.get("code").strip()
    try:
        newsroom = await visit.write(members.accept_invitation, visit.person, code)
    except NotFound:
        return _page(visit, code, problem=True)
    return visit.go(newsroom, "", said=visit.say("Du har nu en roll i pressrummet."))


def _page(visit: Visit, code: str, *, problem: bool = False) -> Response:
    status = 422 if problem else 200
    return visit.page("invitation.html", status, code=code, problem=problem)
