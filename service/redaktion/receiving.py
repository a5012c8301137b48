"""A form as it is sent to the desk: read whole and within limits, or refused as a page."""

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message

from service.redaktion.visit import Form, Upload, Visit
from service.uploads import MEGA, PDF_MOST

# The largest file and the longest text, and what surrounds them.
BODY_MOST = PDF_MOST + 5 * MEGA
FIELDS_MOST = 2_000
TEXT_MOST = 2 * MEGA
# What is read on and thrown away, so that the browser listens to why it is refused.
_DRAINED_MOST = 4 * BODY_MOST


class NotTaken(Exception):
    """What was sent is no form, or too large; `page` says so."""

    def __init__(self, page: Response) -> None:
        super().__init__(page.status_code)
        self.page = page


async def form(visit: Visit) -> Form:
    """Return the form that a request carries, an empty one for none; raises `NotTaken`."""
    request = visit.request
    kind = request.headers.get("content-type", "")
    if not kind.startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        return Form()
    counted = _Counted(request)
    try:
        return await _read(Request(request.scope, counted))
    except (HTTPException, LookupError, ValueError) as error:
        if not counted.is_too_much:
            raise NotTaken(visit.page("refused.html", 400, why="form")) from error
        await counted.drain()
        raise NotTaken(visit.page("refused.html", 413, why="size")) from error


class _Counted:
    """The body of a request as it arrives, and how much of it there has been."""

    def __init__(self, request: Request) -> None:
        self._receive = request.receive
        self._received = 0
        self._more = True

    @property
    def is_too_much(self) -> bool:
        return self._received > BODY_MOST

    async def __call__(self) -> Message:
        message = await self._receive()
        self._received += len(message.get("body", b""))
        self._more = message.get("more_body", False)
        if self.is_too_much:
            raise HTTPException(413)
        return message

    async def drain(self) -> None:
        """Read on what is still under way, up to a limit."""
        while self._more and self._received < _DRAINED_MOST:
            message = await self._receive()
            self._received += len(message.get("body", b""))
            self._more = message.get("more_body", False)


async def _read(request: Request) -> Form:
    fields: list[tuple[str, str]] = []
    files: list[tuple[str, Upload]] = []
    async with request.form(max_fields=FIELDS_MOST, max_part_size=TEXT_MOST) as sent:
        for key, value in sent.multi_items():
            if isinstance(value, UploadFile):
                data = await value.read()
                files.append((key, Upload(value.filename or "", value.content_type or "", data)))
            else:
                fields.append((key, value.replace("\r\n", "\n")))
    return Form(tuple(fields), tuple(files))
