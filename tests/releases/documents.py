"""Random documents: any text in any field, the awkward more often than chance has it."""

from datetime import datetime, timedelta, timezone

from hypothesis import strategies as st
from msgspec import UNSET

from releases.model import Attachment, Contact, Document, Event, Image, Kind, Link

ANY = st.text(st.characters(codec="utf-8"), max_size=30)
AWKWARD = st.text("-– \t\r\n\x00\x01\u00a0\u2028a\u0301säger*>#|1.)", max_size=30)
TEXT = ANY | AWKWARD
CODES = st.lists(TEXT | st.sampled_from(["18", "naringsliv"]), max_size=3).map(tuple)
NUMBERS = st.text("0123456789+-– ()/,;\x00", max_size=16) | st.sampled_from(
    [
        "08-123 456 00, ankn 12",
        "0771-31 15 00; knappval 2",
        "070-174 06 05, 070-276 20 61",
        "+46 70 174 06 05;1177",
    ]
)
PHONES = st.lists(NUMBERS, max_size=2).map(tuple)
EMAILS = st.lists(
    st.sampled_from(["maja@mellanlandet.example", " olle@a.example\x00 ", "o\u0308rn@a.example"])
    | TEXT.map("{}@a.example".format)
    | TEXT.map("maja@a.{}".format),
    max_size=2,
).map(tuple)
ADDRESSES = st.sampled_from(
    ["https://a.example/" + "x" * 1_500, " https://å.example/ä\x00 ", "http://[::1]/"]
) | TEXT.map("https://a.example/{}".format)
ZONES = st.none() | st.integers(-840, 840).map(lambda m: timezone(timedelta(minutes=m)))
STAMPS = st.datetimes(timezones=ZONES) | st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001 - a naive stamp is Stockholm time
    datetime(2027, 12, 31),  # noqa: DTZ001
)

POINTS = st.just(UNSET) | st.tuples(st.floats(-0.0, 1), st.floats(-0.0, 1))
CODES_OF_FILES = st.text("abcdefghijkmnpqrstuvwxyz23456789", min_size=1, max_size=16)

DOCUMENTS = st.builds(
    Document,
    title=TEXT.map("Ny {}".format),
    kind=st.sampled_from(Kind),
    lead=TEXT,
    body=TEXT | st.lists(TEXT, max_size=4).map("\n\n- ".join),
    language=st.sampled_from(["sv", "en", "fit", "sr-Latn"]),
    topics=CODES,
    places=CODES,
    contacts=st.lists(
        st.builds(Contact, name=TEXT, role=TEXT, phones=PHONES, emails=EMAILS), max_size=2
    ).map(tuple),
    images=st.lists(
        st.builds(Image, media=st.none() | TEXT, alt=TEXT, caption=TEXT, credit=TEXT, focus=POINTS),
        max_size=2,
    ).map(tuple),
    links=st.lists(st.builds(Link, title=TEXT, url=ADDRESSES), max_size=2).map(tuple),
    event=st.none() | st.builds(Event, starts_at=STAMPS, ends_at=st.none() | STAMPS, place=TEXT),
    about=TEXT,
    attachments=st.lists(
        st.builds(Attachment, media=CODES_OF_FILES, title=TEXT.map("Bilaga {}".format)), max_size=2
    ).map(tuple),
)
