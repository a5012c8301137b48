"""What every handler needs, made once at start and carried by the application's state."""

import asyncio
from concurrent.futures import Executor
from typing import TypedDict

import msgspec
from starlette.requests import Request

from feeds.links import Links
from releases.store.engine import Store
from service.cache.editions import Editions
from service.clock.guarded import Clock
from service.config import Settings
from service.intake.pool import Readers
from service.media.files import MediaFiles
from service.meters import Meters
from service.outbound.http import GuardedClient
from service.pages.press_room import DemoHints
from service.readiness import Readiness
from service.scheduler import Scheduler
from service.security.rate_limits import FeedbackLimits, LoginLimits
from service.security.vault import Vault


class Services(msgspec.Struct, frozen=True):
    """The parts of a running service.

    `key` signs what leaves it and comes back, `vault` keeps the secrets of second factors, `heavy`
    is held by whoever works on a large text, `client` sends what goes out to addresses that others
    chose.
    """

    settings: Settings
    clock: Clock
    store: Store
    editions: Editions
    links: Links
    media: MediaFiles
    image_pool: Executor
    readers: Readers
    scheduler: Scheduler
    key: str
    vault: Vault
    readiness: Readiness
    meters: Meters
    client: GuardedClient
    limits: LoginLimits
    feedback_limits: FeedbackLimits
    demo: DemoHints | None = None
    heavy: asyncio.Lock = msgspec.field(default_factory=asyncio.Lock)


class LifespanState(TypedDict):
    """The application's lifespan state."""

    services: Services


def services(request: Request) -> Services:
    """Return the parts of the service that answers this request."""
    state_services: Services = request.state.services
    return state_services
