"""The newsroom's audit: who did what and when, narrowed, and as a table for spreadsheets."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlencode

from starlette.responses import Response

from releases.errors import FieldError
from releases.store import audit
from releases.store.audit import AuditCursor, AuditEntry, AuditFilter
from releases.store.tx import Tx
from releases.times import from_millis, local_text, parse, to_millis
from service.redaktion import spreadsheets
from service.redaktion.audit_labels import LABELS
from service.redaktion.request import Visit
from service.redaktion.settings import details

LISTED = 50
# More rows than this no spreadsheet of a newsroom needs at once; narrow by date for the rest.
EXPORTED = 50_000
DAY = timedelta(days=1)
COLUMNS = ("När", "Vem", "Vad", "Meddelandets id", "Uppgifter")
NAMES = ("who", "action", "release", "since", "until")

Page = tuple[tuple[AuditEntry, AuditCursor], ...]


async def show(visit: Visit) -> Response:
    """Show a page of the log, newest first."""
    asked = {name: visit.query.get(name, "").strip() for name in NAMES}
    wanted, problems = _filter(visit, asked)
    before = _cursor(visit.query.get("before", ""))

    def f(tx: Tx) -> tuple[Page, dict[str, str]]:
        page = audit.page(tx, visit.newsroom, wanted, LISTED + 1, before)
        return page, details.names(tx, visit.newsroom, (deed for deed, _ in page))

    entries, named = await visit.read(f)
    kept = {name: value for name, value in asked.items() if value}
    older = ""
    if len(entries) > LISTED:
        last = entries[LISTED - 1][1]
        older = urlencode({**kept, "before": f"{to_millis(last.at)}-{last.number}"})
    return visit.page(
        "settings_log.html",
        422 if problems else 200,
        deeds=[deed for deed, _ in entries[:LISTED]],
        asked=asked,
        problems=problems,
        older=older,
        query=urlencode(kept),
        named=named,
        details=lambda deed: details.details(visit, deed, named),
        labels=LABELS,
        labels_shown=[(name, visit.say(said)) for name, said in LABELS.items()],
    )


async def export(visit: Visit) -> Response:
    """Return the log as CSV, as spreadsheets in Sweden read it; no cell of it is a formula."""
    asked = {name: visit.query.get(name, "").strip() for name in NAMES}
    wanted, _ = _filter(visit, asked)
    page = await visit.read(audit.page, visit.newsroom, wanted, EXPORTED)
    body = format_csv([deed for deed, _ in page], [visit.say(column) for column in COLUMNS])
    return spreadsheets.table_response(body, f"{visit.newsroom}-logg.csv")


def format_csv(deeds: list[AuditEntry], columns: list[str]) -> bytes:
    """Return deeds as a table, newest first; the values are those of the audit, for programs."""
    return spreadsheets.format_table(
        columns,
        (
            (
                local_text(deed.at),
                deed.who,
                deed.action,
                deed.release or "",
                ", ".join(f"{name}={value}" for name, value in deed.detail.items()),
            )
            for deed in deeds
        ),
    )


def _address(visit: Visit, typed: str) -> str:
    """Return what the deeds of somebody stand under, who may be asked for by name."""
    wanted = typed.casefold()
    return next((who for who, name in visit.names.items() if name.casefold() == wanted), typed)


def _filter(visit: Visit, asked: dict[str, str]) -> tuple[AuditFilter, dict[str, str]]:
    days: dict[str, datetime | None] = {"since": None, "until": None}
    problems: dict[str, str] = {}
    for name, later in (("since", DAY * 0), ("until", DAY * 1.5)):
        try:
            if asked[name]:
                moment = parse(asked[name]).at
                # The day after, whatever the clocks do in between.
                days[name] = parse((moment + later).date().isoformat()).at if later else moment
        except (FieldError, OverflowError):
            problems[name] = visit.say("Skriv ett datum, till exempel 2027-06-30.")
    who = _address(visit, asked["who"])
    return AuditFilter(who, asked["action"], asked["release"], **days), problems


def _cursor(text: str) -> AuditCursor | None:
    match = re.fullmatch(r"(\d{1,13})-(\d{1,15})", text, re.ASCII)
    return AuditCursor(from_millis(int(match[1])), int(match[2])) if match else None
