"""The whole service on one screen: routes, handlers of refusals, lifespan. Read this first.

Next: `releases/timeline.py`, the one idea everything here serves.
"""

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from importlib.metadata import version

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Route
from starlette.types import ASGIApp

from feeds.links import Links
from releases.errors import Refusal
from releases.store import feedback as feedback_store
from releases.store import keys, outbox
from releases.store.sqlite import SqliteStore
from service import (
    archives,
    calendars,
    embeds,
    feedback,
    guides,
    health,
    media,
    metrics,
    oembed,
    problems,
    public,
    search,
    sitemaps,
    static,
)
from service.announcer import Announcer
from service.api import docs, operations
from service.clock import Clock
from service.config import Settings
from service.editions import Editions
from service.hot import HotPath
from service.mediafiles import MediaFiles
from service.pages import DemoHints
from service.redaktion import table as redaktion
from service.scheduler import Scheduler
from service.vault import Vault
from service.visiting import Ledger
from service.wiring import House, State

VERSION = version("pressrum")
# How many uploads are developed at once: each may take a second and some hundred megabytes.
DARKROOM = 2


def create_app(
    settings: Settings,
    clock: Clock,
    store: SqliteStore | None = None,
    demo: DemoHints | None = None,
) -> ASGIApp:
    """Return the service over the database and media folder of `settings`.

    A `store` handed in stays open at shutdown; otherwise it is opened here, which raises
    `StoreRefused` where it cannot be used.
    """
    opened = store or SqliteStore(settings.database, clock)
    # The log owes them in the transaction of an approval, whichever process that runs in.
    opened.writing(outbox.set_hubs, settings.hubs).result()
    opened.writing(outbox.set_caches, settings.caches).result()
    # What time is over for does not wait for the first tick.
    opened.writing(feedback_store.forget).result()
    key = settings.secret or opened.writing(keys.ensure, "signing").result()
    links = Links(settings.base_url)
    editions = Editions(opened, clock)
    files = MediaFiles(settings.media)
    darkroom = ThreadPoolExecutor(DARKROOM, thread_name_prefix="darkroom")
    announcer = Announcer(opened, clock, links, settings)
    scheduler = Scheduler(opened, clock, announcer, Ledger(opened, editions.tallies))
    vault = Vault(settings.secret)
    parts = House(
        settings, clock, opened, editions, links, files, darkroom, scheduler, key, vault, demo
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[State]:
        if settings.scheduler:
            scheduler.start()
        yield {"house": parts}
        if settings.scheduler:
            await scheduler.stop()
        darkroom.shutdown()
        if store is None:
            opened.close()

    app = Starlette(
        routes=ROUTES,
        lifespan=lifespan,
        exception_handlers={
            problems.Problem: problems.on_problem,
            Refusal: problems.on_refusal,
            HTTPException: problems.on_http,
        },
    )
    # Its redirects repeat the Host a client claims; every address here has one spelling.
    app.router.redirect_slashes = False
    # Outermost: a current edition is answered before anything else is asked.
    return HotPath(app, editions)


# What other origins may read, they may also ask about beforehand.
READ = ["GET", "OPTIONS"]

ROUTES = [
    Route("/", public.start),
    Route("/health/live", health.live),
    Route("/health/ready", health.ready),
    Route("/metrics", metrics.metrics),
    Route("/static/{name:path}", static.static),
    Route("/media/{file}", public.shared(media.media), methods=public.READ),
    *operations.routes(),
    *redaktion.routes(),
    Route("/api/openapi.json", docs.openapi),
    Route("/api/docs", docs.page),
    Route("/feed.{form}", public.shared(public.feed), methods=public.READ),
    Route("/{newsroom}/feed.{form}", public.shared(public.feed), methods=public.READ),
    Route("/{newsroom}/archive/{volume}.atom", public.shared(archives.volume), methods=public.READ),
    Route("/embed.js", public.shared(embeds.component), methods=public.READ),
    Route("/oembed", public.shared(oembed.answer), methods=public.READ),
    Route("/{newsroom}/embed.html", public.shared(embeds.fragment), methods=public.READ),
    Route("/{newsroom}/embed", embeds.frame),
    Route("/{newsroom}/embed/builder", embeds.builder),
    Route("/robots.txt", sitemaps.robots),
    Route("/sitemap.xml", sitemaps.index),
    Route("/sitemap-rooms.xml", sitemaps.rooms),
    Route("/news-sitemap.xml", sitemaps.news),
    Route("/{newsroom}/sitemap-{part}.xml", sitemaps.year),
    Route("/{newsroom}/calendar.ics", public.shared(calendars.invitations), methods=public.READ),
    Route("/{newsroom}/search", search.search),
    Route("/{newsroom}/feeds", guides.follow),
    Route("/tillganglighet", guides.accessibility),
    Route("/{newsroom}", public.to_press_room),
    Route("/{newsroom}/", public.press_room),
    Route("/{newsroom}/{release}", public.release),
    Route("/{newsroom}/{release}/{slug}", public.release),
    Route(
        "/{newsroom}/{release}/-/synpunkt",
        feedback.comment,
        methods=["GET", "POST"],
        max_body_size=feedback.BODY_MOST,
    ),
    Route("/{newsroom}/{release}/-/synpunkt/tack", feedback.thanks),
]
