"""The matrix of four eyes: people, and who wrote, submitted and edited; in each the text gets out.

Never on the word of its only writer: it takes somebody else, who approves it or confirms it.
"""

import pytest

from releases.desk import approval, drafts, four_eyes, members, newsroom_settings
from releases.desk.approval import Order
from releases.errors import FourEyes
from releases.model import Release
from releases.rules.roles import Actor, Role
from releases.rules.validation import validate
from releases.store.settings import RoomSettings
from releases.timeline import Action
from tests import builders
from tests.stores import ROOM, Desk

BOSS = Actor("command", is_machine=True)
ROLES = {
    "anna": Role.AUTHOR,
    "arvid": Role.AUTHOR,
    "elsa": Role.EDITOR,
    "erik": Role.EDITOR,
}
# Who works here, who of them is away, what was done in order; who may approve it then, and whose
# approval takes one confirmation first.
MATRIX = [
    # An author and an editor.
    ("anna elsa", "", "anna writes", "elsa", ""),
    ("anna elsa", "", "anna writes, anna submits", "elsa", ""),
    ("anna elsa", "", "anna writes, elsa submits", "elsa", ""),
    ("anna elsa", "", "anna writes, anna submits, elsa edits", "", "elsa"),
    ("anna elsa", "", "anna writes, anna submits, elsa edits, anna confirms", "elsa", ""),
    ("anna elsa", "", "anna writes, elsa edits, anna edits", "", "elsa"),
    ("anna elsa", "", "anna writes, elsa edits, anna edits, anna confirms", "elsa", ""),
    ("anna elsa", "", "anna writes, elsa edits, anna submits", "", "elsa"),
    # The editor alone wrote it: a full stop of the author's makes it nobody else's.
    ("anna elsa", "", "elsa writes", "", "elsa"),
    ("anna elsa", "", "elsa writes, anna edits", "", "elsa"),
    ("anna elsa", "", "elsa writes, anna submits", "", "elsa"),
    ("anna elsa", "", "elsa writes, elsa submits", "", "elsa"),
    ("anna elsa", "", "elsa writes, elsa confirms", "", "elsa"),
    ("anna elsa", "", "elsa writes, anna confirms", "elsa", ""),
    ("anna elsa", "", "elsa writes, anna confirms, elsa edits", "", "elsa"),
    ("anna elsa", "", "elsa writes, anna confirms, anna edits", "elsa", ""),
    # Two editors.
    ("elsa erik", "", "elsa writes", "erik", "elsa"),
    ("elsa erik", "", "elsa writes, elsa submits", "erik", "elsa"),
    ("elsa erik", "", "elsa writes, erik submits", "erik", "elsa"),
    ("elsa erik", "", "elsa writes, erik edits", "", "elsa erik"),
    ("elsa erik", "", "elsa writes, elsa submits, erik edits", "", "elsa erik"),
    ("elsa erik", "", "elsa writes, erik edits, elsa confirms", "erik", "elsa"),
    ("elsa erik", "", "elsa writes, erik edits, erik confirms", "elsa", "erik"),
    # An editor is ill, or has left.
    ("anna elsa erik", "erik", "anna writes, anna submits", "elsa", ""),
    ("anna elsa erik", "erik", "anna writes, anna submits, elsa edits", "", "elsa"),
    ("anna elsa erik", "erik", "elsa writes", "", "elsa"),
    ("anna elsa erik", "elsa", "anna writes, elsa edits", "erik", ""),
    ("anna elsa erik", "elsa", "elsa writes, erik edits", "", "erik"),
    ("anna elsa erik", "anna", "anna writes, elsa edits", "erik", "elsa"),
    # Several of each.
    ("anna arvid elsa erik", "", "anna writes, arvid edits", "elsa erik", ""),
    ("anna arvid elsa erik", "", "anna writes, anna submits, elsa edits", "erik", "elsa"),
    ("anna arvid elsa erik", "", "elsa writes, erik edits, anna confirms", "elsa erik", ""),
]


@pytest.fixture
def strict(desk: Desk) -> Desk:
    """A desk that wants two people, and has the first of them."""
    for name, role in ROLES.items():
        desk.write(members.add, actor(name).who, "", ROOM, role, "", BOSS)
    desk.write(newsroom_settings.change, RoomSettings(ROOM, four_eyes=True), BOSS)
    return desk


def actor(name: str) -> Actor:
    return Actor(f"{name}@region.example")


def act(desk: Desk, release: Release | None, name: str, what: str) -> Release:
    who = actor(name)
    if release is None:
        return desk.write(drafts.create, ROOM, validate(builders.document()), who)
    version = desk.release(release).version
    if what == "edits":
        changed = validate(builders.document(title=f"Rubrik {version}"))
        return desk.write(drafts.save, release.ref, changed, who, version)
    if what == "submits":
        return desk.write(drafts.submit, release.ref, who, version)
    if desk.read(four_eyes.unconfirmed, release.ref).keys() - {who.who}:
        desk.write(four_eyes.confirm, release.ref, who, version)
    return release


@pytest.mark.parametrize(("people", "away", "done", "may", "after_one"), MATRIX)
def test_somebody_can_publish_and_never_the_only_writer(
    strict: Desk, people: str, away: str, done: str, may: str, after_one: str
) -> None:
    release = None
    for name, what in map(str.split, done.split(", ")):
        release = act(strict, release, name, what)
    assert release is not None
    for name in ROLES.keys() - set(people.split()):
        strict.write(members.set_role, actor(name).who, ROOM, None, BOSS)
    for name in away.split():
        strict.write(members.disable, actor(name).who, BOSS)
    here = [name for name in people.split() if name not in away.split()]
    editors = [name for name in here if ROLES[name].covers(Role.EDITOR)]
    standing = strict.read(four_eyes.standing, release.ref)
    assert set(standing.approvers) == {actor(name).who for name in may.split()}
    assert set(standing.writers) == {actor(name).who for name in after_one.split()}
    assert set(standing.approvers) | set(standing.writers) == {actor(name).who for name in editors}
    # Whoever is barred is freed by any other person who is there: where two are, somebody can.
    for name in after_one.split():
        with pytest.raises(FourEyes):
            strict.write(approval.approve, release.ref, Order(Action.PUBLISH), actor(name))
        second = next(other for other in here if other != name)
        version = strict.release(release).version
        strict.write(four_eyes.confirm, release.ref, actor(second), version)
        assert actor(name).who not in strict.read(four_eyes.unconfirmed, release.ref)
    publisher = actor((may or after_one).split()[-1])
    strict.write(approval.approve, release.ref, Order(Action.PUBLISH), publisher)
    assert strict.read(four_eyes.unconfirmed, release.ref) == {}
