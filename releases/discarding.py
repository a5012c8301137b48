"""Throwing away a draft that never became anything: all that is ever removed for good.

What has a line in the publication log stays, a cancelled one too: somebody approved it, and the log
tells of it for ever. The audit keeps the deed; files stay in the newsroom's library.
"""

from releases.errors import HasHistory, VersionConflict
from releases.model import Release
from releases.store import audit, drafts, log
from releases.store.log import Line
from releases.store.tx import Tx


def discard(tx: Tx, newsroom: str, release_id: str, who: str, version: int) -> None:
    """Remove a release of which nothing was ever approved, with all that is kept of it.

    Raises `NotFound`, `HasHistory`, or `VersionConflict` where the draft has changed since it was
    read as `version`.
    """
    release = drafts.get(tx, newsroom, release_id)
    check(release, log.lines(tx, release_id), version)
    drafts.discard(tx, release_id)
    audit.note(tx, who, "release.discard", newsroom, release_id, version=version)


def check(release: Release, lines: tuple[Line, ...], version: int) -> None:
    """Raise what forbids throwing a release away that was read as `version`."""
    if lines:
        raise HasHistory("The log of this release has entries: it stays. Withdraw it instead.")
    if release.version != version:
        raise VersionConflict(release.version)
