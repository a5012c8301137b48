"""The demo's desk: people who may sign in, contacts and a template to choose, comments allowed."""

from releases.desk import contacts, members, newsroom_settings, templates
from releases.model import Document, Kind, new_id
from releases.rules.contact_expiry import DirectoryEntry
from releases.rules.roles import Actor, Role
from releases.rules.templates import Template
from releases.store import directory, people
from releases.store.settings import RoomSettings
from releases.store.tx import Tx
from service.demo.people import HENRIK, MAJA, NORDANVIK, SAGA, SUNDMARK
from service.pages.press_room import DemoPerson
from service.security import passwords

# Told to everybody on the start page: a demo has nothing to hide.
PEOPLE = (
    DemoPerson("Skribent", "skribent@nordanvik.example", "skribent-i-demon"),
    DemoPerson("Redaktör", "redaktor@nordanvik.example", "redaktor-i-demon"),
    DemoPerson("Administratör", "admin@nordanvik.example", "admin-i-demon"),
)
_NAMES = ("Tove Strandmyr", "Albin Fjällgren", "Ingrid Havsten")
GUIDANCE = (
    "Gäller det din egen vård? Ring 1177 eller logga in på 1177.se. Här svarar de som skriver "
    "nyheterna."
)
INVITATION = Document(
    title="Pressträff: [ämne]",
    kind=Kind.PRESS_INVITATION,
    lead="Välkommen till pressträff om [ämne] [dag] klockan [klockslag].",
    body="Medverkar gör [namn], [titel].\n\n"
    "## Tid och plats\n\nRegionhuset i Tranehamn, lokal [lokal], [dag] klockan [klockslag]. "
    "Det går också att vara med på länk.\n\n"
    "## Anmälan\n\nAnmäl dig till presstjänsten senast [dag].",
)


def fill(tx: Tx, actor: Actor) -> None:
    """Add what is missing; what somebody has changed since stays as it is."""
    for person, name, role in zip(PEOPLE, _NAMES, Role, strict=True):
        if people.find(tx, person.email) is None:
            kept = passwords.hash_password(person.password)
            members.add(tx, person.email, name, NORDANVIK.slug, role, kept, actor)
    admin = members.find(tx, PEOPLE[-1].email)
    if len(people.memberships(tx, admin.id)) == 1:
        members.add(tx, admin.email, admin.name, SUNDMARK.slug, Role.ADMIN, "", actor)
    if not directory.list_contacts(tx, NORDANVIK.slug):
        known = [DirectoryEntry(new_id(), contact) for contact in (MAJA, HENRIK, SAGA)]
        for entry in known:
            contacts.put(tx, NORDANVIK.slug, entry, actor, new=True)
        purpose = "Med tid, plats och anmälan. Presschefen står som kontakt."
        template = Template(new_id(), "Pressträff", purpose, INVITATION, (known[0].id,))
        templates.put(tx, NORDANVIK.slug, template, actor)
        wanted = RoomSettings(NORDANVIK.slug, feedback=True, guidance=GUIDANCE)
        newsroom_settings.change(tx, wanted, actor)
