"""The demo's desk: three people who may sign in, contacts to choose from, comments switched on."""

from releases import contacts, settings, staff
from releases.directory import Entry
from releases.model import new_id
from releases.people import Role
from releases.store import directory, people
from releases.store.settings import RoomSettings
from releases.store.tx import Tx
from service import passwords
from service.demo.people import HENRIK, MAJA, NORDANVIK, SAGA, SUNDMARK
from service.pages import DemoPerson

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


def fill(tx: Tx, who: str) -> None:
    """Add what is missing; what somebody has changed since stays as it is."""
    for person, name, role in zip(PEOPLE, _NAMES, Role, strict=True):
        if people.find(tx, person.email) is None:
            kept = passwords.hashed(person.password)
            staff.add(tx, person.email, name, NORDANVIK.slug, role, kept, who)
    admin = staff.find(tx, PEOPLE[-1].email)
    if len(people.memberships(tx, admin.id)) == 1:
        staff.add(tx, admin.email, admin.name, SUNDMARK.slug, Role.ADMIN, "", who)
    if not directory.listed(tx, NORDANVIK.slug):
        for contact in (MAJA, HENRIK, SAGA):
            contacts.put(tx, NORDANVIK.slug, Entry(new_id(), contact), who, new=True)
        wanted = RoomSettings(NORDANVIK.slug, feedback=True, guidance=GUIDANCE)
        settings.change(tx, wanted, who)
