"""What a newsroom's releases begin from: read as a whole, and the writes, each audited."""

from releases.errors import AlreadyExists, FieldError, InvalidDocument, NotFound
from releases.model import Kind, is_id
from releases.rules import kinds as rules
from releases.rules import templates as template_rules
from releases.rules.kinds import KindChange
from releases.rules.roles import Actor
from releases.rules.starting_points import Offering
from releases.rules.templates import Template
from releases.store import audit, directory, kinds, newsrooms, templates
from releases.store.tx import Tx


def load_offering(tx: Tx, newsroom: str) -> Offering:
    """Return what a newsroom offers who begins a release; raises `NotFound`."""
    return Offering(
        newsrooms.get(tx, newsroom),
        kinds.list_kinds(tx, newsroom),
        templates.list_templates(tx, newsroom),
        directory.list_contacts(tx, newsroom),
    )


def change_kinds(
    tx: Tx, newsroom: str, kind: Kind, change: KindChange, actor: Actor
) -> tuple[Kind, ...]:
    """Change which kinds are offered, or their order; raises `FieldError` for the last one.

    Releases that have a kind keep it.
    """
    newsrooms.get(tx, newsroom)
    before = kinds.list_kinds(tx, newsroom)
    after = rules.change_kinds(before, kind, change)
    if after != before:
        kinds.put(tx, newsroom, after)
        audit.note(tx, actor, "newsroom.kinds", newsroom, kinds=", ".join(after))
    return after


def put(tx: Tx, newsroom: str, template: Template, actor: Actor) -> Template:
    """Store a template under its id, new or changed; one removed meanwhile is there again.

    Raises `InvalidDocument`, `AlreadyExists` for a name that another template of the newsroom
    has, or `NotFound` for what is no id.
    """
    newsrooms.get(tx, newsroom)
    if not is_id(template.id):
        raise NotFound(what="template")
    sound = template_rules.validate_template(template)
    known = {contact.id for contact in directory.list_contacts(tx, newsroom)}
    if not known.issuperset(sound.contacts):
        raise InvalidDocument([FieldError("contacts", "contact_unknown")])
    name = sound.name.casefold()
    others = (
        template for template in templates.list_templates(tx, newsroom) if template.id != sound.id
    )
    if any(other.name.casefold() == name for other in others):
        raise AlreadyExists("template_exists", name=sound.name)
    templates.put(tx, newsroom, sound)
    audit.note(tx, actor, "template.put", newsroom, template=sound.id, kind=sound.document.kind)
    return sound


def remove(tx: Tx, newsroom: str, template_id: str, actor: Actor) -> None:
    """Remove a template; raises `NotFound`. Releases begun from it stay as they are."""
    templates.remove(tx, newsroom, template_id)
    audit.note(tx, actor, "template.remove", newsroom, template=template_id)
