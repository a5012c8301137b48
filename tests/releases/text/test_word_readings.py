"""How words are compared: one way for what is indexed and for what is asked."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.text.search_terms import question
from releases.text.word_readings import indexed, readings

# Letters of several scripts and the marks that may follow them.
WRITTEN = st.text(
    st.sampled_from("aåoöøæéüłıßÆØÅĐşčÿñ αάйиはば가") | st.characters(), max_size=30
) | st.lists(st.sampled_from("aouåöyeiø\u0301\u0308\u030a\u0323\u0338 ")).map("".join)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Café IDÉ", ("cafe ide",)),
        ("Åre, Älvsbyn och Örebro", ("åre, älvsbyn och örebro",)),
        ("A\u030are A\u0308lv O\u0308st", ("åre älv öst",)),
        ("Ǻ ǟ ȫ õ", ("å ä ö o",)),
        ("Čáhcesuolu Đeatŋu Ŧ", ("cahcesuolu deatnu t",)),
        ("Łódź ŞİŞLİ ışık", ("lodz sisli isik",)),
        ("Straße œuvre Þór Ðe", ("strasse oeuvre thor de",)),
        ("Søren", ("soren", "sören")),
        ("ÆRØ Ǿ ǽ", ("aero o ae", "ärö ö ä")),
        ("Ελλάδα Й ЁЖ за\u0301мок", ("ελλάδα й ёж замок",)),
        ("ばは 강", ("ばは 강",)),
        ("Ἀθῆναι ﬁn", ("ἀθῆναι fin",)),
        ("", ("",)),
    ],
)
def test_a_text_is_read_without_case_and_accents(text: str, read: tuple[str, ...]) -> None:
    assert readings(text) == read


@given(WRITTEN)
def test_composed_and_decomposed_texts_are_read_alike(text: str) -> None:
    forms = {readings(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")}
    assert len(forms) == 1


@given(WRITTEN)
def test_what_has_been_read_reads_as_it_stands(text: str) -> None:
    for reading in readings(text):
        assert readings(reading) == (reading,)
    assert indexed(indexed(text)) == indexed(text)


@given(WRITTEN)
def test_words_are_read_alone_as_they_are_in_their_text(text: str) -> None:
    quoted = re.sub('["“”„»«]', " ", text)
    words = [phrase.words for phrase in question(f'"{quoted}"').phrases]
    read = [phrase.words for phrase in question(f'"{readings(quoted)[0]}"').phrases]
    assert words == read
