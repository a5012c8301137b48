"""The doors of writing."""

from service.redaktion.doors import Door, Need
from service.redaktion.writing import (
    asking,
    discarding,
    fast,
    pictures,
    previewing,
    saving,
    starting,
)

WRITING: tuple[Door, ...] = (
    Door(
        "/{newsroom}/nytt",
        {"GET": (starting.choose, Need.AUTHOR), "POST": (saving.create, Need.AUTHOR)},
        keeps=True,
    ),
    Door("/{newsroom}/nytt/inlasning", {"POST": (starting.read_in, Need.AUTHOR)}, keeps=True),
    Door("/{newsroom}/kontroll", {"POST": (asking.look, Need.AUTHOR)}),
    Door("/{newsroom}/inklistrat", {"POST": (asking.paste, Need.AUTHOR)}),
    Door("/{newsroom}/media/{file}", {"GET": (pictures.file, Need.AUTHOR)}),
    Door(
        "/{newsroom}/r/{release}",
        {"GET": (saving.show, Need.AUTHOR), "POST": (saving.save, Need.AUTHOR)},
        keeps=True,
    ),
    Door("/{newsroom}/r/{release}/forhandsgranska", {"GET": (previewing.frame, Need.AUTHOR)}),
    Door(
        "/{newsroom}/r/{release}/kasta",
        {"GET": (discarding.ask, Need.AUTHOR), "POST": (discarding.discard, Need.AUTHOR)},
    ),
    Door("/{newsroom}/r/{release}/kopiera", {"POST": (starting.copy, Need.AUTHOR)}),
    Door("/{newsroom}/r/{release}/oversatt", {"POST": (starting.translate, Need.AUTHOR)}),
    Door(
        "/{newsroom}/snabb",
        {"GET": (fast.ask, Need.AUTHOR), "POST": (fast.write, Need.AUTHOR)},
        keeps=True,
    ),
    Door(
        "/{newsroom}/snabb/{release}",
        {"GET": (fast.look, Need.AUTHOR), "POST": (fast.send, Need.AUTHOR)},
    ),
)
