"""What the audit notes of a deed, in words: people by name, instants in local time, no ids."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from feeds.wording import KIND_LABELS
from releases.model import Kind
from releases.rules.roles import Role
from releases.store import directory, outbox, schedule, templates
from releases.store.audit import AuditEntry
from releases.store.feedback import FeedbackState
from releases.store.tokens import Scope
from releases.store.tx import Tx
from service.redaktion.comments import STATES
from service.redaktion.date_words import format_moment
from service.redaktion.rendering import ROLE_LABELS
from service.redaktion.request import Visit
from service.redaktion.settings.tokens import SCOPES

_SWITCHES = {
    ("four_eyes", str(True)): "två personer krävs",
    ("four_eyes", str(False)): "en person räcker",
    ("feedback", str(True)): "läsare får lämna synpunkter",
    ("feedback", str(False)): "läsare får inte lämna synpunkter",
}


def names(tx: Tx, newsroom: str, deeds: Iterable[AuditEntry]) -> dict[str, str]:
    """Return what is called by an id in these deeds, as far as it is still there."""
    contact_names = {
        contact.id: contact.contact.name for contact in directory.list_contacts(tx, newsroom)
    }
    contact_names |= {webhook.id: webhook.url for webhook in outbox.webhooks(tx, newsroom)}
    contact_names |= {
        template.id: template.name for template in templates.list_templates(tx, newsroom)
    }
    return contact_names | schedule.titles(
        tx, newsroom, (deed.release for deed in deeds if deed.release)
    )


def details(visit: Visit, deed: AuditEntry, named: Mapping[str, str]) -> str:
    """Return what a deed was about beside its release, in the visitor's language."""
    said = (_detail(visit, name, value, named) for name, value in deed.detail.items())
    return ", ".join(filter(None, said))


def _detail(visit: Visit, name: str, value: str, named: Mapping[str, str]) -> str:
    if (name, value) in _SWITCHES:
        return visit.say(_SWITCHES[name, value])
    write = _WRITERS.get(name)
    return write(visit, value) if write else named.get(value, "")


def _instant(visit: Visit, value: str) -> str:
    return format_moment(datetime.fromisoformat(value), visit.person.language)


def _end(visit: Visit, value: str) -> str:
    return visit.say("visas inte längre från {when}", when=_instant(visit, value)) if value else ""


def _person(visit: Visit, value: str) -> str:
    name = visit.called(value)
    return value if name == value else f"{name} ({value})"


def _role(visit: Visit, value: str) -> str:
    return visit.say(ROLE_LABELS[Role(value)] if value in set(Role) else "ingen roll")


def _kinds(visit: Visit, value: str) -> str:
    known = (kind for kind in value.split(", ") if kind in set(Kind))
    return ", ".join(visit.say(KIND_LABELS[Kind(kind)]) for kind in known)


def _scope(visit: Visit, value: str) -> str:
    return visit.say("får {what}", what=visit.say(SCOPES[Scope(value)]))


def _state(visit: Visit, value: str) -> str:
    return visit.say(STATES[FeedbackState(value)]) if value in set(FeedbackState) else ""


# What else is noted are ids and digests: they stand in the table for spreadsheets.
_WRITERS: dict[str, Callable[[Visit, str], str]] = {
    "at": _instant,
    "until": _end,
    "person": _person,
    "role": _role,
    "kind": _kinds,
    "kinds": _kinds,
    "scope": _scope,
    "to": _state,
    "name": lambda _, value: value,
    "accent": lambda _, value: value,
    "version": lambda visit, value: visit.say("version {number}", number=value),
    "keep_days": lambda visit, value: visit.say("dagar som synpunkter sparas: {days}", days=value),
}
