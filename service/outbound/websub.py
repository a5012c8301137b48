"""WebSub: hubs are told that feeds have changed, and fetch and pass them on themselves.

The W3C recommendation leaves to hubs how they want to be told; `hub.mode=publish` with `hub.url`
is what public hubs have understood since PubSubHubbub 0.3, `hub.topic` what some want instead.
"""

from collections.abc import Iterable
from urllib.parse import urlencode

from releases.public import Selection
from releases.refusals import Reason
from releases.store.sinks import Hub
from service.cache.encodings import Header
from service.outbound.http import RequestFailed, Unreached
from service.outbound.parcels import Parcel, failures, tell_newsrooms
from service.outbound.sender import Sender

AGENT = "Pressrum-WebSub/1"
FORMS = ("rss", "atom", "json")


def headers(own: str, hubs: Iterable[str]) -> tuple[Header, ...]:
    """Return the Link headers by which subscribers find a feed's address and its hubs.

    Nothing without hubs. `own` is the feed's one public URL (WebSub section 4).
    """
    links = [f'<{hub}>; rel="hub"' for hub in hubs]
    told = [*links, f'<{own}>; rel="self"'] if links else []
    return tuple((b"link", each.encode()) for each in told)


async def deliver(hub: Hub, sender: Sender, parcel: Parcel) -> dict[str, Reason]:
    """Tell once of every feed that changed; return why announcements failed, by id.

    Telling again does no harm: a hub passes on what differs from what it passed on last.
    """

    async def tell(newsroom: str | None) -> None:
        for form in FORMS:
            await _publish(hub, sender, sender.links.feed(form, Selection(newsroom=newsroom)))

    failed = await tell_newsrooms(parcel, tell)
    if told := {errand.announcement.newsroom for errand in parcel} - failed.keys():
        try:
            await tell(None)
        except RequestFailed as error:
            failed |= dict.fromkeys(told, error.reason)
    return failures(parcel, failed)


async def _publish(hub: Hub, sender: Sender, topic: str) -> None:
    told = {"hub.mode": "publish", "hub.url": topic, "hub.topic": topic}
    sent = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": AGENT}
    try:
        await sender.send("POST", hub.url, sent, urlencode(told).encode(), named=True)
    except Unreached:
        raise
    except RequestFailed as error:
        status = error.reason.values["status"]
        raise RequestFailed("answered_for", status=status, topic=topic) from error
