"""Preview links for people outside the desk: made and revoked here, opened without signing in."""

import asyncio
from datetime import timedelta

from starlette.responses import Response

from releases import holdings, rehearsal, timeline
from releases.checks import checked
from releases.errors import InvalidDocument, NotFound
from releases.model import Media
from releases.reading import PublicRelease
from releases.store import audit, drafts, log, previews
from releases.store.previews import PreviewLink
from releases.store.tx import Tx
from service import media, pages
from service.redaktion import framing
from service.redaktion.framing import ShownLinks
from service.redaktion.publishing import moments, review, wish
from service.redaktion.visit import Visit
from service.redaktion.writing.wrong import problems

# How long a link may be good for, in days, and what is proposed.
DAYS = (1, 7, 30)
PROPOSED = 7


async def make(visit: Visit) -> Response:
    """Make a link to the draft as it stands, and show it: this once."""
    days = visit.form.get("dagar")
    chosen = int(days) if days in {str(each) for each in DAYS} else PROPOSED
    wanted = wish.asked(visit, lambda _: "")
    try:
        token = await visit.write(_made, visit, timedelta(days=chosen))
    except InvalidDocument as error:
        why = " ".join(problems(error, visit.say).values())
        problem = visit.say("Texten går inte att visa än: {why}", why=why)
        return await review.shown(visit, wanted, 422, problem)
    address = f"{visit.house.links.base}/redaktion/forhandsvisning/{token}"
    return await review.shown(visit, wanted, link=address)


async def revoke(visit: Visit) -> Response:
    """Close a link at once."""
    await visit.write(_revoked, visit)
    said = visit.say("Länken är stängd. Den som öppnar den ser ingenting.")
    return visit.go("r", visit.path["release"], "granska", said=said)


async def opened(visit: Visit) -> Response:
    """Show, to whoever has the link, that this is a preview, and frame the page."""
    token = visit.path["token"]
    link, item = await visit.read(_opened, token)
    page = visit.page(
        "outside.html", item=item, link=link, address=_address(token, "sida"), echo=moments.echo
    )
    page.headers["Referrer-Policy"] = "no-referrer"
    page.headers["X-Robots-Tag"] = "noindex, nofollow"
    return page


async def page(visit: Visit) -> Response:
    """The page itself, as it would be if it were published now."""
    token = visit.path["token"]
    _, item = await visit.read(_opened, token)
    links = ShownLinks(visit.house.links.base, _address(token, "fil"))
    return framing.framed(await asyncio.to_thread(pages.release, item, links), links)


async def stored(visit: Visit) -> Response:
    """A picture or attachment of the revision, for whoever has the link."""
    name = visit.path["file"]
    _, item = await visit.read(_opened, visit.path["token"])
    found = _named(item, name)
    house = visit.house
    body, kind = await asyncio.to_thread(media.read, house.media, house.links, found, name)
    return framing.file(body, kind, media.safety(found))


def _made(tx: Tx, visit: Visit, good_for: timedelta) -> str:
    release = drafts.get(tx, visit.newsroom, visit.path["release"])
    checked(release.draft)
    holdings.refuse_unknown(tx, visit.newsroom, release.draft)
    revision = drafts.snapshot(tx, release, visit.who)
    audit.note(tx, visit.who, "preview.make", visit.newsroom, release.id, revision=revision.number)
    return previews.add(tx, release.id, revision.id, tx.now + good_for, visit.who)


def _revoked(tx: Tx, visit: Visit) -> None:
    release = drafts.get(tx, visit.newsroom, visit.path["release"])
    previews.revoke(tx, release.id, visit.path["link"])
    audit.note(tx, visit.who, "preview.revoke", visit.newsroom, release.id, link=visit.path["link"])


def _opened(tx: Tx, token: str) -> tuple[PreviewLink, PublicRelease]:
    link = previews.opened(tx, token, tx.now)
    found = timeline.state(log.entries(tx, link.release), tx.now)
    if found is not None and found.withdrawn and found.since > link.made_at:
        raise NotFound("What the link showed has been withdrawn.")
    return link, rehearsal.rehearse_revision(tx, link.revision)


def _named(item: PublicRelease, name: str) -> Media:
    wanted = media.id_of(name)
    found = next((each for each in item.media if each.id == wanted), None)
    if found is None:
        raise NotFound("There is no such picture.")
    return found


def _address(token: str, below: str) -> str:
    return f"/redaktion/forhandsvisning/{token}/{below}"
