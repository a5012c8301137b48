"""The shapes of demo content: newsrooms and releases with times relative to the start."""

from datetime import timedelta

import msgspec

from releases.model import Document, Newsroom
from releases.timeline import Action, Significance


class DemoNewsroom(msgspec.Struct, frozen=True):
    newsroom: Newsroom


class DemoChange(msgspec.Struct, frozen=True):
    """A later entry in a demo release's log; `after` is relative to the start like `published`."""

    action: Action
    after: timedelta
    note: str
    significance: Significance = Significance.MAJOR
    document: Document | None = None


class DemoRelease(msgspec.Struct, frozen=True):
    """A release to fill in; `published` is relative to the start, negative in the past.

    `newsroom` is a slug; `picture` names what `service.demo.pictures.picture` draws for the
    document's first image, whose `media` is None until the file is stored.
    """

    newsroom: str
    document: Document
    published: timedelta
    picture: str | None = None
    then: tuple[DemoChange, ...] = ()
