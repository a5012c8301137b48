"""The inbox of readers' comments: from new to archived, and away."""

from releases.model import new_id
from releases.store import feedback
from tests import builders
from tests.service.app_server import ROOM, Press
from tests.service.redaktion.desk_client import Visitor

INBOX = f"/redaktion/{ROOM}/synpunkter"


def test_a_comment_goes_from_state_to_state_and_away(press: Press, author: Visitor) -> None:
    release = press.publish(builders.document()).release
    press.write(feedback.add, "c1", ROOM, release, "Ett <b>fel</b>", "lo@exempel.se", 10)
    assert "Ett &lt;b&gt;fel" in author.get(INBOX).text
    for state in ("read", "answered", "archived"):
        assert author.post(f"{INBOX}/c1", {"do": state}).status == 303
        assert "fel" not in author.get(INBOX).text.partition("<main")[2]
        assert "lo@exempel.se" in author.get(f"{INBOX}?state={state}").text
    assert author.post(f"{INBOX}/c1", {"do": "eaten"}).status == 404
    asked = author.post(f"{INBOX}/c1", {"do": "remove"})
    assert (asked.status, "Radera synpunkten?" in asked.text) == (200, True)
    assert author.field("confirm") == "1"
    assert author.post(f"{INBOX}/c1", {"do": "remove", "confirm": "1"}).status == 303
    assert author.post(f"{INBOX}/c1", {"do": "remove"}).status == 404
    assert author.post(f"{INBOX}/c1", {"do": "read"}).status == 404


def test_the_inbox_is_paged(press: Press, author: Visitor) -> None:
    release = press.publish(builders.document()).release
    for _ in range(25):
        press.write(feedback.add, new_id(), ROOM, release, "Text", "", 10)
    first = author.get(INBOX).text
    assert first.count("<article") == 20
    older = first.partition("before=")[2].partition('"')[0]
    assert author.get(f"{INBOX}?before={older}").text.count("<article") == 5
