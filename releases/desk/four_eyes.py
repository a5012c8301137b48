"""Four eyes: where a newsroom wants it, what a person wrote is approved by somebody else.

Withdrawing is free of it, because what is wrong must be taken back at once by whoever is awake;
and so are access tokens and the command line, which an admin gave out to act alone.
"""

from releases.errors import FourEyes
from releases.model import DraftRef
from releases.rules.roles import Actor
from releases.store import audit, drafts, settings
from releases.store.tx import Tx
from releases.timeline import Action


def check(tx: Tx, ref: DraftRef, action: Action, actor: Actor) -> None:
    """Raise `FourEyes` where the one who approves last saved or submitted the draft themselves."""
    if action is Action.WITHDRAW or actor.is_machine:
        return
    if not settings.get(tx, ref.newsroom).four_eyes:
        return
    # The audit knows nobody of what came from another database: that says itself who wrote it.
    known = audit.writers(tx, ref.release) or {drafts.get(tx, ref).changed_by}
    if actor.who in known:
        raise FourEyes
