"""Webhooks of the newsroom: added, tried, removed, resumed; what was delivered, what was not."""

import msgspec
from starlette.responses import Response

from releases.desk import access
from releases.errors import FieldError, NotFound
from releases.store import audit, deliveries, outbox, schedule
from releases.store.outbox import Announcement
from releases.store.sinks import Cache, Hub, Sink, Webhook
from releases.store.tx import Tx
from service.outbound import webhook
from service.outbound.http import RequestFailed, validate_url
from service.outbound.sender import Sender
from service.redaktion import removal
from service.redaktion.error_messages import describe
from service.redaktion.removal import Removal
from service.redaktion.request import Visit

LISTED = 20
DEAD = 50
_WAY_BACK = ("installningar", "webhooks")


async def show(visit: Visit) -> Response:
    """Show each webhook with its dead letters, and the last deliveries to it, hubs and caches."""
    return await _page(visit)


async def add(visit: Visit) -> Response:
    """Register an address; its signing secret is shown now and never again."""
    try:
        url = validate_url(visit.form.get("url").strip())
    except FieldError as error:
        return await _page(visit, problem=describe(visit, error))
    if await visit.services.client.is_inside(url):
        problem = visit.say(
            "Adressen leder till ett internt nätverk. Webhooks skickas bara till publika "
            "adresser och till adresser som den som driver servern har tillåtit."
        )
        return await _page(visit, problem=problem)
    secret = webhook.new_secret()
    await visit.write(access.add_webhook, visit.newsroom, url, secret, visit.actor)
    return visit.page("settings_secret.html", url=url, secret=secret)


async def remove(visit: Visit) -> Response:
    """Remove a webhook, after one question; what it was still owed is cancelled."""
    if not removal.is_confirmed(visit):
        return _ask(visit, await visit.read(_webhook, visit.newsroom, visit.path["webhook"]))
    await visit.write(access.remove_webhook, visit.newsroom, visit.path["webhook"], visit.actor)
    return visit.go("installningar", "webhooks", said=visit.say("Webhooken är borttagen."))


async def resume(visit: Visit) -> Response:
    """Tell a webhook that has ended again of what is still to come."""
    await visit.write(access.resume_webhook, visit.newsroom, visit.path["webhook"], visit.actor)
    visit.services.scheduler.rearm()
    return visit.go("installningar", "webhooks", said=visit.say("Webhooken är på igen."))


async def ping(visit: Visit) -> Response:
    """Send a signed test to a webhook and tell what came back; one that is gone has ended."""
    subscription = await visit.read(_webhook, visit.newsroom, visit.path["webhook"])
    parts = visit.services
    try:
        await webhook.ping(subscription, Sender(parts.client, parts.links, parts.clock.now))
    except RequestFailed as error:
        if error.reason == access.GONE:
            await visit.write(access.end_webhook, subscription, (), visit.actor)
        why = describe(visit, error)
        said = visit.say("Testet misslyckades: {why}", why=why)
        return await _page(visit, said)
    return visit.go("installningar", "webhooks", said=visit.say("Testet lyckades."))


async def again(visit: Visit) -> Response:
    """Send a dead letter once more."""

    def f(tx: Tx) -> None:
        deliveries.again(tx, visit.newsroom, visit.path["announcement"])
        audit.note(tx, visit.actor, "webhook.again", visit.newsroom, id=visit.path["announcement"])

    await visit.write(f)
    visit.services.scheduler.rearm()
    return visit.go("installningar", "webhooks", said=visit.say("Utskicket görs om nu."))


def _ask(visit: Visit, found: Webhook) -> Response:
    ends = (
        visit.say("Mottagaren får inte veta mer om det som publiceras, rättas eller återkallas."),
        visit.say("Det som ännu inte har kommit fram skickas inte."),
        visit.say("Ska adressen användas igen behöver mottagaren en ny hemlighet."),
    )
    question, button = visit.say("Ta bort webhooken?"), visit.say("Ta bort webhooken")
    return removal.ask(visit, Removal(question, found.url, ends, button, _WAY_BACK))


def _webhook(tx: Tx, newsroom: str, webhook_id: str) -> Webhook:
    found = outbox.webhook(tx, webhook_id)
    if found is None or found.newsroom != newsroom:
        raise NotFound(what="webhook")
    return found


ShownDelivery = tuple[Announcement, ...]


class Deliveries(msgspec.Struct, frozen=True):
    """What became of a newsroom's announcements, by receiver, and the titles they are about.

    Hubs and caches are the server's; of what they are told, a newsroom sees its own.
    """

    webhooks: tuple[tuple[Webhook, ShownDelivery, ShownDelivery], ...]
    hubs: tuple[tuple[Hub, ShownDelivery], ...]
    caches: tuple[tuple[Cache, ShownDelivery], ...]
    titles: dict[str, str]


async def _page(visit: Visit, failed: str = "", *, problem: str = "") -> Response:
    return visit.page(
        "settings_webhooks.html",
        422 if failed or problem else 200,
        found=await visit.read(_deliveries, visit.newsroom),
        form=visit.form,
        failed=failed,
        problem=problem,
    )


def _deliveries(tx: Tx, newsroom: str) -> Deliveries:
    def latest(sink: Sink) -> ShownDelivery:
        return deliveries.latest(tx, newsroom, sink, LISTED)

    webhooks = tuple(
        (each, deliveries.dead(tx, each, DEAD), latest(each))
        for each in outbox.webhooks(tx, newsroom)
    )
    hubs = tuple((hub, latest(hub)) for hub in outbox.hubs(tx))
    caches = tuple((cach, latest(cach)) for cach in outbox.caches(tx))
    shown = [dead + told for _, dead, told in webhooks] + [told for _, told in hubs + caches]
    about = {delivery.release for told in shown for delivery in told}
    return Deliveries(webhooks, hubs, caches, schedule.titles(tx, newsroom, sorted(about)))
