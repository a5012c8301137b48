"""Webhooks of the newsroom: added, tried, removed; what was delivered to whom, and what was not."""

import msgspec
from starlette.responses import Response

from releases import access
from releases.errors import FieldError, NotFound
from releases.store import audit, deliveries, outbox, planning
from releases.store.outbox import Announcement, Webhook
from releases.store.tx import Tx
from service.redaktion import answers
from service.redaktion.visit import Visit
from service.sinks import outgoing, webhook
from service.sinks.outgoing import DeliveryFailed

LISTED = 20
DEAD = 50


async def show(visit: Visit) -> Response:
    """Show each webhook with its dead letters, and the last deliveries to it, hubs and caches."""
    return await _page(visit)


async def add(visit: Visit) -> Response:
    """Register an address; its signing secret is shown now and never again."""
    try:
        url = outgoing.checked_url(visit.form.get("url").strip())
    except FieldError:
        problem = visit.say("Skriv en hel adress som börjar med https://.")
        return await _page(visit, problem=problem)
    if await outgoing.is_inside(url, visit.house.settings.private_targets):
        problem = visit.say(
            "Adressen leder till ett internt nät. Webhooks går bara till publika adresser, och "
            "till dem som den som driver servern har släppt in."
        )
        return await _page(visit, problem=problem)
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
        why = answers.said(str(error), visit.say)
        said = visit.say("Testet kom inte fram: {why}", why=why)
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


Told = tuple[Announcement, ...]


class Deliveries(msgspec.Struct, frozen=True):
    """What became of a newsroom's announcements, by receiver, and the titles they are about.

    Hubs and caches are the server's, known by their URLs; of what they are told, a newsroom sees
    its own.
    """

    webhooks: tuple[tuple[Webhook, Told, Told], ...]
    hubs: tuple[tuple[str, Told], ...]
    caches: tuple[tuple[str, Told], ...]
    titles: dict[str, str]


async def _page(visit: Visit, failed: str = "", *, problem: str = "") -> Response:
    return visit.page(
        "settings_webhooks.html",
        422 if failed or problem else 200,
        found=await visit.read(_deliveries, visit.newsroom),
        form=visit.form,
        failed=failed,
        problem=problem,
        answer=lambda error: answers.said(error, visit.say),
    )


def _deliveries(tx: Tx, newsroom: str) -> Deliveries:
    def latest(sink: str) -> Told:
        return deliveries.latest(tx, newsroom, sink, LISTED)

    webhooks = tuple(
        (each, deliveries.dead(tx, each, DEAD), latest(each.sink))
        for each in outbox.webhooks(tx, newsroom)
    )
    hubs = tuple((url, latest(outbox.HUB + url)) for url in outbox.hubs(tx))
    caches = tuple((url, latest(outbox.PURGE + url)) for url in outbox.caches(tx))
    shown = [dead + told for _, dead, told in webhooks] + [told for _, told in hubs + caches]
    about = {each.release for told in shown for each in told}
    return Deliveries(webhooks, hubs, caches, planning.titles(tx, newsroom, sorted(about)))
