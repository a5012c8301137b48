"""What every handler needs, made once at start and carried by the application's state."""

from concurrent.futures import Executor
from typing import TypedDict

import msgspec
from starlette.requests import Request

from feeds.links import Links
from releases.store.sqlite import SqliteStore
from service.clock import Clock
from service.config import Settings
from service.editions import Editions
from service.feedback_limits import FeedbackLimits
from service.mediafiles import MediaFiles
from service.pages import DemoHints
from service.redaktion.limits import LoginLimits
from service.scheduler import Scheduler
from service.vault import Vault


class House(msgspec.Struct, frozen=True):
    """The parts of a running service.

    `key` signs what leaves it and comes back, `vault` keeps the secrets of second factors.
    """

    settings: Settings
    clock: Clock
    store: SqliteStore
    editions: Editions
    links: Links
    media: MediaFiles
    darkroom: Executor
    scheduler: Scheduler
    key: str
    vault: Vault
    demo: DemoHints | None = None
    limits: LoginLimits = msgspec.field(default_factory=LoginLimits)
    feedback_limits: FeedbackLimits = msgspec.field(default_factory=FeedbackLimits)


class State(TypedDict):
    """The application's lifespan state."""

    house: House


def house(request: Request) -> House:
    """Return the parts of the service that answers this request."""
    found: House = request.state.house
    return found
