"""Readers' comments on a release: no cookie, no address kept, no riddle to solve.

The form stands on a cached page, so it carries nothing of its own; sending it leads to a look at
what was written, and that page carries the signed stamp with which it can be handed in, once.
"""

from datetime import timedelta

import msgspec
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from releases.checks import checked_contact
from releases.errors import FieldError, InvalidDocument, NotFound
from releases.intake import personal_numbers
from releases.model import Contact, new_id
from releases.reading import PublicRelease
from releases.store import feedback, listings, settings
from releases.store.settings import RoomSettings
from releases.store.tx import Tx
from releases.text import clean
from service import pages_feedback, policy, queries, signatures
from service.wiring import house

PURPOSE = "feedback"
# Nobody reads through what they wrote faster; programs do.
QUICKEST = timedelta(seconds=1)
LONGEST = timedelta(hours=2)
TEXT = 2_000
BODY_MOST = 32_000
FIELDS = 8


class Written(msgspec.Struct, frozen=True):
    """What a reader sent: `trap` is filled in by programs alone, `stamp` by us."""

    text: str = ""
    email: str = ""
    trap: str = ""
    stamp: str = ""


async def comment(request: Request) -> Response:
    """The form for a release by itself, and where it is sent."""
    return await (_send(request) if request.method == "POST" else _form(request))


async def _form(request: Request) -> Response:
    queries.read(request, ())
    item, choices = await _commented(request)
    return _page(request, pages_feedback.form(item, choices, house(request).links))


async def _send(request: Request) -> Response:
    """Show what was written once more; with the stamp of that page, store it."""
    item, choices = await _commented(request)
    parts = house(request)
    written = await _written(request)
    problems = _problems(written)
    if problems:
        body = pages_feedback.form(
            item, choices, parts.links, written.text, written.email, problems
        )
        return _page(request, body, 422)
    now = parts.clock.now()
    found = signatures.opened(parts.key, PURPOSE, written.stamp, now, LONGEST)
    stamped, age = found or ("", timedelta(0))
    release, _, feedback_id = stamped.partition(".")
    if release != item.id or age < QUICKEST:
        stamp = signatures.signed(parts.key, PURPOSE, f"{item.id}.{new_id()}", now)
        hasty = release == item.id
        shown = pages_feedback.review(
            item, choices, parts.links, written.text, written.email, stamp, hasty=hasty
        )
        return _page(request, shown)
    address = request.client.host if request.client else ""
    if not parts.feedback_limits.allows(item.newsroom.slug, address):
        problems = {"text": pages_feedback.TOO_MANY}
        body = pages_feedback.form(
            item, choices, parts.links, written.text, written.email, problems
        )
        return _page(request, body, 429)
    if not written.trap:
        await parts.store.write(
            feedback.add,
            feedback_id,
            item.newsroom.slug,
            item.id,
            clean(written.text, "text", TEXT).strip(),
            _address(written),
            choices.keep_days,
        )
    # A program that fell into the trap is told the same.
    return RedirectResponse(f"{parts.links.feedback(item)}/tack", 303)


async def thanks(request: Request) -> Response:
    """Say that it arrived."""
    queries.read(request, ())
    item, choices = await _commented(request)
    return _page(request, pages_feedback.thanks(item, choices, house(request).links))


async def _commented(request: Request) -> tuple[PublicRelease, RoomSettings]:
    """Return a public release of a newsroom that takes comments; raises `NotFound`."""
    parts = house(request)
    newsroom, release = request.path_params["newsroom"], request.path_params["release"]

    def f(tx: Tx) -> tuple[PublicRelease, RoomSettings]:
        item = listings.release(tx, newsroom, release, parts.clock.now())
        choices = settings.get(tx, newsroom)
        if item.state.withdrawn or not choices.feedback:
            raise NotFound("There is nothing to comment on.")
        return item, choices

    return await parts.store.read(f)


async def _written(request: Request) -> Written:
    async with request.form(max_files=0, max_fields=FIELDS, max_part_size=BODY_MOST) as sent:
        names = {"text": "text", "email": "email", "webbplats": "trap", "stamp": "stamp"}
        values = {
            name: value.replace("\r\n", "\n")
            for sent_as, name in names.items()
            if (value := sent.get(sent_as, "")) and not isinstance(value, UploadFile)
        }
        return Written(**values)


def _problems(written: Written) -> dict[str, str]:
    problems: dict[str, str] = {}
    try:
        text = clean(written.text, "text", TEXT).strip()
    except FieldError:
        problems["text"] = pages_feedback.TOO_LONG
        text = ""
    if not problems and not text:
        problems["text"] = pages_feedback.EMPTY
    if any(personal_numbers.find(f"{written.text}\n{written.email}")):
        problems["text"] = pages_feedback.PERSONAL
    if written.email.strip():
        try:
            _address(written)
        except InvalidDocument:
            problems["email"] = pages_feedback.NO_ADDRESS
    return problems


def _address(written: Written) -> str:
    """Return the address as it is checked, empty without one; raises `InvalidDocument`."""
    typed = written.email.strip()
    return checked_contact(Contact(emails=(typed,))).emails[0] if typed else ""


def _page(request: Request, body: bytes, status: int = 200) -> Response:
    headers = {name.decode(): value.decode() for name, value in policy.page(house(request).links)}
    headers |= {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    headers["X-Robots-Tag"] = "noindex"
    return Response(body, status, headers, "text/html; charset=utf-8")
