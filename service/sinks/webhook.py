"""Webhooks signed as the Standard Webhooks specification 1.0 asks."""

import base64
import secrets
from collections.abc import Collection
from datetime import datetime

import msgspec
from standardwebhooks import Webhook as Signer

from feeds.links import Links
from releases.announcing import Errand
from releases.model import new_id, urn
from releases.store.outbox import Webhook
from releases.timeline import Action
from releases.times import local_text, utc_text
from service.sinks import outgoing
from service.sinks.outgoing import DeliveryFailed

AGENT = "Pressrum-Webhook/1"
_TYPES = {
    Action.PUBLISH: "release.published",
    Action.CORRECT: "release.corrected",
    Action.WITHDRAW: "release.withdrawn",
}


def new_secret() -> str:
    """Return a signing secret of 256 bits in the specification's spelling."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def payload(errand: Errand, links: Links) -> bytes:
    """Return the JSON body of an errand: what happened to which release, never its contents."""
    item, owed = errand.item, errand.announcement
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


async def deliver(
    errand: Errand, links: Links, now: datetime, private_targets: Collection[str]
) -> None:
    """Tell a webhook; raises `DeliveryFailed`. The `webhook-id` is the same at every attempt."""
    webhook = errand.webhook
    if webhook is None:
        raise DeliveryFailed("the webhook was removed")
    await _send(webhook, errand.announcement.id, payload(errand, links), now, private_targets)


async def ping(webhook: Webhook, now: datetime, private_targets: Collection[str]) -> None:
    """Send a webhook a signed test of type `ping`; raises `DeliveryFailed`."""
    body = msgspec.json.encode(
        {"type": "ping", "timestamp": utc_text(now), "data": {"newsroom": webhook.newsroom}}
    )
    await _send(webhook, new_id(), body, now, private_targets)


async def _send(
    webhook: Webhook,
    message_id: str,
    body: bytes,
    now: datetime,
    private_targets: Collection[str],
) -> None:
    signature = Signer(webhook.secret).sign(message_id, now, body.decode())
    status = await outgoing.post(
        webhook.url,
        body,
        {
            "Content-Type": "application/json",
            "User-Agent": AGENT,
            "webhook-id": message_id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": signature,
        },
        private_targets,
    )
    if not 200 <= status < 300:  # noqa: PLR2004 - the class of success
        raise DeliveryFailed(f"answered {status}")
