"""Dates of feeds: a zone that is stated is honoured, what is not understood is no date at all."""

import pytest

from releases.exchange.stamps import parse_date
from releases.times import utc_text

INSTANTS = {
    # RFC 822 and what comes near
    "Sat, 07 Nov 2020 22:30:00 -03:00": "2020-11-08T01:30:00Z",
    "07 Nov 2020 22:30 -0330": "2020-11-08T02:00:00Z",
    "Tue, 3 Mar 20 08:15:00 PST": "2020-03-03T16:15:00Z",
    "03-Mar-2020 08:15:00 GMT": "2020-03-03T08:15:00Z",
    "Tue, 03 Mar 2020 08:15:00 -0000": "2020-03-03T08:15:00Z",
    # names of zones, by abbreviation, by offset and by place
    "Mon, 06 Jul 2020 08:00:00 EDT": "2020-07-06T12:00:00Z",
    "Mon, 06 Jul 2020 08:00:00 UTC+3": "2020-07-06T05:00:00Z",
    "Mon, 06 Jul 2020 08:00:00 GMT-05:30": "2020-07-06T13:30:00Z",
    "Mon, 06 Jul 2020 08:00:00 EET": "2020-07-06T06:00:00Z",
    "Mon, 06 Jul 2020 08:00:00 Europe/Helsinki": "2020-07-06T05:00:00Z",
    "2020-07-06 08:00:00 America/Argentina/Buenos_Aires": "2020-07-06T11:00:00Z",
    "2020-07-06T08:00:00[Asia/Tokyo]": "2020-07-05T23:00:00Z",
    "Mon Jul 06 2020 08:00:00 GMT+0200 (Central European Summer Time)": "2020-07-06T06:00:00Z",
    "Mon, 06 Jul 2020 08:00:00 +0200 (CEST)": "2020-07-06T06:00:00Z",
    "Mon Jul  6 08:00:00 CEST 2020": "2020-07-06T06:00:00Z",
    # ISO 8601 with a space before the offset
    "2020-07-06 08:00:00 +0200": "2020-07-06T06:00:00Z",
    "2020-07-06 08:00 UTC": "2020-07-06T08:00:00Z",
    "2020-07-06 08:00:00.250 +02:00": "2020-07-06T06:00:00.250Z",
    "2020-07-06T08:00:00 -04": "2020-07-06T12:00:00Z",
    # Swedish, with and without a zone; without, Swedish time
    "ons, 01 jul 2020 08:00:00 +0200": "2020-07-01T06:00:00Z",
    "onsdag 1 juli 2020 kl. 08.00": "2020-07-01T06:00:00Z",
    "den 1 juli 2020 kl. 08.00": "2020-07-01T06:00:00Z",
    "1 okt. 2020 08:00": "2020-10-01T06:00:00Z",
    "2020-01-06 08:00": "2020-01-06T07:00:00Z",
    "Mon, 06 Jan 2020 08:00:00": "2020-01-06T07:00:00Z",
    "Monday, January 6, 2020 8:00 PM": "2020-01-06T19:00:00Z",
}
DAYS = {
    "Sat, 07 Nov 2020": "2020-11-07",
    "7 nov 2020": "2020-11-07",
    "lördag den 7 november 2020": "2020-11-07",
    "November 7, 2020": "2020-11-07",
    "2020-11-07": "2020-11-07",
    "20201107": "2020-11-07",
}
UNREAD = [
    "",
    "i går",
    "Mon, 06 Jul 2020 08:00:00 XYZT",
    "Mon, 06 Jul 2020 08:00:00 Mars/Olympus_Mons",
    "Mon, 06 Jul 2020 08:00:00 ../../etc/passwd",
    "Mon, 06 Jul 2020 08:00:00 +9900",
    "2020-07-06 08:00:00 lokal tid",
    "4/5/2020 08:00:00",
    "10/14/2020 8:00:00 AM",
    "31 februari 2020",
    "Mon, 06 Jul 2020 08:00:00 IST",
    "5 maj",
    "Sun, 29 Mar 2020 02:30:00",
    "2020-07-06 och 2020-07-08",
]


@pytest.mark.parametrize(("stated", "instant"), INSTANTS.items())
def test_an_instant_is_the_one_that_is_stated(stated: str, instant: str) -> None:
    moment = parse_date(stated)
    assert moment is not None
    assert (utc_text(moment.at), moment.day_only) == (instant, False)


@pytest.mark.parametrize(("stated", "day"), DAYS.items())
def test_a_date_alone_is_a_day(stated: str, day: str) -> None:
    moment = parse_date(stated)
    assert moment is not None
    assert moment.day_only
    assert moment == parse_date(day)


@pytest.mark.parametrize("stated", UNREAD)
def test_what_is_not_understood_is_never_taken_for_swedish_time(stated: str) -> None:
    assert parse_date(stated) is None
