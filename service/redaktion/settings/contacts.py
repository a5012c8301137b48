"""The contact directory: whom journalists may reach, and until when."""

from datetime import timedelta

import msgspec
from starlette.responses import Response

from releases import contacts
from releases.directory import Entry
from releases.errors import FieldError, InvalidDocument
from releases.model import Contact, new_id
from releases.store import directory
from releases.times import local_day, parse
from service.redaktion.visit import Visit

DAY = timedelta(days=1)
NEW = "ny"


async def show(visit: Visit) -> Response:
    """Show the directory, those who have left last."""
    entries = await visit.read(directory.listed, visit.newsroom)
    now = visit.house.clock.now()
    ended = tuple(each for each in entries if each.until is not None and each.until <= now)
    current = tuple(each for each in entries if each not in ended)
    return visit.page("settings_contacts.html", current=current, ended=ended)


async def edit(visit: Visit) -> Response:
    """Show the form of one contact, or an empty one."""
    wanted = visit.path["contact"]
    if wanted == NEW:
        return _page(visit, Entry("", Contact()), "")
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
    entry = Entry(new_id() if wanted == NEW else wanted, contact)
    problems: dict[str, str] = {}
    try:
        if last_day:
            day_after = parse((parse(last_day).at + DAY * 1.5).date().isoformat())
            entry = msgspec.structs.replace(entry, until=day_after.at)
    except (FieldError, OverflowError):
        problems["last_day"] = visit.say("Skriv ett datum, till exempel 2027-06-30.")
    try:
        if not problems:
            await visit.write(contacts.put, visit.newsroom, entry, visit.who, new=wanted == NEW)
    except InvalidDocument as refused:
        for each in refused.errors:
            name = each.field.partition("[")[0]
            problems[name] = visit.say(_SAID[name])
    if problems:
        return _page(visit, entry, last_day, problems)
    return visit.go("installningar", "kontakter", said=visit.say("Kontakten är sparad."))


async def remove(visit: Visit) -> Response:
    """Strike a contact from the directory."""
    await visit.write(contacts.remove, visit.newsroom, visit.path["contact"], visit.who)
    said = visit.say("Kontakten är borttagen ur katalogen. Meddelanden där den står ändras inte.")
    return visit.go("installningar", "kontakter", said=said)


_SAID = {
    "name": "Skriv ett namn eller en funktion.",
    "role": "Rollen är för lång.",
    "phones": "Skriv ett telefonnummer på varje rad.",
    "emails": "Skriv en e-postadress på varje rad, till exempel namn@region.se.",
}


def _page(
    visit: Visit, entry: Entry, last_day: str, problems: dict[str, str] | None = None
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
