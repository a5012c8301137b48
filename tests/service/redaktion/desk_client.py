"""Somebody at the desk: a browser with cookies that reads forms and sends them back."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import unescape
from typing import Any
from urllib.parse import urlencode

from releases.desk import members
from releases.rules.roles import Person, Role
from releases.store import people
from service.security import passwords
from tests.service.app_server import ROOM, WHO, HttpResponse, Press, Wire

PASSWORD = "en lång mening att minnas"  # noqa: S105 - of people who are made up
SESSION = "__Host-pressrum-session"


@cache
def password_hash() -> str:
    """Hash the tests' password once: it takes a tenth of a second."""
    return passwords.hash_password(PASSWORD)


def somebody(press: Press, email: str, role: Role, room: str = ROOM) -> Person:
    """Add a person with a role, whose password is PASSWORD."""
    made: Person = press.write(members.add, email, "Kim Ekdal", room, role, password_hash(), WHO)
    return made


class Visitor:
    """A browser at the desk, on a connection of its own."""

    def __init__(self, press: Press) -> None:
        self._wire = Wire(press.address)
        self._press = press
        self.cookies: dict[str, str] = {}
        self.page = ""

    def admitted(self, person: Person) -> "Visitor":
        """Hold a session of a person without going through the form."""
        self.cookies[SESSION] = self._press.write(people.sign_in, person.id)
        return self

    def signs_in(self, email: str, password: str = PASSWORD) -> HttpResponse:
        return self.post("/redaktion/logga-in", {"email": email, "password": password})

    def chooses(self, password: str) -> HttpResponse:
        """Choose a password of one's own on the page that asks for one."""
        sent = {name: self.field(name) for name in ("csrf", "next")} | {"new": password}
        if 'name="kept"' in self.page:
            sent["kept"] = self.field("kept")
        return self.post("/redaktion/konto/valj-losenord", sent, csrf=False)

    def get(self, path: str, **headers: str) -> HttpResponse:
        named = {name.replace("_", "-").title(): value for name, value in headers.items()}
        return self._keep(self._wire.send("GET", path, self._headers() | named))

    def post(
        self,
        path: str,
        fields: Mapping[str, str | list[str]] | None = None,
        *,
        csrf: bool = True,
        headers: Mapping[str, str] | None = None,
    ) -> HttpResponse:
        """Send a form, with the token of the person's own page unless told not to.

        A list of values is sent as a field each.
        """
        sent: dict[str, str | list[str]] = dict(fields or {})
        if csrf and SESSION in self.cookies:
            sent = {"csrf": self.csrf(), **sent}
        head = self._headers() | {"Content-Type": "application/x-www-form-urlencoded"}
        head |= {"Sec-Fetch-Site": "same-origin"} if headers is None else dict(headers)
        return self._keep(self._wire.send("POST", path, head, urlencode(sent, doseq=True).encode()))

    def csrf(self) -> str:
        match = re.search(r'name="csrf" value="([^"]+)"', self.get("/redaktion/konto").text)
        return match[1] if match else ""

    def field(self, name: str) -> str:
        """Return the value of a hidden field of the last page."""
        match = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        assert match, f"the page has no field {name}"
        return unescape(match[1])

    def secret(self) -> str:
        """Return what the last page shows once."""
        match = re.search(r'class="secret">([^<]+)<', self.page)
        assert match, "the page shows no secret"
        return unescape(match[1])

    def close(self) -> None:
        self._wire.close()

    def _headers(self) -> dict[str, str]:
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": kept} if kept else {}

    def _keep(self, answer: HttpResponse) -> HttpResponse:
        for name, value in answer.headers:
            if name == "set-cookie":
                cookie, _, attributes = value.partition(";")
                key, _, text = cookie.partition("=")
                if "max-age=0" in attributes.lower():
                    self.cookies.pop(key, None)
                else:
                    self.cookies[key] = text.strip('"')
        self.page = answer.body.decode(errors="replace")
        return answer


def visitor(
    press: Press, role: Role | None = None, room: str = ROOM, **kwargs: Any
) -> Iterator[Visitor]:
    """Yield a visitor, with a session of a new person in a role if one is named."""
    person = Visitor(press)
    if role is not None:
        person.admitted(somebody(press, kwargs.get("email", f"{role}@{room}.example"), role, room))
    yield person
    person.close()
