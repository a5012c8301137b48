"""The contact directory: whom journalists may reach, and until when."""

from datetime import timedelta

import msgspec
from starlette.responses import Response

from releases.desk import contacts
from releases.errors import FieldError, InvalidDocument
from releases.model import Contact, new_id
from releases.rules.contact_expiry import DirectoryEntry
from releases.store import directory
from releases.times import local_day, parse
from service.redaktion import removal
from service.redaktion.error_messages import by_field
from service.redaktion.removal import Removal
from service.redaktion.request import Visit

DAY = timedelta(days=1)
NEW = "ny"
_WAY_BACK = ("installningar", "kontakter")


async def show(visit: Visit) -> Response:
    """Show the directory, those who have left last."""
    entries = await visit.read(directory.list_contacts, visit.newsroom)
    now = visit.services.clock.now()
    ended = tuple(entry for entry in entries if entry.until is not None and entry.until <= now)
    current = tuple(entry for entry in entries if entry not in ended)
    return visit.page("settings_contacts.html", current=current, ended=ended)


async def edit(visit: Visit) -> Response:
    """Show the form of one contact, or an empty one."""
    wanted = visit.path["contact"]
    if wanted == NEW:
        return _page(visit, DirectoryEntry("", Contact()), "")
    entry = await visit.read(directory.get, visit.newsroom, wanted)
    # The end is kept as the first instant without; people say the last day with.
    last_day = local_day(entry.until - DAY / 2).isoformat() if entry.until else ""
    return _page(visit, entry, last_day)


async def save(visit: Visit) -> Response:
    """Store a contact, new or changed."""
    wanted, form = visit.path["contact"], visit.form
    contact = Contact(
        name=form.get("name"),
        role=form.get("role"),
        phones=_lines(form.get("phones")),
        emails=_lines(form.get("emails")),
    )
    last_day = form.get("last_day").strip()
    entry = DirectoryEntry(new_id() if wanted == NEW else wanted, contact)
    problems: dict[str, str] = {}
    try:
        if last_day:
            day_after = parse((parse(last_day).at + DAY * 1.5).date().isoformat())
            entry = msgspec.structs.replace(entry, until=day_after.at)
    except (FieldError, OverflowError):
        problems["last_day"] = visit.say("Skriv ett datum, till exempel 2027-06-30.")
    try:
        if not problems:
            await visit.write(contacts.put, visit.newsroom, entry, visit.actor, new=wanted == NEW)
    except InvalidDocument as refused:
        problems = by_field(visit, refused)
    if problems:
        return _page(visit, entry, last_day, problems)
    return visit.go("installningar", "kontakter", said=visit.say("Kontakten är sparad."))


async def remove(visit: Visit) -> Response:
    """Strike a contact from the directory, after one question."""
    if not removal.is_confirmed(visit):
        entry = await visit.read(directory.get, visit.newsroom, visit.path["contact"])
        return _ask(visit, entry)
    await visit.write(contacts.remove, visit.newsroom, visit.path["contact"], visit.actor)
    said = visit.say(
        "Kontakten är borttagen ur katalogen. Meddelanden som har kontakten ändras inte."
    )
    return visit.go("installningar", "kontakter", said=said)


def _ask(visit: Visit, entry: DirectoryEntry) -> Response:
    contact = entry.contact
    ends = [visit.say("Kontakten går inte längre att välja i nya texter.")]
    if entry.until is None:
        ends.append(visit.say("Meddelanden där kontakten redan står ändras inte."))
    else:
        ends.append(
            visit.say(
                "Den sista dagen tas också bort: telefon och e-post visas i meddelanden där "
                "kontakten redan står."
            )
        )
    named = ", ".join(filter(None, (contact.name, contact.role)))
    question, button = visit.say("Ta bort kontakten ur katalogen?"), visit.say("Ta bort kontakten")
    return removal.ask(visit, Removal(question, named, tuple(ends), button, _WAY_BACK))


def _page(
    visit: Visit, entry: DirectoryEntry, last_day: str, problems: dict[str, str] | None = None
) -> Response:
    return visit.page(
        "settings_contact.html",
        422 if problems else 200,
        entry=entry,
        is_new=visit.path["contact"] == NEW,
        last_day=last_day,
        problems=problems or {},
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
