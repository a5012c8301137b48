"""A signed text comes back as it was, in its time, for its purpose, from our own key."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from service.security.signed_tokens import sign_token, verify_token
from tests.builders import HOUR, MORNING

KEY = "k" * 32
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=50)


@given(texts)
def test_what_was_signed_comes_back_with_its_age(text: str) -> None:
    token = sign_token(KEY, "p", text, MORNING)
    assert verify_token(KEY, "p", token, MORNING + HOUR, HOUR) == (text, HOUR)


@given(texts, st.integers(0, 200), st.sampled_from("aB9-_.é\ud800"))
def test_a_changed_token_is_none_of_ours(text: str, at: int, sign: str) -> None:
    token = sign_token(KEY, "p", text, MORNING)
    changed = token[: at % len(token)] + sign + token[at % len(token) + 1 :]
    if changed != token:
        assert verify_token(KEY, "p", changed, MORNING, HOUR) is None


def test_time_purpose_and_key_are_part_of_it() -> None:
    token = sign_token(KEY, "p", "t", MORNING)
    assert verify_token(KEY, "q", token, MORNING, HOUR) is None
    assert verify_token("l" * 32, "p", token, MORNING, HOUR) is None
    assert verify_token(KEY, "p", token, MORNING + HOUR + timedelta(milliseconds=1), HOUR) is None
    assert verify_token(KEY, "p", token, MORNING - HOUR, HOUR) is None
    assert verify_token(KEY, "p", "", MORNING, HOUR) is None
