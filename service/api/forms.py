"""An uploaded form (multipart/form-data, RFC 7578) -> one file and a few fields, or a problem."""

import re
from collections.abc import AsyncGenerator
from typing import Annotated

import msgspec
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from releases.desk.media import Words
from releases.errors import FieldError, Refusal
from releases.rules.fault_collector import of_decoder
from service.config import ORIGINAL_MOST
from service.media.uploads import MEGA, PDF_MOST
from service.problems import Problem, bad_request

# What surrounds the file.
_AROUND = MEGA
_FIELD_MOST = 64 * 1024
_FIELDS = 11
# More of them are no length of anything, and too many to count with.
_DIGITS = 15
_NAMED = re.compile(rb";\s*filename\s*=", re.IGNORECASE)
_NAMED_EXTENDED = re.compile(rb";\s*filename\*(?:\d+\*?)?\s*=", re.IGNORECASE)

File = Annotated[
    str,
    msgspec.Meta(
        description=f"a JPEG, PNG or WebP picture up to {ORIGINAL_MOST // MEGA} MB (or what the "
        "service is set to) and 100 million pixels (PNG and WebP: 50 million), or a PDF up to "
        f"{PDF_MOST // MEGA} MB",
        extra_json_schema={"format": "binary", "contentMediaType": "application/octet-stream"},
    ),
]
Fraction = Annotated[float, msgspec.Meta(ge=0, le=1)]


class MediaForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A picture with `alt`, or a PDF with `title`.

    `focal_x` and `focal_y` are the point of a picture that matters, as fractions from the left
    and the top: it stays in sight where a list crops. `creator`, `credit`, `copyright_notice` and
    `usage_terms` left out are those that the picture's own metadata state (XMP, IPTC, Exif), and
    are written as XMP into all its files.
    """

    file: File
    alt: str = ""
    title: str = ""
    caption: str = ""
    credit: str = ""
    creator: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    focal_x: Fraction | None = None
    focal_y: Fraction | None = None

    @property
    def words(self) -> Words:
        """Return what the form says of its file; raises `FieldError` for half a focal point."""
        x, y = self.focal_x, self.focal_y
        if (x is None) != (y is None):
            raise FieldError("focal_y" if y is None else "focal_x", "focus_halved")
        focus = None if x is None or y is None else (x, y)
        return Words(
            self.title,
            self.alt,
            self.caption,
            self.credit,
            focus,
            self.creator,
            self.copyright_notice,
            self.usage_terms,
        )


class _Parser(MultiPartParser):
    """Reads a part named in the extended way alone (RFC 5987) as the file it is.

    RFC 7578 section 4.2 forbids clients to write so, and some do; names are looked at by nobody.
    """

    def on_headers_finished(self) -> None:
        part = self._current_part
        stated = part.content_disposition or b""
        if not _NAMED.search(stated):
            part.content_disposition = _NAMED_EXTENDED.sub(b"; filename=", stated, count=1)
        super().on_headers_finished()


async def form(request: Request, most: int) -> FormData:
    """Return the form, its file of up to `most` bytes on disk if large; close it.

    413 if too large, 415 for no form.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "multipart/form-data":
        raise Problem(415, Refusal("media_type", taken="multipart/form-data"))
    parser = _Parser(
        request.headers,
        _limit_body(request, max(PDF_MOST, most) + _AROUND),
        max_files=1,
        max_fields=_FIELDS,
        max_part_size=_FIELD_MOST,
    )
    try:
        return await parser.parse()
    except MultiPartException as error:
        raise bad_request("body", "not_a_form", why=error.message) from None


def read(sent: FormData) -> tuple[UploadFile, Words]:
    """Return the file and the words of a form; 422 naming a field that is wrong."""
    fields = sent.multi_items()
    names = [name for name, _ in fields]
    for name in names:
        if names.count(name) > 1:
            raise FieldError(name, "field_doubled")
    file = sent.get("file")
    if not isinstance(file, UploadFile):
        raise FieldError("file", "file_needed")
    try:
        # Its bytes are looked at later: here only that the other fields are what they should be.
        told = msgspec.convert(dict(fields) | {"file": ""}, MediaForm, strict=False)
    except msgspec.ValidationError as error:
        raise of_decoder(error, otherwise="body") from None
    return file, told.words


async def _limit_body(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    # Not Starlette's limit, whose refusal is plain text whatever the exception handlers say.
    refused = Problem(413, Refusal("body_over", most=most))
    stated = request.headers.get("content-length", "0")
    if stated.isdecimal() and (len(stated) > _DIGITS or int(stated) > most):
        raise refused
    received = 0
    async for chunk in request.stream():
        received += len(chunk)
        if received > most:
            raise refused
        yield chunk
