"""The press invitations of a newsroom as an iCalendar (RFC 5545) that calendars subscribe to.

An event keeps its UID for ever; SEQUENCE rises with every correction of substance and with a
withdrawal, which cancels the event. Times are Swedish wall clock with the zone's rules along.
"""

from datetime import UTC, datetime, timedelta

import icalendar
from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard

from feeds.characters import clean, line
from feeds.item import author, summary, title
from feeds.links import Links
from feeds.rendered import Rendered, render_each
from releases.model import Contact, urn
from releases.public import Listing, PublicRelease
from releases.text import phones
from releases.times import STOCKHOLM

ZONE = "Europe/Stockholm"
# As long as a feed's: calendars that obey ask once an hour.
_REFRESH = timedelta(hours=1)
# The last Sundays of March and October 1996, at the wall time when the clocks are turned: zones
# are told in local time (RFC 5545 section 3.6.5).
_SPRING = datetime(1996, 3, 31, 2)  # noqa: DTZ001
_AUTUMN = datetime(1996, 10, 27, 3)  # noqa: DTZ001


def calendar(listing: Listing, links: Links) -> Rendered:
    """Return the events of a listing of one newsroom; releases without one are left out."""
    events = Calendar()
    events.add("prodid", "-//Pressrum//Pressrum//SV")
    events.add("version", "2.0")
    if listing.newsroom:
        name = f"{author(listing.newsroom).name}: pressinbjudningar"
        events.add("name", name)
        events.add("x-wr-calname", name)
        events.add("url", links.calendar(listing.newsroom.slug))
    events.add("refresh-interval", _REFRESH, parameters={"value": "DURATION"})
    events.add_component(_zone())
    invited = (release for release in listing.items if release.document.event)
    made, failed = render_each(invited, lambda release: _event(release, links))
    for event in made:
        events.add_component(event)
    return Rendered(events.to_ical(), failed)


def _event(release: PublicRelease, links: Links) -> icalendar.Event:
    event, state = release.document.event, release.state
    entry = icalendar.Event()
    entry.add("uid", urn(release.id))
    entry.add("dtstamp", _utc(state.updated))
    entry.add("created", _utc(state.published))
    entry.add("sequence", int((state.updated - state.published).total_seconds()))
    entry.add("summary", title(release))
    entry.add("url", links.release(release))
    entry.add("status", "CANCELLED" if state.withdrawn else "CONFIRMED")
    if event is None:
        return entry
    # Without a start an event is none, even a cancelled one; nothing else of it is told then.
    entry.add("dtstart", _local(event.starts_at))
    if event.ends_at and event.ends_at > event.starts_at:
        entry.add("dtend", _local(event.ends_at))
    entry.add("description", f"{summary(release)}\n\n{links.release(release)}")
    if state.withdrawn:
        return entry
    if event.place:
        entry.add("location", line(event.place))
    for contact in release.document.contacts:
        entry.add("contact", _contact(contact))
    return entry


def _contact(contact: Contact) -> str:
    numbers = (phones.format_phone(clean(phone)) for phone in contact.phones)
    parts = (contact.name, contact.role, *numbers, *contact.emails)
    return line(", ".join(part for part in parts if part))


def _local(instant: datetime) -> datetime:
    """Return an instant as Swedish time, in UTC where the wall clock shows that time again."""
    local = instant.astimezone(STOCKHOLM)
    # RFC 5545 section 3.3.5 takes a wall time that comes twice for the first of the two.
    return _utc(instant) if local.fold else local


def _utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(microsecond=0)


def _zone() -> Timezone:
    """Return the rules of Swedish time since 1996 (directive 2000/84/EC, ordinance 2001:127)."""
    zone = Timezone()
    zone.add("tzid", ZONE)
    winter, summer = timedelta(hours=1), timedelta(hours=2)
    for part, first, name, before, after in (
        (TimezoneDaylight(), _SPRING, "CEST", winter, summer),
        (TimezoneStandard(), _AUTUMN, "CET", summer, winter),
    ):
        part.add("dtstart", first)
        part.add("rrule", {"freq": "yearly", "bymonth": first.month, "byday": "-1SU"})
        part.add("tzname", name)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        zone.add_component(part)
    return zone
