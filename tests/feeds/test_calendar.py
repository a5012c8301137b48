"""The calendar of press invitations, read again by a calendar program's eyes."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from feeds.calendar import calendar
from releases.model import Kind, urn
from releases.public import PublicRelease
from tests import builders as b

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def invitation(*later: Any, **event: Any) -> PublicRelease:
    content = b.document("Pressträff", kind=Kind.PRESS_INVITATION, event=b.event(**event))
    return b.release(*later, content=content)


def written(*items: PublicRelease) -> Any:
    return icalendar.Calendar.from_ical(calendar(b.listing(*items), b.LINKS).body)


def the_event(item: PublicRelease) -> Any:
    [event] = written(item).events
    return event


def test_an_invitation_tells_what_when_where_and_whom_to_ask() -> None:
    event = the_event(invitation())
    assert event["uid"] == urn("r1")
    assert event["summary"] == "Pressträff"
    assert event["location"] == "Stora salen, Storgatan 1, Mellanstad"
    assert event["url"] == b.LINKS.release(invitation())
    assert event["status"] == "CONFIRMED"
    assert "Maja Lindqvist" in event["contact"]
    assert event.start == b.MORNING + 3 * b.HOUR
    assert event.end == b.MORNING + 4 * b.HOUR


@pytest.mark.parametrize(
    "at",
    [
        *(datetime(2026, 3, 29, hour, 30, tzinfo=UTC) for hour in (0, 1, 2)),
        *(datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1, 2)),
        datetime(2045, 7, 1, 8, 0, tzinfo=UTC),
    ],
)
def test_an_event_stands_at_its_instant_on_both_sides_of_a_change_of_clocks(at: datetime) -> None:
    event = the_event(invitation(starts_at=at, ends_at=at + timedelta(hours=2)))
    # Python calls no two times equal across zones where clocks are turned: compare in UTC.
    assert event.start.astimezone(UTC) == at
    assert event.end.astimezone(UTC) == at + timedelta(hours=2)


def test_the_zone_that_comes_along_has_the_rules_of_swedish_time() -> None:
    [zone] = written().timezones
    rules = zone.to_tz()
    for month, day in ((3, 28), (3, 29), (10, 24), (10, 25)):
        noon = datetime(2026, month, day, 12, tzinfo=STOCKHOLM)
        assert rules.utcoffset(noon.replace(tzinfo=None)) == noon.utcoffset()


def test_a_correction_of_substance_raises_the_sequence_a_slip_of_the_pen_does_not() -> None:
    plain, minor, major = (
        the_event(item)["sequence"]
        for item in (invitation(), invitation(b.minor()), invitation(b.correction()))
    )
    assert plain == minor == 0 < major


def test_a_withdrawn_invitation_is_cancelled_under_the_same_uid_and_tells_nothing_more() -> None:
    gone = the_event(invitation(b.correction(), b.withdrawal()))
    assert gone["uid"] == the_event(invitation())["uid"]
    assert gone["status"] == "CANCELLED"
    assert gone["sequence"] > the_event(invitation(b.correction()))["sequence"]
    assert "location" not in gone
    assert "contact" not in gone
    assert "Från hösten" not in gone["description"]


def test_a_release_without_an_event_is_left_out() -> None:
    assert written(b.release()).events == []


def test_hostile_text_stays_in_its_property() -> None:
    event = the_event(invitation(place="Salen\r\nEND:VEVENT\r\nX-EVIL:1; a, b\\n\x07"))
    assert "x-evil" not in event
    assert event["location"] == "Salen END:VEVENT X-EVIL:1; a, b\\n"


def test_the_same_listing_gives_the_same_bytes_in_lines_of_75_octets() -> None:
    listing = b.listing(invitation(place="Å" * 300))
    body = calendar(listing, b.LINKS).body
    assert body == calendar(listing, b.LINKS).body
    assert body.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
