"""Addresses that a shared cache has hidden from robots in a page are addresses again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.exchange.pasted_html import convert_paste
from releases.intake import read_html
from releases.intake.record import Intake

LINK = "/cdn-cgi/l/email-protection"
HIDDEN = "[email&#160;protected]"
LEAD = "<p>I höst öppnar den nya entrén till biblioteket i Ekbacka, med plats för alla.</p>"
BO = "bo.ek@ekbacka.example"


def hide(address: str, key: int = 0x5A) -> str:
    return bytes((key, *(byte ^ key for byte in address.encode()))).hex()


def page(contact: str) -> Intake:
    text = f"<main><h1>Biblioteket får ny entré</h1>{LEAD}<h2>Kontakt</h2><p>Bo Ek, vd, {contact}"
    (record,) = read_html(f"{text}</p></main>", "https://www.ekbacka.example/nyheter/entre")
    assert "protected" not in str(record)
    return record


@pytest.mark.parametrize(
    "written",
    [
        f'<a href="{LINK}" class="__cf_email__" data-cfemail="{{}}">{HIDDEN}</a>',
        f'<span class="__cf_email__" data-cfemail="{{}}">{HIDDEN}</span>',
        f'<a href="{LINK}#{{0}}"><span data-cfemail="{{0}}">{HIDDEN}</span></a>',
        f'<a href="{LINK}#{{}}">Mejla Bo</a>',
        f'<a href="https://www.ekbacka.example{LINK}#{{}}">{HIDDEN}</a>',
    ],
)
@pytest.mark.parametrize("key", [0x00, 0x5A, 0xFF])
def test_a_contact_keeps_the_address_that_a_page_hides(written: str, key: int) -> None:
    (contact,) = page(written.format(hide(BO, key))).contacts
    assert (contact.name, contact.emails) == ("Bo Ek", (BO,))
    (upper,) = page(written.format(hide(BO, key).upper())).contacts
    assert upper.emails == (BO,)


def test_letters_beyond_english_and_a_subject_are_read() -> None:
    (contact,) = page(f'<span data-cfemail="{hide("åsa@ekbacka.example")}">x</span>').contacts
    assert contact.emails == ("åsa@ekbacka.example",)
    subject = hide(f"{BO}?subject=Hej")
    (contact,) = page(f'<a href="{LINK}#{subject}">Mejla</a>').contacts
    assert contact.emails == (BO,)


@pytest.mark.parametrize(
    "broken",
    ["", "5", "5a", "zz", hide(BO)[:-1], hide(BO)[:9], "5aff", hide("no address"), "å" * 9],
)
def test_what_is_no_address_is_left_out(broken: str) -> None:
    for written in (
        f'<span class="__cf_email__" data-cfemail="{broken}">{HIDDEN}</span>',
        f'<a href="{LINK}#{broken}">{HIDDEN}</a>',
    ):
        record = page(f"{written} 070-174 06 60")
        assert [contact.emails for contact in record.contacts] == [()]
        assert "/cdn-cgi/" not in str(record)


@given(st.text(max_size=200))
def test_whatever_stands_there_is_read_without_a_fault(written: str) -> None:
    mark = written.replace('"', "").replace("&", "")
    read_html(f'<main><h1>A</h1><p>B <b data-cfemail="{mark}">c</b></p></main>')


def test_a_paste_has_the_address_as_a_link() -> None:
    pasted = f'<p>Skriv till <a href="{LINK}#{hide(BO)}">Bo Ek</a>.</p>'
    assert convert_paste(pasted).markdown == f"Skriv till [Bo Ek](mailto:{BO})."
