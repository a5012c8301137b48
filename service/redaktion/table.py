"""The table of the desk's doors: every page, its handlers, and what it takes to enter."""

from starlette.routing import Route

from service.redaktion import (
    account,
    elsewhere,
    overview,
    second_factor,
    signing,
)
from service.redaktion.doors import Door, Need

DOORS: tuple[Door, ...] = (
    Door(
        "/logga-in",
        {"GET": (signing.form, Need.NOBODY), "POST": (signing.sign_in, Need.NOBODY)},
    ),
    Door("/logga-in/kod", {"POST": (signing.second_step, Need.NOBODY)}),
    Door("/logga-in/organisation", {"GET": (elsewhere.leave, Need.NOBODY)}),
    Door("/logga-in/organisation/svar", {"GET": (elsewhere.return_from, Need.NOBODY)}),
    Door(
        "/konto",
        {"GET": (account.account, Need.SESSION), "POST": (account.set_profile, Need.SESSION)},
    ),
    Door("/konto/losenord", {"POST": (account.set_password, Need.SESSION)}),
    Door("/konto/logga-ut-overallt", {"POST": (account.sign_out_everywhere, Need.SESSION)}),
    Door(
        "/konto/tvasteg",
        {"GET": (second_factor.offer, Need.SESSION), "POST": (second_factor.turn_on, Need.SESSION)},
    ),
    Door("/konto/tvasteg/installning", {"GET": (second_factor.settings, Need.SESSION)}),
    Door("/konto/tvasteg/koder", {"POST": (second_factor.new_codes, Need.SESSION)}),
    Door("/konto/tvasteg/av", {"POST": (second_factor.turn_off, Need.SESSION)}),
    Door("/logga-ut", {"POST": (signing.sign_out, Need.SESSION)}),
    Door("/", {"GET": (overview.newsrooms_of, Need.SESSION)}),
    Door("/{newsroom}/", {"GET": (overview.overview, Need.AUTHOR)}),
)


def routes() -> list[Route]:
    """Return the desk's routes."""
    return [door.route() for door in DOORS]
