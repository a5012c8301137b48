"""Readers' comments on a release: no cookie, no address kept, no riddle to solve.

The form stands on a cached page, so it carries nothing of its own; sending it leads to a look at
what was written, and that page carries the signed stamp with which it can be handed in, once.
"""

from datetime import timedelta

import msgspec
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from releases.errors import FieldError, InvalidDocument, NotFound
from releases.intake import personal_numbers
from releases.model import Contact, new_id
from releases.public import PublicRelease
from releases.rules.validation import validate_contact
from releases.store import feedback, listings, settings
from releases.store.settings import RoomSettings
from releases.store.tx import Tx
from releases.text.clean import clean
from releases.text.form_text import clean_field
from service import wiring
from service.pages import csp
from service.pages import feedback as pages_feedback
from service.problems import bad_request
from service.security import signed_tokens

PURPOSE = "feedback"
# Nobody reads through what they wrote faster; programs do.
QUICKEST = timedelta(seconds=1)
LONGEST = timedelta(hours=2)
BODY_MOST = 32_000
FIELDS = 8


class FeedbackForm(msgspec.Struct, frozen=True):
    """What a reader sent: `trap` is filled in by programs alone, `stamp` by us."""

    text: str = ""
    email: str = ""
    trap: str = ""
    stamp: str = ""


async def comment(request: Request) -> Response:
    """The form for a release by itself, and where it is sent."""
    return await (_send(request) if request.method == "POST" else _form(request))


async def _form(request: Request) -> Response:
    item, choices = await _commentable(request)
    return _page(request, pages_feedback.form(item, choices, wiring.services(request).links))


async def _send(request: Request) -> Response:
    """Show what was written once more; with the stamp of that page, store it."""
    item, choices = await _commentable(request)
    services = wiring.services(request)
    written = await _read_form(request)
    problems = _problems(written)
    if problems:
        body = pages_feedback.form(
            item, choices, services.links, written.text, written.email, problems
        )
        return _page(request, body, 422)
    now = services.clock.now()
    verified = signed_tokens.verify_token(services.key, PURPOSE, written.stamp, now, LONGEST)
    stamped, age = verified or ("", timedelta(0))
    release, _, feedback_id = stamped.partition(".")
    if release != item.id or age < QUICKEST:
        stamp = signed_tokens.sign_token(services.key, PURPOSE, f"{item.id}.{new_id()}", now)
        hasty = release == item.id
        shown = pages_feedback.review(
            item, choices, services.links, written.text, written.email, stamp, hasty=hasty
        )
        return _page(request, shown)
    address = request.client.host if request.client else ""
    if not await services.feedback_limits.allows(item.newsroom.slug, address):
        problems = {"text": pages_feedback.TOO_MANY}
        body = pages_feedback.form(
            item, choices, services.links, written.text, written.email, problems
        )
        return _page(request, body, 429)
    if not written.trap:
        await services.store.write(
            feedback.add,
            feedback_id,
            item.newsroom.slug,
            item.id,
            clean(written.text, "text", pages_feedback.LONGEST).strip(),
            _address(written),
            choices.keep_days,
        )
    # A program that fell into the trap is told the same.
    return RedirectResponse(f"{services.links.feedback(item)}/tack", 303)


async def thanks(request: Request) -> Response:
    """Say that it arrived."""
    item, choices = await _commentable(request)
    return _page(request, pages_feedback.thanks(item, choices, wiring.services(request).links))


async def _commentable(request: Request) -> tuple[PublicRelease, RoomSettings]:
    """Return a public release of a newsroom that takes comments; raises `NotFound`."""
    services = wiring.services(request)
    newsroom, release = request.path_params["newsroom"], request.path_params["release"]

    def f(tx: Tx) -> tuple[PublicRelease, RoomSettings]:
        item = listings.release(tx, newsroom, release, services.clock.now())
        choices = settings.get(tx, newsroom)
        if item.state.withdrawn or not choices.feedback:
            raise NotFound("no_comments")
        return item, choices

    return await services.store.read(f)


async def _read_form(request: Request) -> FeedbackForm:
    names = {"text": "text", "email": "email", "webbplats": "trap", "stamp": "stamp"}
    try:
        async with request.form(max_files=0, max_fields=FIELDS, max_part_size=BODY_MOST) as sent:
            values = {
                name: clean_field(value)
                for sent_as, name in names.items()
                if (value := sent.get(sent_as, "")) and not isinstance(value, UploadFile)
            }
    except (LookupError, ValueError) as error:
        raise bad_request("body", "not_a_form", why=str(error)) from error
    return FeedbackForm(**values)


def _problems(written: FeedbackForm) -> dict[str, str]:
    problems: dict[str, str] = {}
    try:
        text = clean(written.text, "text", pages_feedback.LONGEST).strip()
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


def _address(written: FeedbackForm) -> str:
    """Return the address as it is checked, empty without one; raises `InvalidDocument`."""
    typed = written.email.strip()
    return validate_contact(Contact(emails=(typed,))).emails[0] if typed else ""


def _page(request: Request, body: bytes, status: int = 200) -> Response:
    headers = csp.as_text(csp.page(wiring.services(request).links))
    headers |= {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    headers["X-Robots-Tag"] = "noindex"
    return Response(body, status, headers, "text/html; charset=utf-8")
