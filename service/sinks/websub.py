"""WebSub: hubs are told that feeds have changed, and fetch and pass them on themselves.

The W3C recommendation leaves to hubs how they want to be told; `hub.mode=publish` with `hub.url`
is what public hubs have understood since PubSubHubbub 0.3, `hub.topic` what some want instead.
"""

from collections.abc import Iterable
from urllib.parse import urlencode, urlsplit

from feeds.links import Links
from releases.announcing import Errand
from releases.reading import Selection
from service.edition import Header
from service.sinks import outgoing
from service.sinks.outgoing import DeliveryFailed

AGENT = "Pressrum-WebSub/1"
FORMS = ("rss", "atom", "json")


def topics(newsroom: str, links: Links) -> tuple[str, ...]:
    """Return the feeds that change with a newsroom's entries: its own and those of all."""
    selections = (Selection(newsroom=newsroom), Selection())
    return tuple(links.feed(form, each) for each in selections for form in FORMS)


def headers(own: str, hubs: Iterable[str]) -> tuple[Header, ...]:
    """Return the Link headers by which subscribers find a feed's address and its hubs.

    Nothing without hubs. `own` is the feed's one public URL (WebSub section 4).
    """
    found = [f'<{hub}>; rel="hub"' for hub in hubs]
    told = [*found, f'<{own}>; rel="self"'] if found else []
    return tuple((b"link", each.encode()) for each in told)


async def deliver(hub: str, errand: Errand, links: Links) -> None:
    """Tell a hub of every feed that changed; raises `DeliveryFailed` unless it takes them all.

    Telling again does no harm: a hub passes on what differs from what it passed on last.
    """
    # The operator named the hub, so its address may be a private one.
    host = (urlsplit(hub).hostname or "").lower()
    for topic in topics(errand.announcement.newsroom, links):
        told = {"hub.mode": "publish", "hub.url": topic, "hub.topic": topic}
        sent = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": AGENT}
        status = await outgoing.post(hub, urlencode(told).encode(), sent, {host})
        if not 200 <= status < 300:  # noqa: PLR2004 - the class of success
            raise DeliveryFailed(f"answered {status} for {topic}")
