"""What has been written stays as it was written, whoever asks the database otherwise."""

import pytest

from releases.model import fingerprint
from releases.store import drafts, log
from releases.store.tx import Tx
from releases.timeline import Action
from tests import builders as b
from tests.stores import Desk


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET who = 'ingen'",
        "DELETE FROM audit",
        "UPDATE revision SET document = '{}'",
        "DELETE FROM revision",
        "DELETE FROM entry",
        "UPDATE entry SET at_ms = at_ms - 1",
        "UPDATE entry SET note = 'något annat'",
        "UPDATE entry SET significance = 'minor'",
        "UPDATE entry SET made_by = 'ingen'",
        "UPDATE entry SET replaces = '[]'",
        "UPDATE entry SET cancelled_ms = effective_ms",
        "UPDATE entry SET cancelled_ms = NULL WHERE cancelled_ms IS NOT NULL",
    ],
)
def test_the_database_itself_refuses_to_rewrite_history(desk: Desk, statement: str) -> None:
    release = desk.draft()
    desk.cancel(release, desk.order(release, at=b.MORNING + b.DAY))
    desk.order(release)

    def kept(tx: Tx) -> list[list[object]]:
        tables = ("audit", "revision", "entry")
        return [[tuple(row) for row in tx.all(f"SELECT * FROM {name}")] for name in tables]  # noqa: S608

    before = desk.read(kept)
    with pytest.raises(Exception, match=r"never|stays|CHECK"):
        desk.write(lambda tx: tx.run(statement))
    assert desk.read(kept) == before


def test_the_same_text_approved_twice_is_one_revision(desk: Desk) -> None:
    release = desk.draft()
    desk.cancel(release, desk.order(release, at=b.MORNING + b.DAY))
    desk.order(release)
    desk.save(release, b.document("Ny"))
    desk.order(release, Action.CORRECT)
    lines = desk.read(log.lines, release.id)
    first, second = desk.read(drafts.revisions, release.id)
    assert [line.entry.revision for line in lines] == [first.id, first.id, second.id]
    assert (first.number, second.number) == (1, 2)
    assert first.sha256 == fingerprint(first.document)
    assert second.document.title == "Ny"
