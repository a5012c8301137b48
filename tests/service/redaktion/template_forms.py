"""What tests of kinds and templates share: what is stored, what pages offer and show."""

import re
from html import unescape
from typing import Any

from releases.desk import templates as desk_templates
from releases.model import Document, Kind, new_id
from releases.rules.kinds import KindChange
from releases.rules.templates import Template
from releases.store import kinds, templates
from tests.service.app_server import ROOM, WHO, Press

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


def list_stored(press: Press) -> tuple[Template, ...]:
    found: tuple[Template, ...] = press.store.reading(templates.list_templates, ROOM).result()
    return found


def list_offered(press: Press) -> tuple[Kind, ...]:
    listed: tuple[Kind, ...] = press.store.reading(kinds.list_kinds, ROOM).result()
    return listed


def put_template(press: Press, name: str = "Beslut i nämnden", **changes: Any) -> Template:
    document = Document(title="Beslut: [ärende]", **changes)
    made: Template = press.write(
        desk_templates.put, ROOM, Template(new_id(), name, "", document), WHO
    )
    return made


def change(press: Press, kind: Kind, wish: KindChange) -> None:
    press.write(desk_templates.change_kinds, ROOM, kind, wish, WHO)


def names(page: str) -> list[str]:
    """Return what there is to begin from, in its order."""
    return re.findall(r'<a class="title" href="[^"]*\?template=[^"]*">([^<]+)<', page)


def options(page: str) -> list[str]:
    """Return the kinds a page offers in its select."""
    (selects,) = re.findall(r'<select id="kind".*?</select>', page, re.DOTALL)
    return re.findall(r'<option value="(\w+)"', selects)


def shown(page: str, name: str) -> str:
    """Return the text of a field of a page."""
    (values,) = re.findall(
        rf'<(?:input id="{name}"[^>]* value="([^"]*)"|textarea id="{name}"[^>]*>\n([^<]*)<)', page
    )
    return unescape("".join(values))
