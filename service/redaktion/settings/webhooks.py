"""Webhooks of the newsroom: added, tried, removed; what was delivered, and what was not."""

from starlette.responses import Response

from releases import access
from releases.errors import FieldError, NotFound
from releases.store import audit, deliveries, outbox
from releases.store.outbox import Announcement, Webhook
from releases.store.tx import Tx
from service.redaktion.visit import Visit
from service.sinks import outgoing, webhook
from service.sinks.outgoing import DeliveryFailed

LISTED = 20
DEAD = 50


async def show(visit: Visit) -> Response:
    """Show each webhook with its dead letters and last deliveries, and the hubs."""
    return await _page(visit)


async def add(visit: Visit) -> Response:
    """Register an address; its signing secret is shown now and never again."""
    try:
        url = outgoing.checked_url(visit.form.get("url").strip())
    except FieldError:
        return await _page(visit, visit.say("Skriv en hel adress som börjar med https://."))
    secret = webhook.new_secret()
    await visit.write(access.add_webhook, visit.newsroom, url, secret, visit.who)
    return visit.page("settings_secret.html", url=url, secret=secret)


async def remove(visit: Visit) -> Response:
    """Remove a webhook; what it was still owed is cancelled."""
    await visit.write(access.remove_webhook, visit.newsroom, visit.path["webhook"], visit.who)
    return visit.go("installningar", "webhooks", said=visit.say("Webhooken är borttagen."))


async def ping(visit: Visit) -> Response:
    """Send a signed test to a webhook and tell what came back."""
    found = await visit.read(outbox.webhook, visit.path["webhook"])
    if found is None or found.newsroom != visit.newsroom:
        raise NotFound("There is no such webhook.")
    parts = visit.house
    try:
        await webhook.ping(found, parts.clock.now(), parts.settings.private_targets)
    except DeliveryFailed as error:
        said = visit.say("Testet kom inte fram: {why}", why=str(error))
        return await _page(visit, said)
    return visit.go("installningar", "webhooks", said=visit.say("Testet kom fram."))


async def again(visit: Visit) -> Response:
    """Send a dead letter once more."""

    def f(tx: Tx) -> None:
        deliveries.again(tx, visit.newsroom, visit.path["announcement"])
        audit.note(tx, visit.who, "webhook.again", visit.newsroom, id=visit.path["announcement"])

    await visit.write(f)
    visit.house.scheduler.rearm()
    return visit.go("installningar", "webhooks", said=visit.say("Skickas igen nu."))


Row = tuple[Webhook, tuple[Announcement, ...], tuple[Announcement, ...]]


async def _page(visit: Visit, problem: str = "") -> Response:
    def f(tx: Tx) -> tuple[tuple[Row, ...], tuple[str, ...]]:
        rows = tuple(
            (each, deliveries.dead(tx, each, DEAD), deliveries.latest(tx, each, LISTED))
            for each in outbox.webhooks(tx, visit.newsroom)
        )
        return rows, outbox.hubs(tx)

    rows, hubs = await visit.read(f)
    return visit.page(
        "settings_webhooks.html",
        422 if problem else 200,
        rows=rows,
        hubs=hubs,
        form=visit.form,
        problem=problem,
    )
