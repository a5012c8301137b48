"""What tests of kinds and templates share: what is stored, what pages offer and show."""

import re
from html import unescape
from typing import Any

from releases import beginnings
from releases.kinds import Change
from releases.model import Document, Kind, new_id
from releases.store import kinds, templates
from releases.templates import Template
from tests.service.serving import ROOM, WHO, Press

HOME = f"/redaktion/{ROOM}"
BASE = f"{HOME}/installningar/mallar"
TYPED = {
    "name": "Beslut i nämnden",
    "purpose": "Efter varje sammanträde",
    "kind": "press_release",
    "language": "sv",
    "title": "Beslut: [ärende]",
    "lead": "",
    "body": "Nämnden har beslutat att [vad].",
    "topic": "politik",
}


def stored(press: Press) -> tuple[Template, ...]:
    found: tuple[Template, ...] = press.store.reading(templates.listed, ROOM).result()
    return found


def offered(press: Press) -> tuple[Kind, ...]:
    found: tuple[Kind, ...] = press.store.reading(kinds.offered, ROOM).result()
    return found


def put(press: Press, name: str = "Beslut i nämnden", **changes: Any) -> Template:
    document = Document(title="Beslut: [ärende]", **changes)
    made: Template = press.write(beginnings.put, ROOM, Template(new_id(), name, "", document), WHO)
    return made


def change(press: Press, kind: Kind, wish: Change) -> None:
    press.write(beginnings.change_kinds, ROOM, kind, wish, WHO)


def names(page: str) -> list[str]:
    """Return what there is to begin from, in its order."""
    return re.findall(r'<a class="title" href="[^"]*\?mall=[^"]*">([^<]+)<', page)


def options(page: str) -> list[str]:
    """Return the kinds a page offers in its select."""
    (found,) = re.findall(r'<select id="kind".*?</select>', page, re.DOTALL)
    return re.findall(r'<option value="(\w+)"', found)


def shown(page: str, name: str) -> str:
    """Return the text of a field of a page."""
    (found,) = re.findall(
        rf'<(?:input id="{name}"[^>]* value="([^"]*)"|textarea id="{name}"[^>]*>\n([^<]*)<)', page
    )
    return unescape("".join(found))
