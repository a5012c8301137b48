"""The outbox as tests use it: a webhook added, what is due claimed, and what became of it noted."""

from releases.desk import access, deliveries
from releases.desk.deliveries import Errand, Failure, Results
from releases.refusals import Reason
from releases.store import claims, outbox
from releases.store.sinks import Webhook
from releases.store.tx import Tx
from tests.stores import ROOM, WHO, Desk


def add(desk: Desk, name: str) -> Webhook:
    return desk.write(access.add_webhook, ROOM, f"https://{name}.example", "hemligt", WHO)


def claim(desk: Desk, owner: str = "a", count: int = 20) -> tuple[Errand, ...]:
    """Take up what is due of every sink."""

    def f(tx: Tx) -> tuple[Errand, ...]:
        return tuple(
            errand
            for sink in claims.due_sinks(tx)
            for errand in deliveries.errands(tx, deliveries.claim(tx, owner, sink, count))
        )

    return desk.write(f)


def settle(desk: Desk, *errands: Errand) -> None:
    delivered = tuple(errand.announcement.id for errand in errands)
    desk.write(deliveries.record, "a", Results(delivered=delivered))


def fail(desk: Desk, errand: Errand, status: int, answer: str = "") -> None:
    why = Reason("answered_for", {"status": status, "topic": answer})
    failed = (Failure(errand.announcement, why),)
    desk.write(deliveries.record, "a", Results(failed=failed))


def counts(desk: Desk) -> dict[str, int]:
    return desk.read(outbox.counts)
