"""The table of the desk's doors: every page, its handlers, and what it takes to enter."""

from starlette.routing import Route

from service.redaktion import comments, not_found, overview
from service.redaktion.guard import DeskRoute, Permission
from service.redaktion.login import (
    account,
    invitation,
    new_password,
    openid,
    second_factor,
    sign_in,
)
from service.redaktion.publishing.routes import PUBLISHING
from service.redaktion.settings import (
    clock,
    contacts,
    kinds,
    log,
    newsroom,
    people,
    press_contacts,
    template_form,
    templates,
    tokens,
    webhooks,
)
from service.redaktion.writing.routes import WRITING

DOORS: tuple[DeskRoute, ...] = (
    DeskRoute(
        "/logga-in",
        {"GET": (sign_in.form, Permission.NOBODY), "POST": (sign_in.sign_in, Permission.NOBODY)},
    ),
    DeskRoute("/logga-in/kod", {"POST": (sign_in.second_step, Permission.NOBODY)}),
    DeskRoute("/logga-in/organisation", {"GET": (openid.leave, Permission.NOBODY)}),
    DeskRoute("/logga-in/organisation/svar", {"GET": (openid.return_from, Permission.NOBODY)}),
    DeskRoute(
        "/konto",
        {
            "GET": (account.account, Permission.SESSION),
            "POST": (account.set_profile, Permission.SESSION),
        },
    ),
    DeskRoute(
        "/konto/valj-losenord",
        {
            "GET": (new_password.form, Permission.SESSION),
            "POST": (new_password.choose, Permission.SESSION),
        },
        before_choosing=True,
    ),
    DeskRoute(
        "/konto/inbjudan",
        {
            "GET": (invitation.show, Permission.SESSION),
            "POST": (invitation.accept, Permission.SESSION),
        },
    ),
    DeskRoute("/konto/losenord", {"POST": (account.set_password, Permission.SESSION)}),
    DeskRoute(
        "/konto/logga-ut-overallt", {"POST": (account.sign_out_everywhere, Permission.SESSION)}
    ),
    DeskRoute(
        "/konto/tvasteg",
        {
            "GET": (second_factor.offer, Permission.SESSION),
            "POST": (second_factor.turn_on, Permission.SESSION),
        },
    ),
    DeskRoute("/konto/tvasteg/installning", {"GET": (second_factor.settings, Permission.SESSION)}),
    DeskRoute("/konto/tvasteg/koder", {"POST": (second_factor.new_codes, Permission.SESSION)}),
    DeskRoute("/konto/tvasteg/av", {"POST": (second_factor.turn_off, Permission.SESSION)}),
    DeskRoute("/logga-ut", {"POST": (sign_in.sign_out, Permission.SESSION)}, before_choosing=True),
    DeskRoute("/", {"GET": (overview.newsrooms_of, Permission.SESSION)}),
    DeskRoute("", {"GET": (overview.newsrooms_of, Permission.SESSION)}),
    *WRITING,
    *PUBLISHING,
    DeskRoute("/{newsroom}/", {"GET": (overview.overview, Permission.AUTHOR)}),
    DeskRoute(
        "/{newsroom}/installningar",
        {"GET": (newsroom.show, Permission.ADMIN), "POST": (newsroom.save, Permission.ADMIN)},
        keeps=True,
    ),
    DeskRoute("/{newsroom}/synpunkter", {"GET": (comments.inbox, Permission.AUTHOR)}),
    DeskRoute("/{newsroom}/synpunkter/{feedback}", {"POST": (comments.handle, Permission.AUTHOR)}),
    DeskRoute("/{newsroom}/installningar/kontakter", {"GET": (contacts.show, Permission.ADMIN)}),
    DeskRoute(
        "/{newsroom}/installningar/kontakter/{contact}",
        {"GET": (contacts.edit, Permission.ADMIN), "POST": (contacts.save, Permission.ADMIN)},
        keeps=True,
    ),
    DeskRoute(
        "/{newsroom}/installningar/kontakter/{contact}/ta-bort",
        {"POST": (contacts.remove, Permission.ADMIN)},
    ),
    DeskRoute(
        "/{newsroom}/installningar/presskontakter",
        {
            "GET": (press_contacts.show, Permission.ADMIN),
            "POST": (press_contacts.save, Permission.ADMIN),
        },
        keeps=True,
    ),
    DeskRoute(
        "/{newsroom}/installningar/mallar",
        {"GET": (templates.show, Permission.ADMIN), "POST": (kinds.change, Permission.ADMIN)},
    ),
    DeskRoute(
        "/{newsroom}/installningar/mallar/{template}",
        {
            "GET": (template_form.edit, Permission.ADMIN),
            "POST": (template_form.save, Permission.ADMIN),
        },
        keeps=True,
    ),
    DeskRoute(
        "/{newsroom}/installningar/mallar/{template}/ta-bort",
        {"POST": (templates.remove, Permission.ADMIN)},
    ),
    DeskRoute(
        "/{newsroom}/installningar/medarbetare",
        {"GET": (people.show, Permission.ADMIN), "POST": (people.add, Permission.ADMIN)},
    ),
    DeskRoute(
        "/{newsroom}/installningar/medarbetare/{person}/roll",
        {"POST": (people.set_role, Permission.ADMIN)},
    ),
    DeskRoute(
        "/{newsroom}/installningar/medarbetare/{person}/tillgang",
        {"POST": (people.set_ability, Permission.ADMIN)},
    ),
    DeskRoute(
        "/{newsroom}/installningar/medarbetare/{person}/losenord",
        {"POST": (people.reset, Permission.ADMIN)},
    ),
    DeskRoute(
        "/{newsroom}/installningar/nycklar",
        {"GET": (tokens.show, Permission.ADMIN), "POST": (tokens.add, Permission.ADMIN)},
    ),
    DeskRoute(
        "/{newsroom}/installningar/nycklar/dra-in", {"POST": (tokens.revoke, Permission.ADMIN)}
    ),
    DeskRoute(
        "/{newsroom}/installningar/webhooks",
        {"GET": (webhooks.show, Permission.ADMIN), "POST": (webhooks.add, Permission.ADMIN)},
    ),
    DeskRoute(
        "/{newsroom}/installningar/webhooks/{webhook}/testa",
        {"POST": (webhooks.ping, Permission.ADMIN)},
    ),
    DeskRoute(
        "/{newsroom}/installningar/webhooks/{webhook}/ta-bort",
        {"POST": (webhooks.remove, Permission.ADMIN)},
    ),
    DeskRoute(
        "/{newsroom}/installningar/webhooks/{webhook}/sla-pa",
        {"POST": (webhooks.resume, Permission.ADMIN)},
    ),
    DeskRoute(
        "/{newsroom}/installningar/webhooks/igen/{announcement}",
        {"POST": (webhooks.again, Permission.ADMIN)},
    ),
    DeskRoute("/{newsroom}/installningar/logg", {"GET": (log.show, Permission.ADMIN)}),
    DeskRoute("/{newsroom}/installningar/logg.csv", {"GET": (log.export, Permission.ADMIN)}),
    DeskRoute(
        "/{newsroom}/installningar/klocka",
        {"GET": (clock.show, Permission.ADMIN), "POST": (clock.confirm, Permission.ADMIN)},
    ),
    # Last: whatever is no page.
    DeskRoute("/{rest:path}", {"GET": (not_found.show, Permission.SESSION)}),
)


def routes() -> list[Route]:
    """Return the desk's routes."""
    return [door.route() for door in DOORS]
