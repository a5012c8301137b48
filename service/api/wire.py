"""The shapes that cross the API, as typed values: what a client sends and what it gets."""

from typing import Annotated

import msgspec

from feeds.links import Links
from releases.model import Document, Release, Revision, fingerprint, urn
from releases.public import PublicRelease
from releases.store.desklist import DeskState
from releases.store.log import LogLine
from releases.store.sinks import Webhook
from releases.timeline import Action, Entry, Significance
from releases.times import local_text, utc_text

_DATE_TIME = {"format": "date-time"}
Instant = Annotated[
    str,
    msgspec.Meta(
        description="UTC, RFC 3339",
        examples=["2018-04-03T05:23:00Z"],
        extra_json_schema=_DATE_TIME,
    ),
]
Local = Annotated[
    str,
    msgspec.Meta(
        description="Stockholm time, RFC 3339",
        examples=["2018-04-03T07:23:00+02:00"],
        extra_json_schema=_DATE_TIME,
    ),
]


class EntryOrder(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Ask for an entry in the publication log.

    `at`: with an offset an instant, without one Stockholm time, a past date alone a day; absent
    means now. `announce`: absent means yes, unless `at` is backdated.
    `override_personal_numbers`: publish although text or note holds what looks like a personal
    identity number, `override_placeholders`: although the text holds placeholders that are not
    filled in; both are audited. `replaces`: the ids of entries to come that are cancelled in
    the same step.
    """

    action: Action
    at: str | None = None
    significance: Significance = Significance.MAJOR
    note: str = ""
    announce: bool | None = None
    override_personal_numbers: bool = False
    replaces: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    override_placeholders: bool | msgspec.UnsetType = msgspec.UNSET


class Move(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Give a future entry another instant."""

    at: str


class NewWebhook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An address that is to be told of publications, with https://."""

    url: str


class EntryShown(msgspec.Struct, frozen=True):
    """A line of the publication log.

    `replaces` are the ids of the cancelled entries in whose place it was put: the one that was
    moved, or those that its order named.
    """

    id: str
    action: Action
    revision: str
    at: Instant
    at_local: Local
    day_only: bool
    effective: Instant
    effective_local: Local
    made_at: Instant
    made_by: str
    significance: Significance
    note: str
    announce: bool
    replaces: tuple[str, ...] = ()
    cancelled_at: Instant | None = None
    cancelled_by: str | None = None


class RevisionShown(msgspec.Struct, frozen=True):
    """An immutable copy of a document; `sha256` is over its canonical JSON."""

    id: str
    number: int
    sha256: str
    made_at: Instant
    made_by: str


class ReleaseShown(msgspec.Struct, frozen=True):
    """A release as its newsroom sees it. `url` is set while it is public or withdrawn."""

    id: str
    urn: str
    newsroom: str
    state: DeskState
    version: int
    url: str | None
    draft: Document
    changed_at: Instant
    changed_by: str
    submitted: bool
    revisions: tuple[RevisionShown, ...]
    log: tuple[EntryShown, ...]


class ListedRelease(msgspec.Struct, frozen=True):
    """A release in the desk's list; its title is the draft's."""

    id: str
    state: DeskState
    version: int
    title: str
    kind: str
    changed_at: Instant
    changed_by: str


class ReleaseList(msgspec.Struct, frozen=True):
    """A page of the desk's list, latest changed first; `next` continues it."""

    releases: tuple[ListedRelease, ...]
    next: str | None


class WebhookShown(msgspec.Struct, frozen=True, omit_defaults=True):
    """A webhook; `secret` is told once, when it is made.

    `ended` is when its receiver answered 410 Gone: it is told nothing since, until somebody at the
    desk switches it on again. Absent while it is on.
    """

    id: str
    url: str
    secret: str | None = None
    ended: Instant | None = None


class WebhookList(msgspec.Struct, frozen=True):
    """All webhooks of a newsroom."""

    webhooks: tuple[WebhookShown, ...]


class Change(msgspec.Struct, frozen=True):
    """Something that happened in public. `document` only while the entry is the one in force."""

    entry: str
    release: str
    urn: str
    url: str
    action: Action
    significance: Significance
    note: str
    at: Instant
    at_local: Local
    effective: Instant
    title: str
    published: Instant
    updated: Instant
    document: Document | None
    sha256: str | None


class ChangeList(msgspec.Struct, frozen=True):
    """Changes in the order they took effect. Ask again with `since` = `next`; `more` at once."""

    changes: tuple[Change, ...]
    next: str
    more: bool


def to_entry(entry: Entry, line: LogLine | None = None) -> EntryShown:
    """Return an entry as the API tells it."""
    return EntryShown(
        id=entry.id,
        action=entry.action,
        revision=entry.revision,
        at=utc_text(entry.at),
        at_local=local_text(entry.at),
        day_only=entry.day_only,
        effective=utc_text(entry.effective),
        effective_local=local_text(entry.effective),
        made_at=utc_text(entry.made_at),
        made_by=entry.made_by,
        significance=entry.significance,
        note=entry.note,
        announce=entry.announce,
        replaces=entry.replaces,
        cancelled_at=utc_text(line.cancelled_at) if line and line.cancelled_at else None,
        cancelled_by=line.cancelled_by if line else None,
    )


def to_release(
    release: Release,
    state: DeskState,
    url: str | None,
    revisions: tuple[Revision, ...],
    log: tuple[LogLine, ...],
) -> ReleaseShown:
    """Return a release with its revisions and its whole log."""
    return ReleaseShown(
        id=release.id,
        urn=urn(release.id),
        newsroom=release.newsroom,
        state=state,
        version=release.version,
        url=url,
        draft=release.draft,
        changed_at=utc_text(release.changed_at),
        changed_by=release.changed_by,
        submitted=release.submitted_version == release.version,
        revisions=tuple(
            RevisionShown(
                revision.id,
                revision.number,
                revision.sha256,
                utc_text(revision.made_at),
                revision.made_by,
            )
            for revision in revisions
        ),
        log=tuple(to_entry(line.entry, line) for line in log),
    )


def change(entry: Entry, item: PublicRelease, links: Links) -> Change:
    """Return what happened through an entry, given the release as it is public now."""
    in_force = item.state.entry.id == entry.id and not item.state.withdrawn
    # A translation that is not public yet must not be told of, not even by its id.
    public = tuple(translation.release for translation in item.translations)
    document = msgspec.structs.replace(item.document, translations=public)
    return Change(
        entry=entry.id,
        release=item.id,
        urn=urn(item.id),
        url=links.release(item),
        action=entry.action,
        significance=entry.significance,
        note=entry.note,
        at=utc_text(entry.at),
        at_local=local_text(entry.at),
        effective=utc_text(entry.effective),
        title=item.document.title,
        published=utc_text(item.state.published),
        updated=utc_text(item.state.updated),
        document=document if in_force else None,
        sha256=fingerprint(document) if in_force else None,
    )


def to_webhook(webhook: Webhook, *, secret: bool = False) -> WebhookShown:
    """Return a webhook, with its secret only when it has just been made."""
    told = webhook.secret if secret else None
    ended = utc_text(webhook.ended) if webhook.ended else None
    return WebhookShown(webhook.id, webhook.url, told, ended)
