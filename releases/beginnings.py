"""What a newsroom's releases begin from: read as a whole, and the writes, each audited."""

from releases import kinds as rules
from releases import templates as template_rules
from releases.errors import AlreadyExists, FieldError, InvalidDocument, NotFound
from releases.kinds import Change
from releases.model import Kind, is_id
from releases.offering import Offering
from releases.store import audit, directory, kinds, newsrooms, templates
from releases.store.tx import Tx
from releases.templates import Template


def offering(tx: Tx, newsroom: str) -> Offering:
    """Return what a newsroom offers who begins a release; raises `NotFound`."""
    return Offering(
        newsrooms.get(tx, newsroom),
        kinds.offered(tx, newsroom),
        templates.listed(tx, newsroom),
        directory.listed(tx, newsroom),
    )


def change_kinds(tx: Tx, newsroom: str, kind: Kind, change: Change, who: str) -> tuple[Kind, ...]:
    """Change which kinds are offered, or their order; raises `FieldError` for the last one.

    Releases that have a kind keep it.
    """
    newsrooms.get(tx, newsroom)
    before = kinds.offered(tx, newsroom)
    after = rules.changed(before, kind, change)
    if after != before:
        kinds.put(tx, newsroom, after)
        audit.note(tx, who, "newsroom.kinds", newsroom, kinds=", ".join(after))
    return after


def put(tx: Tx, newsroom: str, template: Template, who: str) -> Template:
    """Store a template under its id, new or changed; one removed meanwhile is there again.

    Raises `InvalidDocument`, `AlreadyExists` for a name that another template of the newsroom
    has, or `NotFound` for what is no id.
    """
    newsrooms.get(tx, newsroom)
    if not is_id(template.id):
        raise NotFound("There is no such template.")
    sound = template_rules.checked(template)
    known = {each.id for each in directory.listed(tx, newsroom)}
    if not known.issuperset(sound.contacts):
        raise InvalidDocument([FieldError("contacts", "is not in the newsroom's directory")])
    name = sound.name.casefold()
    others = (each for each in templates.listed(tx, newsroom) if each.id != sound.id)
    if any(each.name.casefold() == name for each in others):
        raise AlreadyExists(f"There is a template {sound.name!r} already.")
    templates.put(tx, newsroom, sound)
    audit.note(tx, who, "template.put", newsroom, template=sound.id, kind=sound.document.kind)
    return sound


def remove(tx: Tx, newsroom: str, template_id: str, who: str) -> None:
    """Remove a template; raises `NotFound`. Releases begun from it stay as they are."""
    templates.remove(tx, newsroom, template_id)
    audit.note(tx, who, "template.remove", newsroom, template=template_id)
