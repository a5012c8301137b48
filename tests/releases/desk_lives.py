"""Random lives lived at a real desk: the steps of `histories` as deeds in a database."""

from datetime import datetime

from msgspec.structs import replace

from releases.errors import EntryRefused, NotFound
from releases.model import Kind, Release
from releases.timeline import Action
from tests import builders as b
from tests.releases.histories import Step
from tests.stores import Desk

CONTENTS = tuple(
    b.document(f"Utgåva {number}", kind=kind, language=language, topics=topics, places=places)
    for number, (kind, language, topics, places) in enumerate(
        [
            (Kind.NEWS, "sv", ("vård", "buss"), ("18",)),
            (Kind.NEWS, "en", ("buss",), ("18", "1880")),
            (Kind.STATEMENT, "sv", (), ()),
            (Kind.PRESS_RELEASE, "sv", ("vård",), ("1880",)),
        ]
    )
)


def attempt(desk: Desk, release: Release, step: Step, at: datetime | None) -> bool:
    """Do what a step says, `at` None being now; return whether the desk allowed it."""
    entries = desk.entries(release)
    chosen = entries[step.choice % len(entries)] if entries else b.entry(id="okänd")
    try:
        if step.deed == "save":
            desk.save(release, CONTENTS[step.choice % len(CONTENTS)])
        elif step.deed == "cancel":
            desk.cancel(release, chosen)
        elif step.deed == "move":
            desk.move(release, chosen, at or desk.clock.now())
        else:
            if step.deed == Action.CORRECT:
                draft = desk.release(release).draft
                desk.save(release, replace(draft, lead=f"{draft.lead} Rättat."))
            desk.order(release, Action(step.deed), at, significance=step.significance)
    except (EntryRefused, NotFound):
        return False
    return True
