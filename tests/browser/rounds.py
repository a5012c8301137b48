"""A round of the desk: every door with a page, in a newsroom where there is something to see."""

import re
from dataclasses import dataclass
from datetime import timedelta

from msgspec.structs import replace

from releases.desk import access, templates
from releases.desk.approval import Order
from releases.model import Document, DraftRef, Kind, new_id
from releases.rules.kinds import KindChange
from releases.rules.templates import Template
from releases.store import drafts, feedback, previews
from releases.store.tokens import Scope
from releases.store.tx import Tx
from releases.timeline import Action
from service.redaktion.routes import DOORS
from tests import builders
from tests.browser.desk import BASE, BrowserDesk
from tests.builders import DAY
from tests.photographs import photograph
from tests.service.app_server import ROOM, WHO, moment

# What is behind these is no page: files, a table to download, the way to another service.
NO_PAGES = {
    "/logga-in/organisation",
    "/logga-in/organisation/svar",
    "/forhandsvisning/{token}/fil/{file}",
    "/{newsroom}/r/{release}/fil/{file}",
    "/{newsroom}/media/{file}",
    "/{newsroom}/installningar/logg.csv",
    "/{newsroom}/statistik.csv",
    "/{newsroom}/r/{release}/gjort",
}
# Renderings for readers: they stand in frames of other pages, and are looked at there.
FRAMED = {
    "/forhandsvisning/{token}/sida",
    "/{newsroom}/r/{release}/som/{form}",
    "/{newsroom}/r/{release}/historik/sida",
    "/{newsroom}/r/{release}/versioner/{number}/sida",
}


def shape(url: str) -> str:
    """Return the path of the door that an address of a frame is behind."""
    path = url.partition("/redaktion")[2].partition("?")[0]
    return next(frame for frame in FRAMED if re.fullmatch(re.sub(r"{\w+}", "[^/]+", frame), path))


@dataclass(frozen=True)
class Stop:
    """A page of the round: the door it is behind, and where."""

    door: str
    address: str


def round_of(desk: BrowserDesk) -> list[Stop]:
    """Fill the newsroom and return a stop for every door with a page, and some of their states.

    A new door is visited by itself; one whose path asks for something new fails with KeyError.
    """
    known = _furnished(desk)
    stops = [
        Stop(door.path, f"/redaktion{door.path.replace(':path', '').format_map(known)}")
        for door in DOORS
        if "GET" in door.handlers and door.path not in NO_PAGES | FRAMED
    ]
    here, settings = f"{BASE}/r/{known['release']}", f"{BASE}/installningar"
    more = {
        "/{newsroom}/nytt": f"{BASE}/nytt?template=pressinbjudan",
        "/{newsroom}/r/{release}/granska": f"{here}/granska?when=later&date=2027-03-28&time=02:30",
        "/{newsroom}/r/{release}/historik": f"{here}/historik?t=2018-04-03T07:23:00%2B02:00",
        "/{newsroom}/kalender": f"{BASE}/kalender?month=2018-04&day=2018-04-03",
        "/{newsroom}/r/{release}/kasta": f"{BASE}/r/{known['draft']}/kasta",
        "/{newsroom}/r/{release}/forkasta": f"{BASE}/r/{known['changed']}/forkasta",
        "/{newsroom}/r/{release}/versioner/jamfor": f"{here}/versioner/jamfor?old=1&new=2",
        "/{newsroom}/snabb/{release}": f"{BASE}/snabb/{known['draft']}",
        "/{newsroom}/installningar/mallar/{template}": f"{settings}/mallar/ny?from=beslut",
    }
    shown = [f"{here}/granska?view={form}" for form in ("flode", "inbaddning", "lank")]
    return [
        *stops,
        *(Stop(door, address) for door, address in more.items()),
        *(Stop("/{newsroom}/r/{release}/granska", address) for address in shown),
    ]


def _furnished(desk: BrowserDesk) -> dict[str, str]:
    press = desk.press
    press.picture("bild1", photograph(1600, 900))
    pictured = builders.document(images=(builders.image("bild1"),))
    release = press.publish(pictured, Order(Action.PUBLISH, moment(builders.MORNING - DAY))).release
    corrected = replace(pictured, title="Nya busslinjer till stationen")
    waiting = press.order(
        release,
        Order(Action.CORRECT, moment(press.clock.now() + DAY), note="Linjerna går till stationen."),
        corrected,
    )
    press.order(
        press.publish(builders.document("Fel siffror om resandet")).release,
        Order(Action.WITHDRAW, note="Uppgifterna var fel."),
    )
    changed = press.publish(builders.document("Ändrad sedan den kom ut")).release
    press.write(_edited, changed)
    draft = desk.draft(builders.document("Personnummer 19121212-1212 i texten", lead=""))
    press.write(drafts.mark_submitted, desk.draft().id, 1)
    press.write(access.add_token, ROOM, "Webbplatsen", Scope.READ, WHO)
    press.write(feedback.add, new_id(), ROOM, release, "Länken går inte.", "", 30)
    return {
        "newsroom": ROOM,
        "rest": "finns/inte",
        "release": release,
        "draft": draft.id,
        "media": "bild1",
        "changed": changed,
        "number": "1",
        "entry": waiting.id,
        "contact": "jour",
        "template": _templates(desk),
        "token": press.write(_linked, release),
    }


def _templates(desk: BrowserDesk) -> str:
    """Offer three kinds, one with a template of the newsroom's own; return its id."""
    press = desk.press
    press.write(templates.change_kinds, ROOM, Kind.STATEMENT, KindChange.LEAVE, WHO)
    text = Document(title="[Rubrik] i korthet", kind=Kind.NEWS, body="[Vad?]", topics=("kultur",))
    weekly = Template(new_id(), "Veckans kulturnyhet", "Varje fredag.", text, ("jour",))
    made: Template = press.write(templates.put, ROOM, weekly, WHO)
    return made.id


def _edited(tx: Tx, release: str) -> None:
    before = drafts.get(tx, DraftRef(ROOM, release))
    edited = replace(before.draft, lead=f"{before.draft.lead} 2027")
    drafts.replace(tx, before, edited, WHO.who, before.version)


def _linked(tx: Tx, release: str) -> str:
    revision = drafts.snapshot(tx, drafts.get(tx, DraftRef(ROOM, release)), WHO.who)
    return previews.add(tx, release, revision.id, tx.now + timedelta(days=1), WHO.who)
