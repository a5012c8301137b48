"""What each sort of sink asks for: how its announcements go together, and their delivery."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial

import msgspec

from releases.desk.deliveries import Errand
from releases.refusals import Reason
from releases.store.sinks import Cache, Hub, Sink, Webhook
from service.outbound import purge, webhook, websub
from service.outbound.parcels import Chain, Parcel, by_release, together
from service.outbound.sender import Sender


class Handling(msgspec.Struct, frozen=True):
    """How one sink is served.

    At most `at_once` deliveries are under way, of `most` announcements claimed together. `chains`
    makes parcels of them, the first to be delivered first; `deliver` delivers one and returns why
    announcements failed, by id.
    """

    at_once: int
    most: int
    chains: Callable[[Sequence[Errand]], Sequence[Chain]]
    deliver: Callable[[Parcel], Awaitable[Mapping[str, Reason]]]


def handling(sink: Sink, sender: Sender) -> Handling:
    """Return how a sink is served."""
    match sink:
        case Webhook():
            deliver = partial(webhook.deliver, sink, sender)
            return Handling(webhook.AT_ONCE, 20, by_release, deliver)
        case Hub():
            return Handling(1, 5_000, together, partial(websub.deliver, sink, sender))
        case Cache():
            return Handling(1, 5_000, together, partial(purge.deliver, sink, sender))
