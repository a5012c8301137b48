"""Addresses out of the wrappers of mail filters and without trackers; the rest byte for byte."""

from base64 import urlsafe_b64encode
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from releases.exchange.pasted_html import convert_paste
from releases.intake import read
from releases.intake.html.reader import read_html
from releases.text import links

SAFE = "https://eur01.safelinks.protection.outlook.com/?url={}&data=05%7C02%7Cpress%40solvik.example%7C"
TARGET = "https://www.solvik.example/nyheter?id=7&sida=2#s%C3%A5"
NAMES = ("utm_source", "UTM_Campaign", "fbclid", "gclid", "mc_cid", "mkt_tok", "_hsenc", "igshid")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (SAFE.format(quote(TARGET, safe="")), TARGET),
        (SAFE.format(quote(TARGET, safe="")).replace("&data", "&amp;data"), TARGET),
        (f"https://nam02.safelinks.protection.outlook.com/?url={quote(TARGET, safe='')}", TARGET),
        (
            "https://urldefense.proofpoint.com/v1/url?u=http://www.solvik.example/a&k=x%3D",
            "http://www.solvik.example/a",
        ),
        (
            "https://urldefense.proofpoint.com/v2/url"
            "?u=https-3A__www.solvik.example_a-2Db-3Fid-3D7&d=DwMF&c=x&r=y",
            "https://www.solvik.example/a-b?id=7",
        ),
        (
            "https://urldefense.com/v3/__https://www.solvik.example/a?id=7__;!!Abc!x-y_z$",
            "https://www.solvik.example/a?id=7",
        ),
        (
            "https://urldefense.com/v3/__https:/www.solvik.example/*?q=a**Ab__;w6UlJQ!!Abc!x$",
            "https://www.solvik.example/å?q=a%%b",
        ),
        (
            "https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fwww.solvik.example%2fa&c=E,1,x&typo=1",
            "https://www.solvik.example/a",
        ),
        (
            "https://protect-eu.mimecast.com/s/abc?url=https%3A%2F%2Fsolvik.example%2Fa&domain=b",
            "https://solvik.example/a",
        ),
        ("https://www.google.com/url?q=https://solvik.example/a&sa=D", "https://solvik.example/a"),
        (SAFE.format(quote(SAFE.format(quote(TARGET, safe="")), safe="")), TARGET),
        (
            SAFE.format(quote("https://a.example/?utm_source=x&id=1", safe="")),
            "https://a.example/?id=1",
        ),
    ],
)
def test_a_wrapped_address_is_its_target(written: str, meant: str) -> None:
    assert links.clean_address(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        SAFE.format("javascript%3Aalert(1)"),
        SAFE.format("mailto%3Apress%40solvik.example"),
        SAFE.format("https%3A%2F%2F"),
        SAFE.format("https%3A%2F%2Fsolvik.example%2F%E5"),
        "https://eur01.safelinks.protection.outlook.com/?data=utm_source&utm_source=x",
        "https://protect-eu.mimecast.com/s/abc?domain=solvik.example",
        "https://urldefense.com/v3/__https://solvik.example/*__;!!Abc!x$",
        "https://urldefense.com/v3/__https://solvik.example/a__;w6U!!Abc!x$",
        "https://eur01.safelinks.protection.outlook.com.solvik.example/?url=https%3A%2F%2Fa.example",
        "https://solvik.example/?url=https%3A%2F%2Fa.example",
        "mailto:press@solvik.example?utm_source=x",
        "",
    ],
)
def test_what_holds_no_readable_target_stays(written: str) -> None:
    assert links.clean_address(written) == written


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://a.example/?utm_source=x", "https://a.example/"),
        ("https://a.example/?utm_source=x#del", "https://a.example/#del"),
        (
            "https://a.example/?b=2&utm_source=x&a=%c3%a5+1&&c",
            "https://a.example/?b=2&a=%c3%a5+1&&c",
        ),
        ("https://a.example/?utm_source=x&amp;id=3&amp;fbclid=1", "https://a.example/?id=3"),
        ("https://a.example/?id=3#/?utm_source=x", "https://a.example/?id=3#/?utm_source=x"),
        ("https://a.example/?utm=1&source=2&ref=3", "https://a.example/?utm=1&source=2&ref=3"),
        ("https://a.example/?q=utm_source=x", "https://a.example/?q=utm_source=x"),
        ("https://a.example/?utm_source=x&sig=1", "https://a.example/?utm_source=x&sig=1"),
    ],
)
def test_trackers_go_and_all_else_stays_as_it_is(written: str, meant: str) -> None:
    assert links.clean_address(written) == meant


