"""A draft's way to the editors and back: sent with a wish and a word, taken back, sent back."""

from datetime import datetime

import msgspec

from releases import desk
from releases.errors import FieldError, NotWaiting
from releases.model import Release
from releases.store import audit, drafts, submissions
from releases.store.tx import Tx
from releases.text import clean

WORD = 2_000


class Ask(msgspec.Struct, frozen=True):
    """What goes with a submission: when it had better come out, and a word to the editor."""

    wish: datetime | None = None
    word: str = ""


def submit(
    tx: Tx, newsroom: str, release_id: str, who: str, version: int, ask: Ask | None = None
) -> Release:
    """Ask for approval of the draft as it stands at `version`; raises `VersionConflict`.

    Raises `FieldError` for a word that is too long.
    """
    ask = ask or Ask()
    word = clean(ask.word, "word", WORD).strip()
    release = desk.submit(tx, newsroom, release_id, who, version)
    submissions.put(tx, release, version, who, ask.wish, word)
    return release


def take_back(tx: Tx, newsroom: str, release_id: str, who: str, version: int) -> None:
    """Let the draft wait no longer; raises `NotWaiting`."""
    _refuse_settled(drafts.get(tx, newsroom, release_id), version)
    drafts.settle(tx, release_id)
    audit.note(tx, who, "release.recall", newsroom, release_id, version=version)


def send_back(tx: Tx, newsroom: str, release_id: str, who: str, version: int, comment: str) -> None:
    """Return the draft to who wrote it, with a comment; raises `FieldError` or `NotWaiting`."""
    release = drafts.get(tx, newsroom, release_id)
    said = clean(comment, "comment", WORD).strip()
    if not said:
        raise FieldError("comment", "say what is to be changed")
    _refuse_settled(release, version)
    if submissions.waiting(tx, release) is None:
        # Submitted before such things were noted.
        submissions.put(tx, release, version, release.changed_by, None, "")
    submissions.send_back(tx, release_id, who, said)
    drafts.settle(tx, release_id)
    audit.note(tx, who, "release.return", newsroom, release_id, version=version)


def _refuse_settled(release: Release, version: int) -> None:
    if release.submitted_version is None or release.submitted_version != version:
        raise NotWaiting("The draft does not wait for approval as it was shown.")
