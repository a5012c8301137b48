"""The table of the desk's doors: every page, its handlers, and what it takes to enter."""

from starlette.routing import Route

from service.redaktion import (
    account,
    choosing,
    comments,
    elsewhere,
    invitation,
    missing,
    overview,
    second_factor,
    signing,
)
from service.redaktion.doors import Door, Need
from service.redaktion.publishing.table import PUBLISHING
from service.redaktion.settings import (
    contacts,
    kinds,
    log,
    newsroom,
    people,
    template_form,
    templates,
    tokens,
    webhooks,
)
from service.redaktion.writing.table import WRITING

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
    Door(
        "/konto/valj-losenord",
        {"GET": (choosing.form, Need.SESSION), "POST": (choosing.choose, Need.SESSION)},
        before_choosing=True,
    ),
    Door(
        "/konto/inbjudan",
        {"GET": (invitation.show, Need.SESSION), "POST": (invitation.accept, Need.SESSION)},
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
    Door("/logga-ut", {"POST": (signing.sign_out, Need.SESSION)}, before_choosing=True),
    Door("/", {"GET": (overview.newsrooms_of, Need.SESSION)}),
    *WRITING,
    *PUBLISHING,
    Door("/{newsroom}/", {"GET": (overview.overview, Need.AUTHOR)}),
    Door(
        "/{newsroom}/installningar",
        {"GET": (newsroom.show, Need.ADMIN), "POST": (newsroom.save, Need.ADMIN)},
    ),
    Door("/{newsroom}/synpunkter", {"GET": (comments.inbox, Need.AUTHOR)}),
    Door("/{newsroom}/synpunkter/{feedback}", {"POST": (comments.handle, Need.AUTHOR)}),
    Door("/{newsroom}/installningar/kontakter", {"GET": (contacts.show, Need.ADMIN)}),
    Door(
        "/{newsroom}/installningar/kontakter/{contact}",
        {"GET": (contacts.edit, Need.ADMIN), "POST": (contacts.save, Need.ADMIN)},
    ),
    Door(
        "/{newsroom}/installningar/kontakter/{contact}/ta-bort",
        {"POST": (contacts.remove, Need.ADMIN)},
    ),
    Door(
        "/{newsroom}/installningar/mallar",
        {"GET": (templates.show, Need.ADMIN), "POST": (kinds.change, Need.ADMIN)},
    ),
    Door(
        "/{newsroom}/installningar/mallar/{template}",
        {"GET": (template_form.edit, Need.ADMIN), "POST": (template_form.save, Need.ADMIN)},
        keeps=True,
    ),
    Door(
        "/{newsroom}/installningar/mallar/{template}/ta-bort",
        {"POST": (templates.remove, Need.ADMIN)},
    ),
    Door(
        "/{newsroom}/installningar/medarbetare",
        {"GET": (people.show, Need.ADMIN), "POST": (people.add, Need.ADMIN)},
    ),
    Door(
        "/{newsroom}/installningar/medarbetare/{person}/roll",
        {"POST": (people.set_role, Need.ADMIN)},
    ),
    Door(
        "/{newsroom}/installningar/medarbetare/{person}/tillgang",
        {"POST": (people.set_ability, Need.ADMIN)},
    ),
    Door(
        "/{newsroom}/installningar/medarbetare/{person}/losenord",
        {"POST": (people.reset, Need.ADMIN)},
    ),
    Door(
        "/{newsroom}/installningar/nycklar",
        {"GET": (tokens.show, Need.ADMIN), "POST": (tokens.add, Need.ADMIN)},
    ),
    Door("/{newsroom}/installningar/nycklar/dra-in", {"POST": (tokens.revoke, Need.ADMIN)}),
    Door(
        "/{newsroom}/installningar/webhooks",
        {"GET": (webhooks.show, Need.ADMIN), "POST": (webhooks.add, Need.ADMIN)},
    ),
    Door(
        "/{newsroom}/installningar/webhooks/{webhook}/testa",
        {"POST": (webhooks.ping, Need.ADMIN)},
    ),
    Door(
        "/{newsroom}/installningar/webhooks/{webhook}/ta-bort",
        {"POST": (webhooks.remove, Need.ADMIN)},
    ),
    Door(
        "/{newsroom}/installningar/webhooks/igen/{announcement}",
        {"POST": (webhooks.again, Need.ADMIN)},
    ),
    Door("/{newsroom}/installningar/logg", {"GET": (log.show, Need.ADMIN)}),
    Door("/{newsroom}/installningar/logg.csv", {"GET": (log.export, Need.ADMIN)}),
    # Last: whatever is no page.
    Door("/{rest:path}", {"GET": (missing.show, Need.SESSION)}),
)


def routes() -> list[Route]:
    """Return the desk's routes."""
    return [door.route() for door in DOORS]
