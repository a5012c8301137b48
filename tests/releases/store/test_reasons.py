"""Why a delivery failed is kept as a code with values, and told in the reader's words."""

import pytest

from releases.refusals import Reason
from releases.store import reasons

REACHED = Reason("host_unknown", {"host": "hub.example", "why": "[Errno -2] Name not known"})


def test_what_is_kept_comes_back() -> None:
    assert reasons.decode(reasons.encode(REACHED)) == REACHED
    assert reasons.decode("") is None


def test_overlong_answers_are_cut() -> None:
    kept = reasons.decode(reasons.encode(Reason("not_reached", {"why": "x" * 1_000})))
    assert kept == Reason("not_reached", {"why": "x" * 500})


@pytest.mark.parametrize("kept", ["answered 500", "ValueError: {oops}", "[]", '{"code": 1}'])
def test_what_earlier_versions_kept_is_told_as_it_is(kept: str) -> None:
    reason = reasons.decode(kept)
    assert reason is not None
    assert reason.phrase == kept
    assert reason.sentence("sv") == f"Ett fel: {kept}"


def test_a_code_of_another_version_is_told_by_its_name() -> None:
    assert reasons.decode('{"code":"of_tomorrow","values":{}}') == Reason(
        "delivery_broken", {"why": "of_tomorrow"}
    )


@pytest.mark.parametrize(
    ("reason", "swedish", "english"),
    [
        (Reason("answered", {"status": 500}), "Servern svarade 500.", "The server answered 500."),
        (
            Reason("no_answer", {"seconds": 10}),
            "Inget svar inom 10 sekunder.",
            "No answer within 10 seconds.",
        ),
        (REACHED, "hub.example har ingen adress.", "hub.example has no address."),
        (
            Reason("not_connected", {"why": "ConnectError: refused"}),
            "Det gick inte att ansluta.",
            "Could not connect.",
        ),
    ],
)
def test_an_answer_is_told_in_the_readers_words(reason: Reason, swedish: str, english: str) -> None:
    assert (reason.sentence("sv"), reason.sentence("en")) == (swedish, english)
