"""Listings that between them show everything a feed can hold; golden files are made of them."""

from releases.model import Document, Kind, Link
from releases.public import Listing
from tests import builders as b

_FOREIGN_BODY = "Rekisteröityminen on käynnissä.\n\n* Orebro\n* Karlskoga"


def ordinary() -> Listing:
    """Return three releases of one newsroom: pictured and corrected, Finnish, day only."""
    pictured = b.release(
        b.minor(b.MORNING + b.HOUR),
        b.correction(b.MORNING + b.DAY),
        id="busslinjer",
        content=b.document(
            images=(b.image(), b.image(None, caption="Karta över linjerna", credit="", alt="")),
            links=(Link("Tidtabell", "https://www.mellanlandet.example/tidtabell?a=1&b=2"),),
        ),
        files=(b.media(),),
    )
    finnish = b.release(
        id="suomeksi",
        at=b.MORNING - b.DAY,
        content=b.document(
            "Sairaalaan pääsee nyt bussilla",
            kind=Kind.NEWS,
            lead="",
            body=_FOREIGN_BODY,
            language="fi",
            topics=("halso-och-sjukvard", "egen, kod"),
            places=("1880",),
            contacts=(),
        ),
    )
    old = b.release(
        id="gammal",
        at=b.MORNING - 30 * b.DAY,
        day_only=True,
        content=b.document("”Tack” & <adjö>", kind=Kind.STATEMENT, about="## Om fonden\n\nText."),
    )
    return b.listing(pictured, finnish, old)


def withdrawn() -> Listing:
    """Return one release withdrawn with a note, one without, beside one that stands."""
    return b.listing(
        b.release(b.withdrawal(), id="fel", content=_secret(), files=(b.media(),)),
        b.release(b.withdrawal(note=""), id="tyst", at=b.MORNING - b.HOUR, content=_secret()),
        b.release(id="kvar", at=b.MORNING - b.DAY),
    )


def invitations() -> Listing:
    """Return the press invitations of all newsrooms."""
    invitation = b.document(
        "Pressträff om budgeten",
        kind=Kind.PRESS_INVITATION,
        event=b.event(),
        contacts=(b.contact(),),
    )
    elsewhere = b.newsroom("region-kusten", name="Region Kusten", about="", site="")
    return b.listing(
        b.release(id="mellan", content=invitation),
        b.release(id="kust", content=invitation, room=elsewhere),
        everyone=True,
        kind=Kind.PRESS_INVITATION,
    )


def empty() -> Listing:
    """Return the page of a newsroom that has published nothing on a topic."""
    return b.listing(topic="kultur", room=b.newsroom(about=""))


def _secret() -> Document:
    return b.document(
        "Felaktiga siffror",
        lead="HEMLIG ingress",
        body="HEMLIG brödtext",
        images=(b.image(alt="HEMLIG", caption="HEMLIG", credit="HEMLIG"),),
        contacts=(b.contact(name="HEMLIG"),),
        event=b.event(place="HEMLIG"),
        topics=("hemlig",),
        about="HEMLIG",
    )


ALL = {listing.__name__: listing for listing in (ordinary, withdrawn, invitations, empty)}