_VALUES = st.text("abå/?=%:&;#*_-.!$()[]{}| \n", max_size=20)
_PIECES = st.tuples(st.sampled_from((*NAMES, "id", "url", "u", "a", "q", "")), _VALUES)
_PLAIN = st.builds(
    lambda host, path, pieces, fragment: (
        f"{host}{path}?{'&'.join('='.join(piece) for piece in pieces)}{fragment}"
    ),
    st.sampled_from(("https://solvik.example/", "http://a.example", "HTTPS://b.example:81/")),
    st.text("ab/%_*", max_size=6),
    st.lists(_PIECES, max_size=4),
    st.sampled_from(("", "#del", "#utm_source=x")),
)


def _proofpoint(address: str) -> str:
    kept = "".join("*" if sign in "%å" else sign for sign in address.replace("*", ""))
    signs = "".join(sign for sign in address if sign in "%å").encode()
    return f"https://urldefense.com/v3/__{kept}__;{urlsafe_b64encode(signs).decode()}!!a!b$"


def _wrap(addresses: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return (
        addresses.map(lambda address: SAFE.format(quote(address, safe="")))
        | addresses.map(lambda address: f"https://linkprotect.cudasvc.com/url?a={address}&c=1")
        | addresses.map(_proofpoint)
    )


ADDRESSES = st.recursive(_PLAIN | st.text(max_size=30), _wrap, max_leaves=4)


@given(ADDRESSES)
@example("https://urldefense.com/v3/__http://a.example/?utm_a=*&b__;!!a!b")
def test_cleaning_twice_changes_nothing(written: str) -> None:
    once = links.clean_address(written)
    assert links.clean_address(once) == once


@given(ADDRESSES)
def test_a_web_address_stays_one(written: str) -> None:
    was, now = written.lower(), links.clean_address(written).lower()
    assert now.startswith(("http://", "https://")) == was.startswith(("http://", "https://"))
    if now != was:
        assert now.partition("://")[2][:1] not in {"", "/", "?", "#"}


@given(st.lists(_PIECES.filter(lambda piece: piece[0] in {"id", "q", ""}), max_size=5), st.data())
def test_what_is_no_tracker_is_kept_byte_for_byte(
    pieces: list[tuple[str, str]], data: st.DataObject
) -> None:
    plain = [f"{name}={value}" for name, value in pieces]
    plain = [piece for piece in plain if not set(piece) & set("&# \n")]
    mixed = list(plain)
    for name in data.draw(st.lists(st.sampled_from(NAMES), max_size=3)):
        mixed.insert(data.draw(st.integers(0, len(mixed))), f"{name}=1")
    kept = f"?{'&'.join(plain)}" if plain or not mixed else ""
    cleaned = links.clean_address(f"https://a.example/x?{'&'.join(mixed)}#del")
    assert cleaned == f"https://a.example/x{kept}#del"


@given(
    st.lists(
        st.text("ab .,()[]*\n", max_size=8)
        | _PLAIN.filter(lambda a: not set(a) & set("()[]|{} \n")),
        max_size=6,
    )
)
def test_words_around_addresses_stay(parts: list[str]) -> None:
    text = " ".join(parts)
    cleaned = links.clean_text(text)
    assert links.clean_text(cleaned) == cleaned
    if "://" not in text:
        assert cleaned == text


def test_an_address_in_a_sentence_ends_before_its_signs() -> None:
    wrapped = SAFE.format(quote("https://solvik.example/a", safe=""))
    text = f"Läs mer (<{wrapped}>), [här]({wrapped}) och på https://b.example/?utm_source=x. Slut"
    assert links.clean_text(text) == (
        "Läs mer (<https://solvik.example/a>), [här](https://solvik.example/a) "
        "och på https://b.example/. Slut"
    )


def test_a_very_long_address_is_left_alone() -> None:
    long = f"https://a.example/?utm_source={'x' * links.LONGEST}"
    assert links.clean_address(long) == long


def test_whatever_is_read_in_has_the_addresses_that_were_meant() -> None:
    """A pasted text, a page and a piece from the clipboard go by the one rule."""
    wrapped = SAFE.format(quote("https://solvik.example/a?id=1&utm_source=x", safe=""))
    plain = read(f"Nytt bad i Solvik\n\nBadet öppnar i juni.\n\nLäs mer på {wrapped} redan i dag.")[
        0
    ]
    shown = f"<p>Läs <a href='{wrapped}'>mer om badet</a> eller {wrapped} redan i dag.</p>"
    page = read_html(f"<h1>Nytt bad i Solvik</h1><p>Badet öppnar i juni.</p>{shown}")[0]
    for said in (plain.body or plain.lead, page.body or page.lead, convert_paste(shown).markdown):
        assert "https://solvik.example/a?id=1" in said
        assert "safelinks" not in said
        assert "utm_" not in said
    assert not any("safelinks" in line for line in (*plain.dropped, *page.dropped))
    assert "[mer om badet](https://solvik.example/a?id=1)" in page.body


def test_the_scheme_and_host_of_a_target_are_its_own() -> None:
    shown = urlsplit(links.clean_address(SAFE.format("http%3A%2F%2Fsolvik.example%3A81%2F")))
    assert (shown.scheme, shown.netloc) == ("http", "solvik.example:81")
