"""Requests to sinks: never inside, never for ever, and each at its turn."""

import asyncio
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from service.outbound import sender
from service.outbound.http import GuardedClient, RequestFailed, validate_url
from service.outbound.pace import Pace
from service.outbound.sender import Sender
from tests.builders import LINKS
from tests.clocks import ManualClock
from tests.service import webhook_receiver
from tests.service.webhook_receiver import WebhookReceiver


@pytest.fixture
def receiver() -> Iterator[WebhookReceiver]:
    with webhook_receiver.receiver() as running:
        yield running


async def post(url: str, *private: str) -> None:
    """Send something to a sink, as the service does."""
    async with GuardedClient(private) as client:
        await Sender(client, LINKS, ManualClock().now).send("POST", url, {}, b"{}")


INSIDE = ("127.0.0.1", "[::1]", "0", "[::ffff:127.0.0.1]", "169.254.169.254", "10.0.0.1")
ODD = (
    "[fe80::1]",
    "224.0.0.1",
    "2130706433",
    "0x7f.1",
    "localhost",
    "[::1%25lo]",
    "[64:ff9b::a00:1]",
    "[2002:a00:1::]",
)
NOWHERE = ("a" * 64 + ".example", "a..example", ".example")


@pytest.mark.parametrize("host", [*INSIDE, *ODD, *NOWHERE])
async def test_an_address_that_leads_inside_or_nowhere_is_a_failed_delivery(host: str) -> None:
    with pytest.raises(RequestFailed, match="address"):
        await post(validate_url(f"http://{host}/"))


async def test_an_answer_that_does_not_end_is_cut_off(receiver: WebhookReceiver) -> None:
    receiver.replies = [webhook_receiver.endless]
    await post(receiver.address, receiver.target)


async def test_an_answer_that_does_not_come_is_given_up(
    receiver: WebhookReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender, "SECONDS", 0.2)
    given_up = threading.Event()

    def silent(_: BaseHTTPRequestHandler) -> None:
        given_up.wait(10)

    receiver.replies = [silent]
    with pytest.raises(RequestFailed, match="no answer"):
        await post(receiver.address, receiver.target)
    given_up.set()


async def test_requests_to_sinks_begin_one_after_another(
    receiver: WebhookReceiver,
) -> None:
    loop = asyncio.get_running_loop()
    pace = Pace(per_second=100)
    begun: list[float] = []

    async def turn() -> None:
        await pace.turn()
        begun.append(loop.time())

    before = loop.time()
    await asyncio.gather(*(turn() for _ in range(11)))
    # Ten waits of ten milliseconds; timers may fire a little early.
    assert begun[-1] - before >= 0.09
    async with GuardedClient({receiver.target}) as client:
        paced = Sender(client, LINKS, ManualClock().now, Pace(per_second=100))
        before = loop.time()
        await asyncio.gather(*(paced.send("POST", receiver.address, {}) for _ in range(11)))
    assert loop.time() - before >= 0.09
