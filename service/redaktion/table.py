"""The table of the desk's doors: every page, its handlers, and what it takes to enter."""

from starlette.routing import Route

from service.redaktion import overview, signing
from service.redaktion.doors import Door, Need

DOORS: tuple[Door, ...] = (
    Door(
        "/logga-in",
        {"GET": (signing.form, Need.NOBODY), "POST": (signing.sign_in, Need.NOBODY)},
    ),
    Door("/logga-ut", {"POST": (signing.sign_out, Need.SESSION)}),
    Door("/", {"GET": (overview.newsrooms_of, Need.SESSION)}),
    Door("/{newsroom}/", {"GET": (overview.overview, Need.AUTHOR)}),
)


def routes() -> list[Route]:
    """Return the desk's routes."""
    return [door.route() for door in DOORS]
