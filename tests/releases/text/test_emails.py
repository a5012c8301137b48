"""E-mail addresses by the rules of mail, å and ä on both sides of the sign."""

import socket
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.text import emails


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("kansli@solvik.example", "kansli@solvik.example"),
        ("Kansli@SOLVIK.Example", "Kansli@solvik.example"),
        ("pär-ola.sjöö@fjällbacka.example", "pär-ola.sjöö@fjällbacka.example"),
        ("press@xn--hlsa-loa.example", "press@hälsa.example"),
        ("PRESS@HÄLSA.EXAMPLE", "PRESS@hälsa.example"),
        (unicodedata.normalize("NFD", "växjö@åre.example"), "växjö@åre.example"),
        ("o'brien+press@solvik.example", "o'brien+press@solvik.example"),
        ("a_b@sub.domän.example", "a_b@sub.domän.example"),
    ],
)
def test_an_address_is_kept_in_one_form(written: str, kept: str) -> None:
    assert emails.normalize(written) == kept
    assert emails.normalize(kept) == kept


@pytest.mark.parametrize(
    "written",
    [
        *("", "kansli", "kansli@", "@solvik.example", "kansli@solvik", "a@b@solvik.example"),
        *("pia..ek@solvik.example", ".pia@solvik.example", "pia.@solvik.example"),
        *(
            "pia@solvik..example",
            "pia@-solvik.example",
            "pia@solvik-.example",
            "pia@sol_vik.example",
        ),
        *("pia ek@solvik.example", "Pia Ek <pia@solvik.example>", '"pia ek"@solvik.example'),
        *("pia@[127.0.0.1]", "pia@127.0.0.1", "pia@solvik.local", "pia@localhost"),
        *("pia@solvik.example.", "pia@solvik.example,", "mailto:pia@solvik.example"),
        *(f"{'p' * 65}@solvik.example", f"pia@{'s' * 64}.example", f"pia@{'sol.' * 70}example"),
        "pia@solvik.example\nbcc: alla@solvik.example",
    ],
)
def test_what_no_mail_reaches_is_no_address(written: str) -> None:
    assert emails.normalize(written) == ""


@given(st.text() | st.text('aåé@.-+\u0301 <>"xn', max_size=30))
def test_reading_an_address_twice_changes_nothing(written: str) -> None:
    once = emails.normalize(written)
    assert emails.normalize(once) == once


def test_nobody_is_asked_whether_a_domain_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a name was looked up")

    for name in ("getaddrinfo", "gethostbyname", "create_connection", "socket"):
        monkeypatch.setattr(socket, name, refuse)
    assert emails.normalize("pia@finns-inte-alls.example") == "pia@finns-inte-alls.example"
