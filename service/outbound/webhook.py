"""Webhooks signed as the Standard Webhooks specification 1.0 asks."""

import base64
import secrets
from http import HTTPStatus

import msgspec
from standardwebhooks import Webhook as Signer

from feeds.links import Links
from releases.desk.deliveries import Errand
from releases.model import new_id, urn
from releases.public import PublicRelease
from releases.refusals import Reason
from releases.store.outbox import Announcement
from releases.store.sinks import Webhook
from releases.timeline import Action
from releases.times import local_text, utc_text
from service.outbound.http import RequestFailed
from service.outbound.parcels import Parcel
from service.outbound.sender import Sender

AGENT = "Pressrum-Webhook/1"
# How many deliveries to one address may be under way.
AT_ONCE = 4
_TYPES = {
    Action.PUBLISH: "release.published",
    Action.CORRECT: "release.corrected",
    Action.WITHDRAW: "release.withdrawn",
}


def new_secret() -> str:
    """Return a signing secret of 256 bits in the specification's spelling."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def payload(owed: Announcement, item: PublicRelease, links: Links) -> bytes:
    """Return the JSON body of a webhook: what happened to which release, never its contents."""
    return msgspec.json.encode(
        {
            "type": _TYPES[owed.action],
            "timestamp": utc_text(owed.effective),
            "data": {
                "id": item.id,
                "urn": urn(item.id),
                "entry": owed.entry,
                "newsroom": owed.newsroom,
                "url": links.release(item),
                "title": item.document.title,
                "kind": item.document.kind.value,
                "language": item.document.language,
                "published": utc_text(item.state.published),
                "published_local": local_text(item.state.published),
                "updated": utc_text(item.state.updated),
                "note": owed.note,
            },
        }
    )


async def deliver(webhook: Webhook, sender: Sender, parcel: Parcel) -> dict[str, Reason]:
    """Tell of what is in the parcel; return why announcements failed, by id.

    The `webhook-id` is the same at every attempt. A receiver that answers 410 is gone (Standard
    Webhooks 1.0).
    """
    failed: dict[str, Reason] = {}
    for errand in parcel:
        try:
            await _tell(webhook, sender, errand)
        except RequestFailed as error:
            failed[errand.announcement.id] = error.reason
    return failed


async def _tell(webhook: Webhook, sender: Sender, errand: Errand) -> None:
    if errand.item is None:
        raise RequestFailed("release_not_public")
    body = payload(errand.announcement, errand.item, sender.links)
    await _send(webhook, sender, errand.announcement.id, body)


async def ping(webhook: Webhook, sender: Sender) -> None:
    """Send a webhook a signed test of type `ping`; raises `RequestFailed`."""
    sent = {
        "type": "ping",
        "timestamp": utc_text(sender.now()),
        "data": {"newsroom": webhook.newsroom},
    }
    await _send(webhook, sender, new_id(), msgspec.json.encode(sent))


async def _send(webhook: Webhook, sender: Sender, message_id: str, body: bytes) -> None:
    now = sender.now()
    sent = {
        "Content-Type": "application/json",
        "User-Agent": AGENT,
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Signer(webhook.secret).sign(message_id, now, body.decode()),
    }
    try:
        await sender.send("POST", webhook.url, sent, body)
    except RequestFailed as error:
        if error.reason.values.get("status") == HTTPStatus.GONE:
            raise RequestFailed("receiver_gone") from error
        raise
