"""Four eyes: where a newsroom wants it, what a person wrote is approved by somebody else.

Withdrawing is free of it, because what is wrong must be taken back at once by whoever is awake;
and so are access tokens and the command line, which an admin gave out to act alone.
"""

from releases.errors import FourEyes
from releases.store import audit, drafts, people, settings
from releases.store.tx import Tx
from releases.timeline import Action


def check(tx: Tx, newsroom: str, release_id: str, action: Action, who: str) -> None:
    """Raise `FourEyes` where the one who approves last saved or submitted the draft themselves."""
    if action is Action.WITHDRAW or not settings.get(tx, newsroom).four_eyes:
        return
    if people.find(tx, who) is None:
        return
    # The audit knows nobody of what came from another database: that says itself who wrote it.
    known = audit.writers(tx, release_id) or {drafts.named(tx, release_id).changed_by}
    if who in known:
        raise FourEyes("You wrote this yourself: somebody else in the newsroom approves it.")
