"""Examples for the OpenAPI document: one value of every body and answer, one of every refusal.

All tell of one release of a made-up region.
"""

from datetime import UTC, datetime
from typing import Any

import msgspec

from releases.errors import (
    Busy,
    EntryRefused,
    FieldError,
    Forbidden,
    InvalidDocument,
    NotFound,
    Refusal,
    VersionConflict,
)
from releases.intake.record import Caution, Doubt, Quote
from releases.model import Attachment, Contact, Document, Event, Image, Link, fingerprint, urn
from releases.store.desklist import DeskState
from releases.timeline import Action, Significance
from releases.times import local_text, utc_text
from service import problems
from service.api import api_info, decoding, forms, intake, stored, wire
from service.problems import Problem

_BASE = "https://press.nordanvik.example"
_ROOM = "region-nordanvik"
_RELEASE, _PICTURE, _FILE = "k4mz8tq2w6r7p5ns", "b7x2m9qd4t8k3vnr", "w3h6r8c2f9j5t7ya"
_ENTRY, _REVISION, _WEBHOOK = "n5p8d2s7g4x9k3mb", "f2v9t6k8c3q7z4hw", "e8j3y6m2r9b5d7xc"
_WRITTEN = datetime(2027, 2, 1, 13, 5, tzinfo=UTC)
_PUBLIC = datetime(2027, 2, 2, 6, 30, tzinfo=UTC)
_URL = f"{_BASE}/{_ROOM}/{_RELEASE}/ny-vardcentral-i-tallviken"
_CURSOR = f"18a2b3c.{_RELEASE}"

DOCUMENT = Document(
    title="Ny vårdcentral i Tallviken",
    lead="Den 1 mars öppnar en vårdcentral för 6 000 patienter.",
    body="Vårdcentralen ligger vid torget.\n\n– Äntligen, säger Saga Tranholm, regionråd.",
    topics=("halso-och-sjukvard",),
    places=("18",),
    contacts=(
        Contact("Olle Ek", "pressekreterare", ("+4619123456",), ("olle.ek@nordanvik.example",)),
    ),
    images=(
        Image(
            _PICTURE, "Ett hus av trä vid ett torg", "Vårdcentralen i vår.", "Maja Rönn", (0.3, 0.5)
        ),
    ),
    links=(Link("Om vårdcentralen", "https://www.nordanvik.example/vard/tallviken"),),
    event=Event(datetime(2027, 3, 1, 9, tzinfo=UTC), place="Torget 1, Tallviken"),
    attachments=(Attachment(_FILE, "Ritningar"),),
)
_LOGGED = wire.EntryShown(
    id=_ENTRY,
    action=Action.PUBLISH,
    revision=_REVISION,
    at=utc_text(_PUBLIC),
    at_local=local_text(_PUBLIC),
    day_only=False,
    effective=utc_text(_PUBLIC),
    effective_local=local_text(_PUBLIC),
    made_at=utc_text(_WRITTEN),
    made_by="token:webbplatsen",
    significance=Significance.MAJOR,
    note="",
    announce=True,
)
_SHOWN = wire.ReleaseShown(
    id=_RELEASE,
    urn=urn(_RELEASE),
    newsroom=_ROOM,
    state=DeskState.SCHEDULED,
    version=3,
    url=None,
    draft=DOCUMENT,
    changed_at=utc_text(_WRITTEN),
    changed_by="token:webbplatsen",
    submitted=False,
    revisions=(
        wire.RevisionShown(
            _REVISION, 1, fingerprint(DOCUMENT), utc_text(_WRITTEN), "token:webbplatsen"
        ),
    ),
    log=(_LOGGED,),
)
_LISTED = wire.ListedRelease(
    _RELEASE,
    DeskState.SCHEDULED,
    3,
    DOCUMENT.title,
    DOCUMENT.kind.value,
    utc_text(_WRITTEN),
    "token:webbplatsen",
)
_CHANGE = wire.Change(
    entry=_ENTRY,
    release=_RELEASE,
    urn=urn(_RELEASE),
    url=_URL,
    action=Action.PUBLISH,
    significance=Significance.MAJOR,
    note="",
    at=utc_text(_PUBLIC),
    at_local=local_text(_PUBLIC),
    effective=utc_text(_PUBLIC),
    title=DOCUMENT.title,
    published=utc_text(_PUBLIC),
    updated=utc_text(_PUBLIC),
    document=DOCUMENT,
    sha256=fingerprint(DOCUMENT),
)
_STORED = stored.MediaShown(
    _PICTURE,
    tuple(
        stored.FileShown(
            f"{_BASE}/media/{name}",
            f"{_BASE}/api/v1/newsrooms/{_ROOM}/media/{_PICTURE}/{name}",
            f"image/{kind}",
            size,
            640,
            427,
        )
        for name, kind, size in (
            (f"{_PICTURE}.jpg", "jpeg", 81_204),
            (f"{_PICTURE}-640.webp", "webp", 52_310),
        )
    ),
    (0.3, 0.5),
    msgspec.structs.replace(DOCUMENT.images[0], focus=msgspec.UNSET),
)
_SPEECH = "– Äntligen, säger Saga Tranholm, regionråd."
_TEXT = f"{DOCUMENT.title}\n\n{DOCUMENT.lead}\n\n{_SPEECH}"
_READ = intake.RecordRead(
    title=DOCUMENT.title,
    lead=DOCUMENT.lead,
    body=_SPEECH,
    quotes=(Quote("Äntligen", "Saga Tranholm", "regionråd"),),
    warnings=(Caution("no-date", "Ingen publiceringstid hittades i texten."),),
    uncertain=(Doubt("kind", "press_release", ("news",)),),
    document=Document(DOCUMENT.title, lead=DOCUMENT.lead, body=_SPEECH),
)
_ORDER = wire.EntryOrder(Action.PUBLISH, "2027-02-02T07:30:00+01:00")
_HOOK = wire.WebhookShown(_WEBHOOK, "https://www.nordanvik.example/hooks/press", "whsec_c2VjcmV0")

