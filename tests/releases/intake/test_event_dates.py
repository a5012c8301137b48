"""The date of an occasion is no stamp, and the date a text is stamped with no occasion."""

import pytest

from releases.intake import read_text

BESIDE_ITS_TIME = """Pressträff: Lillviks nya badhus visas

Medier är välkomna till en första visning av badhuset.

Datum: 9 juni 2027
Tid: kl. 9.30
Plats: Badhuset, Lillvik"""
UNDER_THE_TITLE = """Inbjudan till pressvisning av Kallmyra depå

Datum: onsdag 10/3 2027
Tid: 13.00-14.30
Plats: Depågatan 4, Kallmyra

Välkommen att se de nya bussarna innan de tas i trafik.

Kontakt: Moa Lid, presschef, 070-174 06 12"""
IN_ENGLISH = """Press invitation: the new library of Lillvik

You are welcome to see the library before it opens.

Date: 3 March 2027
Time: 10:00-11:30
Venue: Lillvik Town Hall"""
ALONE = """Pressinbjudan: invigning av gångbron

Välkommen till invigningen av gångbron över Lillån.

Datum: 21 september 2027 kl. 15.00

Kontakt: Moa Lid, presschef, 070-174 06 12"""
BY_THE_CLOCK = """Pressträff om linbanan i Kallmyra

Följ med på en provtur innan banan öppnar.

Datum: 4 maj 2027
Klockan: 10–11
Plats: Toppstugan, Kallmyra"""
BY_THE_CLOCK_IN_SHORT = """Pressträff om linbanan i Kallmyra

Följ med på en provtur innan banan öppnar.

Dag: 4 maj 2027
Kl: 10.30
Var: Toppstugan, Kallmyra"""
OCCASIONS = [
    (
        BY_THE_CLOCK,
        "2027-05-04T10:00:00+02:00",
        "2027-05-04T11:00:00+02:00",
        "Toppstugan, Kallmyra",
    ),
    (BY_THE_CLOCK_IN_SHORT, "2027-05-04T10:30:00+02:00", None, "Toppstugan, Kallmyra"),
    (BESIDE_ITS_TIME, "2027-06-09T09:30:00+02:00", None, "Badhuset, Lillvik"),
    (
        UNDER_THE_TITLE,
        "2027-03-10T13:00:00+01:00",
        "2027-03-10T14:30:00+01:00",
        "Depågatan 4, Kallmyra",
    ),
    (
        IN_ENGLISH,
        "2027-03-03T10:00:00+01:00",
        "2027-03-03T11:30:00+01:00",
        "Lillvik Town Hall",
    ),
    (ALONE, "2027-09-21T15:00:00+02:00", None, ""),
]


@pytest.mark.parametrize(("text", "starts_at", "ends_at", "place"), OCCASIONS)
def test_the_date_of_an_occasion_is_no_stamp(
    text: str, starts_at: str, ends_at: str | None, place: str
) -> None:
    (record,) = read_text(text)
    assert record.event is not None
    assert (record.event.starts_at, record.event.ends_at) == (starts_at, ends_at)
    assert record.event.place == place
    assert record.published_at is None
    assert not any("2027" in line for line in record.dropped)


STAMPED_TOO = """Pressinbjudan: invigning av gångbron

Datum: 2027-09-03

Välkommen till invigningen av gångbron över Lillån.

Tid och plats: 21 september kl. 15.00, Lillåns strand"""
STAMPED = """Ny gångbro över Lillån

Datum: 2027-09-03

Regionen och kommunen bygger en gångbro över Lillån. Den öppnar nästa höst."""


def test_a_stamp_stays_one_where_the_occasion_has_a_date_of_its_own() -> None:
    (record,) = read_text(STAMPED_TOO)
    assert record.published_at == "2027-09-03"
    assert record.event is not None
    assert record.event.starts_at == "2027-09-21T15:00:00+02:00"


def test_a_date_under_the_title_of_a_release_is_its_stamp() -> None:
    (record,) = read_text(STAMPED)
    assert (record.published_at, record.event) == ("2027-09-03", None)
