"""The whole service on one screen or two: routes, handlers of refusals, lifespan.

`releases/timeline.py` is the one idea that everything here serves: read it first.
"""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from importlib.metadata import version

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.routing import Route
from starlette.types import ASGIApp

from feeds.links import FILTERS, Links
from releases.errors import Refusal
from releases.store import attempts, keys, outbox
from releases.store import feedback as feedback_store
from releases.store.engine import Store, open_store
from service import health, metrics, problems
from service.access_log import AccessLog
from service.api import docs, operations
from service.cache.editions import Editions
from service.cache.middleware import EditionMiddleware
from service.clock.guarded import Clock
from service.clock.keeper import ClockKeeper
from service.config import Settings
from service.intake.pool import Readers
from service.media.files import MediaFiles
from service.meters import Meters
from service.outbound.delivery import Announcer
from service.outbound.http import GuardedClient
from service.outbound.sender import Sender
from service.pages.press_room import DemoHints
from service.public import (
    archives,
    calendars,
    embeds,
    feedback,
    feeds,
    guides,
    media,
    oembed,
    pages,
    search,
    sitemaps,
    static,
)
from service.public.addresses import Address
from service.public.resources import Resource
from service.readiness import Readiness
from service.redaktion import routes
from service.router import ShapedRouter
from service.scheduler import Scheduler
from service.security.rate_limits import FeedbackLimits, LoginLimits
from service.security.vault import Vault
from service.traces import tracer as traces
from service.traces.requests import TracedRequests
from service.visits import Ledger
from service.wiring import LifespanState, Services

VERSION = version("pressrum")
# How many uploads are developed at once: each may take a second and some hundred megabytes.
IMAGE_THREADS = 2


def create_app(
    settings: Settings,
    clock: Clock,
    store: Store | None = None,
    demo: DemoHints | None = None,
    readers: Readers | None = None,
) -> ASGIApp:
    """Return the service over the database and media folder of `settings`.

    A `store` handed in stays open at shutdown; otherwise it is opened here, which raises
    `StoreRefused` where it cannot be used. `readers` are closed at shutdown.
    """
    opened = store or open_store(settings.database, clock)
    # The log owes them in the transaction of an approval, whichever process that runs in.
    opened.writing(outbox.set_hubs, settings.hubs).result()
    opened.writing(outbox.set_caches, settings.caches).result()
    # What time is over for does not wait for the first tick.
    opened.writing(feedback_store.forget).result()
    opened.writing(attempts.forget).result()
    key = settings.secret or opened.writing(keys.ensure, "signing").result()
    links = Links(settings.base_url)
    editions = Editions(opened, clock)
    files = MediaFiles(settings.media)
    image_pool = ThreadPoolExecutor(IMAGE_THREADS, thread_name_prefix="image_pool")
    reading = readers or Readers()
    client = GuardedClient(settings.private_targets)
    tracer = traces.start(settings)
    announcer = Announcer(opened, Sender(client, links, clock.now, tracer=tracer))
    scheduler = Scheduler(opened, clock, announcer, Ledger(opened, editions.tallies))
    meters = Meters(editions, files)

    def each_second() -> None:
        scheduler.rearm()
        meters.note_for_others()

    keeper = ClockKeeper(opened, clock, each_second)
    vault = Vault(settings.secret)
    services = Services(
        settings=settings,
        clock=clock,
        store=opened,
        editions=editions,
        links=links,
        media=files,
        image_pool=image_pool,
        readers=reading,
        scheduler=scheduler,
        key=key,
        vault=vault,
        readiness=Readiness(opened, clock.tick),
        meters=meters,
        client=client,
        limits=LoginLimits(opened, key),
        feedback_limits=FeedbackLimits(opened, key),
        demo=demo,
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[LifespanState]:
        keeper.start()
        if settings.scheduler:
            scheduler.start()
        yield {"services": services}
        if settings.scheduler:
            await scheduler.stop()
        await keeper.stop()
        meters.note_for_others()
        await client.aclose()
        await asyncio.to_thread(tracer.close)
        image_pool.shutdown()
        files.close()
        reading.close()
        if store is None:
            opened.close()

    app = Starlette(
        exception_handlers={
            problems.Problem: problems.on_problem,
            Refusal: problems.on_refusal,
            HTTPException: problems.on_http,
            ClientDisconnect: problems.on_disconnect,
        },
    )
    app.router = ShapedRouter(ROUTES, lifespan)
    routed = TracedRequests(app, tracer) if tracer.is_on else app
    # Before all else, where nothing else is asked for: a current edition is answered.
    answering = EditionMiddleware(routed, editions, clock)
    if not settings.access_log:
        return answering
    return AccessLog(answering, ROUTES, shows_client=settings.access_log_client)


ROUTES = [
    Resource("/", pages.start),
    Route("/health/live", health.live),
    Route("/health/ready", health.ready),
    Route("/metrics", metrics.metrics),
    Resource("/favicon.ico", static.favicon),
    Resource("/static/{name:path}", static.static, ("v",)),
    Resource("/media/{file}", media.media, shared=True),
    *operations.routes(),
    *routes.routes(),
    Resource("/api/openapi.json", docs.openapi, shared=True),
    Resource("/api/docs", docs.page),
    Resource("/feed.{form}", feeds.feed, FILTERS, shared=True),
    Resource("/{newsroom}/feed.{form}", feeds.feed, FILTERS, shared=True),
    Resource("/{newsroom}/archive/{volume}.atom", archives.volume, shared=True),
    Resource("/embed.js", embeds.component, shared=True),
    Resource("/oembed", oembed.answer, ("url", "format", "maxwidth", "maxheight"), shared=True),
    Resource(
        "/{newsroom}/embed.html",
        embeds.fragment,
        ("count", *FILTERS, "heading", "pictures"),
        shared=True,
    ),
    Resource(
        "/{newsroom}/embed", embeds.frame, ("count", *FILTERS, "pictures", "theme", "release")
    ),
    Resource(
        "/{newsroom}/embed/builder",
        embeds.builder,
        ("count", *FILTERS, "heading", "pictures", "theme"),
    ),
    Resource("/robots.txt", sitemaps.robots),
    Resource("/sitemap.xml", sitemaps.index),
    Resource("/sitemap-rooms.xml", sitemaps.rooms),
    Resource("/news-sitemap.xml", sitemaps.news, kept=False),
    Resource("/{newsroom}/sitemap-{part}.xml", sitemaps.year),
    Resource("/{newsroom}/calendar.ics", calendars.invitations, ("release",), shared=True),
    Resource(
        "/{newsroom}/search",
        search.search,
        ("q", "kind", "topic", "year", "sort", "before"),
        kept=False,
    ),
    Resource("/{newsroom}/feeds", guides.follow),
    Resource("/tillganglighet", guides.accessibility),
    Route("/{newsroom}", pages.to_press_room),
    Resource("/{newsroom}/", pages.press_room, pages.PARAMETERS),
    Resource("/{newsroom}/{release}", pages.release),
    Resource("/{newsroom}/{release}/{slug}", pages.release),
    Address(
        "/{newsroom}/{release}/-/synpunkt",
        feedback.comment,
        methods=["GET", "POST"],
        max_body_size=feedback.BODY_MOST,
    ),
    Address("/{newsroom}/{release}/-/synpunkt/tack", feedback.thanks),
]
