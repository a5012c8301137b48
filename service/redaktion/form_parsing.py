"""A form as it is sent to the desk: read whole and within limits, or refused as a page.

What comes without a session is small, for nobody knows who sends it.
"""

import asyncio
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message

from releases.text.form_text import clean_field
from service.config import Settings
from service.media.uploads import MEGA, PDF_MOST
from service.redaktion import former_names
from service.redaktion.request import Form, Upload, Visit

# The longest text, and what surrounds it and the largest file.
_AROUND = 5 * MEGA
# A text with everything around it, and no file.
STRANGERS_MOST = MEGA
# What of it goes along through signing in, where it is sent with what is typed there.
KEPT_MOST = STRANGERS_MOST - 10_000
FIELDS_MOST = 2_000
FILES_MOST = 20
TEXT_MOST = 2 * MEGA
_PLAIN = "application/x-www-form-urlencoded"
# What is read on and thrown away, so that the browser listens to why it is refused.
_DRAINED_MOST = 100 * MEGA


class NotTaken(Exception):
    """What was sent is no form, or too large; `page` says so, and repeats nothing of it."""

    def __init__(self, page: Response) -> None:
        super().__init__(page.status_code)
        self.page = page


async def form(visit: Visit) -> Form:
    """Return the form that a request carries, an empty one for none; raises `NotTaken`."""
    request = visit.request
    kind = request.headers.get("content-type", "")
    if not kind.startswith((_PLAIN, "multipart/form-data")):
        return Form()
    most = body_most(visit.services.settings) if visit.session else STRANGERS_MOST
    counted = _Counted(request, most)
    try:
        sent = await _read(Request(request.scope, counted))
    except (HTTPException, LookupError, ValueError) as error:
        if not counted.is_too_much:
            raise NotTaken(visit.page("refused.html", 400, why="form")) from error
        await counted.drain()
        raise too_large(visit) from error
    return Form(former_names.translate(sent.fields), sent.files)


def body_most(settings: Settings) -> int:
    """Return how many bytes a form may hold that comes with a session."""
    return max(PDF_MOST, settings.original_most) + _AROUND


def too_large(visit: Visit) -> NotTaken:
    """Return the refusal of what is larger than is taken from this visitor."""
    why = "size" if visit.session else "unknown"
    return NotTaken(visit.page("refused.html", 413, why=why))


class _Counted:
    """The body of a request as it arrives, and how much of it there has been."""

    def __init__(self, request: Request, most: int) -> None:
        self._most = most
        self._receive = request.receive
        self._received = 0
        self._more = True

    @property
    def is_too_much(self) -> bool:
        return self._received > self._most

    async def __call__(self) -> Message:
        message = await self._receive()
        self._received += len(message.get("body", b""))
        self._more = message.get("more_body", False)
        if self.is_too_much:
            raise HTTPException(413)
        return message

    async def drain(self) -> None:
        """Read on what is still under way, up to a limit."""
        while self._more and self._received < self._most + _DRAINED_MOST:
            message = await self._receive()
            self._received += len(message.get("body", b""))
            self._more = message.get("more_body", False)


async def _read(request: Request) -> Form:
    if request.headers.get("content-type", "").startswith(_PLAIN):
        # In a thread: undoing the escapes of a long text takes tenths of a second.
        return await asyncio.to_thread(_fields, await request.body())
    fields: list[tuple[str, str]] = []
    files: list[tuple[str, Upload]] = []
    async with request.form(
        max_files=FILES_MOST, max_fields=FIELDS_MOST, max_part_size=TEXT_MOST
    ) as sent:
        for key, value in sent.multi_items():
            if isinstance(value, UploadFile):
                data = await value.read()
                name, kind = (
                    clean_field(value.filename or ""),
                    clean_field(value.content_type or ""),
                )
                files.append((clean_field(key), Upload(name, kind, data)))
            else:
                fields.append((clean_field(key), clean_field(value)))
    return Form(tuple(fields), tuple(files))


def _fields(body: bytes) -> Form:
    """Return a form without files; raises `ValueError` for too many fields, or too long a one."""
    if any(len(pair) > TEXT_MOST for pair in body.split(b"&")):
        raise ValueError
    pairs = parse_qsl(body.decode("latin-1"), keep_blank_values=True, max_num_fields=FIELDS_MOST)
    return Form(tuple((clean_field(key), clean_field(value)) for key, value in pairs))
