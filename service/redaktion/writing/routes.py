"""The doors of writing."""

from service.redaktion.guard import DeskRoute, Permission
from service.redaktion.writing import (
    discard,
    library,
    live_checks,
    notice_form,
    pictures,
    presence,
    preview,
    revert,
    saving,
    start,
    urgent_notice,
    versions,
)

_VERSIONS = "/{newsroom}/r/{release}/versioner"

WRITING: tuple[DeskRoute, ...] = (
    DeskRoute(
        "/{newsroom}/nytt",
        {"GET": (start.choose, Permission.AUTHOR), "POST": (saving.create, Permission.AUTHOR)},
        keeps=True,
    ),
    DeskRoute(
        "/{newsroom}/nytt/inlasning", {"POST": (start.read_in, Permission.AUTHOR)}, keeps=True
    ),
    DeskRoute("/{newsroom}/kontroll", {"POST": (live_checks.look, Permission.AUTHOR)}),
    DeskRoute("/{newsroom}/inklistrat", {"POST": (live_checks.paste, Permission.AUTHOR)}),
    DeskRoute("/{newsroom}/media/{file}", {"GET": (pictures.file, Permission.AUTHOR)}),
    DeskRoute(
        "/{newsroom}/r/{release}",
        {"GET": (saving.show, Permission.AUTHOR), "POST": (saving.save, Permission.AUTHOR)},
        keeps=True,
    ),
    DeskRoute("/{newsroom}/bilder", {"GET": (library.listed, Permission.AUTHOR)}),
    DeskRoute(
        "/{newsroom}/bilder/{media}",
        {"GET": (library.show, Permission.AUTHOR), "POST": (library.change, Permission.AUTHOR)},
    ),
    DeskRoute(
        "/{newsroom}/r/{release}/forhandsgranska", {"GET": (preview.frame, Permission.AUTHOR)}
    ),
    DeskRoute(
        "/{newsroom}/r/{release}/kasta",
        {
            "GET": (discard.ask, Permission.AUTHOR),
            "POST": (discard.discard, Permission.AUTHOR),
        },
    ),
    DeskRoute(
        "/{newsroom}/r/{release}/forkasta",
        {"GET": (revert.ask, Permission.AUTHOR), "POST": (revert.revert, Permission.AUTHOR)},
    ),
    DeskRoute(_VERSIONS, {"GET": (versions.show, Permission.AUTHOR)}),
    DeskRoute(f"{_VERSIONS}/jamfor", {"GET": (versions.compare, Permission.AUTHOR)}),
    DeskRoute(f"{_VERSIONS}/{{number}}", {"GET": (versions.look, Permission.AUTHOR)}),
    DeskRoute(f"{_VERSIONS}/{{number}}/sida", {"GET": (versions.page, Permission.AUTHOR)}),
    DeskRoute(f"{_VERSIONS}/{{number}}/aterstall", {"POST": (versions.restore, Permission.AUTHOR)}),
    DeskRoute("/{newsroom}/r/{release}/narvaro", {"POST": (presence.note, Permission.AUTHOR)}),
    DeskRoute(
        "/{newsroom}/r/{release}/narvaro/slut", {"POST": (presence.leave, Permission.AUTHOR)}
    ),
    DeskRoute(
        "/{newsroom}/r/{release}/kopiera", {"POST": (start.copy, Permission.AUTHOR)}, keeps=True
    ),
    DeskRoute(
        "/{newsroom}/r/{release}/oversatt",
        {"POST": (start.translate, Permission.AUTHOR)},
        keeps=True,
    ),
    DeskRoute(
        "/{newsroom}/snabb",
        {
            "GET": (notice_form.ask, Permission.AUTHOR),
            "POST": (notice_form.write, Permission.AUTHOR),
        },
        keeps=True,
    ),
    DeskRoute(
        "/{newsroom}/snabb/{release}/klart", {"GET": (urgent_notice.done, Permission.AUTHOR)}
    ),
    DeskRoute(
        "/{newsroom}/snabb/{release}",
        {
            "GET": (urgent_notice.look, Permission.AUTHOR),
            "POST": (urgent_notice.send, Permission.AUTHOR),
        },
        question=urgent_notice.QUESTION,
    ),
)