OF: dict[type[msgspec.Struct], msgspec.Struct] = {
    type(value): value
    for value in (
        api_info.tell(f"{_BASE}/api/docs"),
        DOCUMENT,
        _SHOWN,
        wire.ReleaseList((_LISTED,), _CURSOR),
        _ORDER,
        _LOGGED,
        wire.Move("2027-02-03T07:30:00+01:00"),
        wire.NewWebhook(_HOOK.url),
        _HOOK,
        wire.WebhookList((wire.WebhookShown(_HOOK.id, _HOOK.url),)),
        wire.ChangeList((_CHANGE,), f"{_CURSOR}.{_ENTRY}", more=False),
        forms.MediaForm(
            "(the bytes of the file)", "Ett hus av trä vid ett torg", credit="Maja Rönn"
        ),
        _STORED,
        stored.MediaList((_STORED,), None),
        intake.Source(_TEXT),
        intake.IntakeRead((_READ,)),
    )
}
_REFUSED: dict[int, Problem] = {
    400: problems.bad_request("cursor", "cursor_unknown"),
    401: Problem(401, Refusal("token_unknown")),
    403: problems.of_refusal(Forbidden("scope_needed", needed="publish", has="write")),
    404: problems.of_refusal(NotFound("no_release", release=_RELEASE, newsroom=_ROOM)),
    409: problems.of_refusal(EntryRefused("action", "nothing_to_correct")),
    412: problems.of_refusal(VersionConflict(4)),
    413: Problem(413, Refusal("body_over", most=decoding.BODY_MOST)),
    415: Problem(415, Refusal("media_type", taken="application/json")),
    422: problems.of_refusal(
        InvalidDocument([FieldError("contacts[0].emails[0]", "email_malformed", text="olle.ek")])
    ),
    428: Problem(428, Refusal("if_match_needed")),
    503: problems.of_refusal(Busy()),
}


def refusal(status: int, path: str) -> dict[str, Any]:
    """Return the problem details of a refusal with this status, at the path of an operation."""
    named = {"newsroom": _ROOM, "release": _RELEASE, "entry": _ENTRY, "webhook": _WEBHOOK}
    named |= {"media": _PICTURE, "file": f"{_PICTURE}.jpg"}
    return problems.describe(_REFUSED[status], path.format(**named))
