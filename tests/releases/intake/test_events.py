"""The occasion of an invitation, in the many ways in which day, time of day and place are told."""

# A case a row reads better than wrapped ones.
# ruff: noqa: E501

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.intake import Occasion, events, read

# Published on a Wednesday.
HEAD = "Invigning i Solvik\n\nPressinbjudan • Aug 28, 2019 08:00 CEST\n\nVälkommen till invigningen.\n\n"


@pytest.mark.parametrize(
    ("lines", "starts_at", "ends_at", "place"),
    [
        ("Tid: fredagen den 6 september klockan 10–11.30", "2019-09-06T10:00:00+02:00", "2019-09-06T11:30:00+02:00", ""),
        ("Tid: kl. 10.00 fredag 6 september", "2019-09-06T10:00:00+02:00", None, ""),
        ("Datum: 6 september\nTid: kl 10.00-11.30", "2019-09-06T10:00:00+02:00", "2019-09-06T11:30:00+02:00", ""),
        ("När: Fredag 6/9 kl. 10", "2019-09-06T10:00:00+02:00", None, ""),
        ("Tidpunkt: 6 september kl. 10.00", "2019-09-06T10:00:00+02:00", None, ""),
        ("Dag och tid: fredag 6 september, kl. 10.00", "2019-09-06T10:00:00+02:00", None, ""),
        ("Datum och tid: fredag 6 september, kl. 10.00", "2019-09-06T10:00:00+02:00", None, ""),
        ("Tid & plats: 6 september kl 10, Stationen, Solvik", "2019-09-06T10:00:00+02:00", None, "Stationen, Solvik"),
        ("Tid/plats: 6 september kl 10, Stationen, Solvik", "2019-09-06T10:00:00+02:00", None, "Stationen, Solvik"),
        ("Plats och tid: Stationen, Solvik, 6 september kl 10", "2019-09-06T10:00:00+02:00", None, "Stationen, Solvik"),
        ("När och var: 6 september kl. 10.00, Stationen, Solvik", "2019-09-06T10:00:00+02:00", None, "Stationen, Solvik"),
        ("Tid: i morgon kl. 10.00", "2019-08-29T10:00:00+02:00", None, ""),
        ("Tid: i dag kl. 14.00", "2019-08-28T14:00:00+02:00", None, ""),
        ("Tid: fredag kl. 10.00", "2019-08-30T10:00:00+02:00", None, ""),
        ("Tid: på fredag klockan 10.00", "2019-08-30T10:00:00+02:00", None, ""),
        ("Tid: 6–8 september", "2019-09-06", "2019-09-08", ""),
        ("Tid: 30 augusti–1 september", "2019-08-30", "2019-09-01", ""),
        ("Tid: 6 september kl. 10.00 – 7 september kl. 16.00", "2019-09-06T10:00:00+02:00", "2019-09-07T16:00:00+02:00", ""),
        ("Tid: fredag 6 september kl. 10 till 11.30", "2019-09-06T10:00:00+02:00", "2019-09-06T11:30:00+02:00", ""),
        ("Tid: fredag 6 september mellan kl. 10 och 12", "2019-09-06T10:00:00+02:00", "2019-09-06T12:00:00+02:00", ""),
        ("Tid: fredag 6 september mellan 10 och 12", "2019-09-06T10:00:00+02:00", "2019-09-06T12:00:00+02:00", ""),
        ("Tid: fredag 6 september från kl. 10 till kl. 12", "2019-09-06T10:00:00+02:00", "2019-09-06T12:00:00+02:00", ""),
        ("Tid: 6 september kl. 10.00 (insläpp 9.30)", "2019-09-06T10:00:00+02:00", None, ""),
        ("Tid: 6 september kl. 10–ca 12", "2019-09-06T10:00:00+02:00", "2019-09-06T12:00:00+02:00", ""),
        ("Tid: Fredag 6/9, 10-12", "2019-09-06T10:00:00+02:00", "2019-09-06T12:00:00+02:00", ""),
        ("Tid: 6 september, 10.00–11.30", "2019-09-06T10:00:00+02:00", "2019-09-06T11:30:00+02:00", ""),
        ("Tid\nfredag 6 september kl. 10.00\nPlats\nStationen, Solvik", "2019-09-06T10:00:00+02:00", None, "Stationen, Solvik"),
        ("Tid:\nfredag 6 september kl. 10.00\n\nPlats:\nStationen, Solvik", "2019-09-06T10:00:00+02:00", None, "Stationen, Solvik"),
        ("Tid och plats\nfredag 6 september kl. 10.00\nStationen, Solvik", "2019-09-06T10:00:00+02:00", None, "Stationen, Solvik"),
        ("Plats: Stationen\nAdress: Torget 1, Solvik\nTid: 6 september kl 10", "2019-09-06T10:00:00+02:00", None, "Stationen, Torget 1, Solvik"),
        ("When: Friday, September 6 at 10:00\nWhere: Stationen, Solvik", "2019-09-06T10:00:00+02:00", None, "Stationen, Solvik"),
        ("When: Friday 6 September, 10 am\nWhere: Stationen, Solvik", "2019-09-06T10:00:00+02:00", None, "Stationen, Solvik"),
        ("When: Friday 6 September, 1 pm to 2.30 pm", "2019-09-06T13:00:00+02:00", "2019-09-06T14:30:00+02:00", ""),
        ("When: 6 September at 1.30 pm–3 pm", "2019-09-06T13:30:00+02:00", "2019-09-06T15:00:00+02:00", ""),
        ("Starttid: 6 september kl. 10.00\nSluttid: 6 september kl. 11.30", "2019-09-06T10:00:00+02:00", "2019-09-06T11:30:00+02:00", ""),
        ("Tid: 6 september kl. 10.00, kl. 9.30 serveras kaffe", "2019-09-06T10:00:00+02:00", None, ""),
        ("Tid: 6 september kl 10:00 -11:30\nPlats: Stationen, Solvik", "2019-09-06T10:00:00+02:00", "2019-09-06T11:30:00+02:00", "Stationen, Solvik"),
        ("Tid: 6 september 2019 kl. 10.00 i Stationen, Solvik", "2019-09-06T10:00:00+02:00", None, "Stationen, Solvik"),
        ("**Tid:** 6 september kl. 10\n**Plats:** Stationen, Solvik", "2019-09-06T10:00:00+02:00", None, "Stationen, Solvik"),
        ("Tid: 6 sep. kl. 10", "2019-09-06T10:00:00+02:00", None, ""),
        ("Tid: 13 februari kl. 10", "2020-02-13T10:00:00+01:00", None, ""),
        ("Pressträffen hålls fredag 6 september kl. 10.00 i Stationen, Solvik.", "2019-09-06T10:00:00+02:00", None, "Stationen, Solvik"),
        ("Välkommen till en pressträff den 6 september klockan 10.00–11.30.", "2019-09-06T10:00:00+02:00", "2019-09-06T11:30:00+02:00", ""),
        ("Tid: kl. 20.30\nPlats: Solvik\n\nMötet hålls klockan 20.30 i kväll onsdag 28 augusti.", "2019-08-28T20:30:00+02:00", None, "Solvik"),
        ("Tid 6 september kl. 10.00–11.30\nPlats Stationen, Solvik.", "2019-09-06T10:00:00+02:00", "2019-09-06T11:30:00+02:00", "Stationen, Solvik"),
        ("Tid: 6 september kl. 10\nPlats: Stationen, Solvik (se karta)", "2019-09-06T10:00:00+02:00", None, "Stationen, Solvik"),
        ("Tid: 6 september kl. 10\nPlats: Stationen, Solvik. Parkering finns bakom huset.", "2019-09-06T10:00:00+02:00", None, "Stationen, Solvik"),
        ("Välkomna till Valla fredagen den 6 september kl. 10.00.", "2019-09-06T10:00:00+02:00", None, "Valla"),
        ("Vi ses på fredag kl. 10 på Stora scenen i Solvik, där vi bjuder på kaffe.", "2019-08-30T10:00:00+02:00", None, "Stora scenen i Solvik"),
    ],
)  # fmt: skip
def test_an_occasion_is_read_however_it_is_told(
    lines: str, starts_at: str, ends_at: str | None, place: str
) -> None:
    assert read(HEAD + lines)[0].event == Occasion(starts_at, ends_at, place)


