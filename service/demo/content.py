"""What the demo shows: two newsrooms and their releases, as data around a starting instant."""

from datetime import datetime

from service.demo import nordanvik, sundmark
from service.demo.people import NEWSROOMS
from service.demo.shapes import DemoChange, DemoNewsroom, DemoRelease

__all__ = ["NEWSROOMS", "DemoChange", "DemoNewsroom", "DemoRelease", "releases"]


def releases(start: datetime) -> tuple[DemoRelease, ...]:
    """Return the demo's releases, each newsroom's newest first; `start` is aware.

    Exactly one becomes public after the start: a minute later.
    """
    return (*nordanvik.releases(start), *sundmark.releases(start))
