"""The newsroom's files: kept with their words, found again, told apart from what nobody uses."""

import pytest

from releases.desk import drafts as desk_drafts
from releases.desk import media as desk_media
from releases.errors import InvalidDocument, NotFound
from releases.model import Attachment, Media
from releases.rules.validation import validate
from releases.store import audit, log, media
from releases.timeline import Action
from tests import builders as b
from tests.builders import DAY, HOUR
from tests.stores import ROOM, WHO, Desk

SIZED = b.media(
    "bild1",
    alt="En buss",
    caption="Linje 4.",
    credit="Olle Ek",
    focus=(0.25, 1.0),
    renditions=(b.rendition(640, "image/jpeg"), b.rendition(1600), b.rendition(640)),
)


def keep(desk: Desk, *stored: Media) -> None:
    for file in stored:
        desk.write(desk_media.add, file, WHO)


def unused(desk: Desk, most: int = 100) -> list[str]:
    return [file.id for file in desk.read(media.list_unused, desk.clock.now() - 30 * DAY, most)]


def test_a_file_is_found_as_it_was_kept(desk: Desk) -> None:
    keep(desk, SIZED, b.pdf())
    files = desk.read(media.by_id, ("bild1", "bilaga1", "okand"))
    assert files == {"bild1": SIZED, "bilaga1": b.pdf()}
    assert desk.read(media.everything) == (b.pdf(), SIZED)
    assert desk.read(media.by_id, ()) == {}


def test_keeping_a_file_is_on_record(desk: Desk) -> None:
    keep(desk, SIZED)
    deed = desk.read(audit.list_entries, ROOM)[-1]
    assert (deed.action, deed.who, deed.detail["media"]) == ("media.add", WHO.who, "bild1")


def test_a_file_belongs_to_a_newsroom_that_is_there(desk: Desk) -> None:
    with pytest.raises(NotFound):
        keep(desk, b.media(newsroom="ingen"))


def test_a_file_that_a_version_names_may_be_wanted_again(desk: Desk) -> None:
    keep(desk, b.media("tidigare"), b.pdf("bilaga1"), b.media("tid"))
    release = desk.draft(b.document(images=(b.image("tidigare"),), attachments=(b.attachment(),)))
    desk.save(release, b.document())
    desk.clock.advance(31 * DAY)
    assert unused(desk) == ["tid"]


def test_a_file_is_unused_only_where_no_draft_and_no_revision_names_it(desk: Desk) -> None:
    names = ("utkast", "publik", "rattad", "borttagen", "aterkallad", "installd", "ensam", "ny")
    keep(desk, *(b.media(name) for name in names[:-2]), b.pdf("ensam"))
    pictured = {name: b.document(images=(b.image(name),)) for name in names}
    desk.draft(pictured["utkast"])
    desk.publish(pictured["publik"])
    corrected = desk.publish(pictured["rattad"])
    desk.save(corrected, b.document())
    desk.order(corrected, Action.CORRECT)
    withdrawn = desk.publish(pictured["aterkallad"])
    desk.order(withdrawn, Action.WITHDRAW)
    cancelled = desk.draft(pictured["installd"])
    desk.cancel(cancelled, desk.order(cancelled, at=desk.clock.now() + HOUR))
    desk.save(cancelled, b.document())
    discarded = desk.draft(pictured["borttagen"])
    desk.write(desk_drafts.discard, discarded.ref, WHO, 1)
    desk.clock.advance(30 * DAY)
    keep(desk, b.media("ny"))
    assert unused(desk) == []
    desk.clock.advance(HOUR)
    assert unused(desk) == ["borttagen", "ensam"]
    assert unused(desk, 1) == ["borttagen"]


def test_an_attachment_in_a_draft_is_used(desk: Desk) -> None:
    keep(desk, b.pdf())
    desk.draft(b.document(attachments=(b.attachment(),)))
    desk.clock.advance(31 * DAY)
    assert unused(desk) == []


def test_a_document_names_each_of_its_files_once() -> None:
    named = b.document(
        images=(b.image("a"), b.image(None), b.image("a"), b.image("b")),
        attachments=(b.attachment("c"), b.attachment("b")),
    )
    assert named.files == ("a", "b", "c")
    assert [key for key in log.facet_keys(named) if key.startswith("media:")] == [
        *("media:a", "media:b", "media:c"),
    ]


@pytest.mark.parametrize(
    ("attachment", "field"),
    [
        (Attachment("", "Rapport"), "attachments[0]"),
        (Attachment("bilaga1", " \n"), "attachments[0]"),
        (Attachment("x" * 65, "Rapport"), "attachments[0].media"),
        (Attachment("bilaga1", "x" * 301), "attachments[0].title"),
    ],
)
def test_an_attachment_needs_a_file_and_a_title(attachment: Attachment, field: str) -> None:
    with pytest.raises(InvalidDocument) as caught:
        validate(b.document(attachments=(attachment,)))
    assert [error.field for error in caught.value.errors] == [field]


def test_a_hundred_attachments_are_enough() -> None:
    with pytest.raises(InvalidDocument, match="100 is the most"):
        validate(b.document(attachments=(b.attachment(),) * 101))