@pytest.mark.parametrize(
    ("title", "line", "starts_at"),
    [
        ("Pressinbjudan: Solviksdagarna 2021", "Tid: 6 september kl. 10.00", "2021-09-06T10:00:00+02:00"),
        ("Pressinbjudan: så går det till våren 2022", "Tid: tisdag 8 mars kl. 10", "2022-03-08T10:00:00+01:00"),
        ("Pressinbjudan till invigning 6 september 2021", "Tid: kl. 10.00", "2021-09-06T10:00:00+02:00"),
    ],
)  # fmt: skip
def test_what_a_time_leaves_out_the_title_tells(title: str, line: str, starts_at: str) -> None:
    (record,) = read(f"{title}\n\nVälkommen till invigningen.\n\n{line}\n\nPlats: Solvik")
    assert record.event == Occasion(starts_at, None, "Solvik")


@pytest.mark.parametrize(
    "line",
    [
        "Tid: efter lunch",
        "Tid: 31 september kl. 10",
        "Tid: kl. 10",
        "När barnen kom hem var det fest.",
        "Vi väntar 10-12 personer på fredag.",
        "Plats:\n\nDet är på torget i Solvik.",
        "Priset är 10 kr och 20 öre på lördag.",
    ],
)
def test_what_tells_no_day_and_time_is_no_occasion(line: str) -> None:
    assert read(HEAD + line)[0].event is None


@given(
    st.lists(
        st.sampled_from(
            (
                *("Tid:", "Tid", "Plats:", "Plats", "Tid och plats:", "Slut:", "6 september"),
                *("", "kl. 10", "Torget", "Datum: 6/9", "Adress: A", "När: i morgon", "kl 24-25"),
                *("Kl: 10 - 31/2", "Tid: 30 februari–1 mars kl. 10 till 9 pm", "Var: 6–8 maj"),
            )
        ),
        max_size=8,
    )
)
def test_fields_in_any_order_are_read_without_a_fault(lines: list[str]) -> None:
    assert events.find(lines, "2019-08-28", "", is_invitation=True) is not None
    assert read(HEAD + "\n".join(lines))


def test_a_release_that_is_no_invitation_has_no_occasion_of_its_sentences() -> None:
    text = "Ny bro i Solvik\n\n2019-08-28\n\nBron öppnar fredag 6 september kl. 10.00 i Solvik.\n\nDen är ny."
    assert read(text)[0].event is None
