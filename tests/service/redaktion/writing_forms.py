"""What tests of writing share: drafts, the fields of the page, and files sent with it."""

import re
from typing import Any

import msgspec

from releases.desk import drafts as desk_drafts
from releases.model import Document, Release
from releases.store import drafts
from service.redaktion.writing import fields
from tests import builders
from tests.service.app_server import ROOM, WHO, HttpResponse, Press
from tests.service.redaktion.desk_client import SESSION, Visitor

HOME = f"/redaktion/{ROOM}"
JSON = {"Accept": "application/json", "Sec-Fetch-Site": "same-origin"}


def add_draft(press: Press, **changes: Any) -> Release:
    made: Release = press.write(desk_drafts.create, ROOM, builders.document(**changes), WHO)
    return made


def current_draft(press: Press, release: Release) -> Release:
    draft: Release = press.store.reading(drafts.get, release.ref).result()
    return draft


def open_form(visitor: Visitor, release: Release) -> dict[str, str]:
    """Open the writing page and return its hidden fields with those of the draft."""
    visitor.get(f"{HOME}/r/{release.id}")
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', visitor.page)
    return dict(hidden) | form_fields(release.draft)


def form_fields(document: Document) -> dict[str, str]:
    """Return the fields of a document; rows of one at most."""
    return dict(fields.to_fields(document).fields)


def parse_answer(answer: HttpResponse) -> Any:
    return msgspec.json.decode(answer.body)


def upload(
    visitor: Visitor, path: str, sent: dict[str, str], file: bytes, name: str
) -> HttpResponse:
    """Send the form as a browser does with a file."""
    boundary = "rand"
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in ({"csrf": visitor.csrf()} | sent).items()
        if key != "csrf" or value
    ]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="a"\r\n\r\n'
    body = b"".join([*parts, head.encode(), file, f"\r\n--{boundary}--\r\n".encode()])
    kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    cookies = {"Cookie": f"{SESSION}={visitor.cookies[SESSION]}", "Sec-Fetch-Site": "same-origin"}
    return visitor._keep(visitor._wire.send("POST", path, kind | cookies, body))
