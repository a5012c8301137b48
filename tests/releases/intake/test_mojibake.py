"""Letters read in the wrong code page are mended, and right ones are left alone."""

import tomllib
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.intake.mojibake import mend

SAMPLES = tomllib.loads(Path(__file__).with_name("languages.toml").read_text("utf-8"))
TEXTS = [text for texts in SAMPLES.values() for text in texts]
WRITTEN = (
    "Åsa Ödlund blir ny vårdchef på Ängsholmens sjukhus",
    "– Äntligen får vi två läkare till, säger Örjan Älvgård ”på plats”.",
    "Café Å öppnar – för 1\u00a0200 kr får du en hel kväll…",
    "Årsredovisning",
    "à la carte",
    "Ö",
)
WORDS = st.lists(st.sampled_from(" ".join(WRITTEN[:3]).split()), min_size=2, max_size=40)
# Readers of cp1252 keep the five bytes that have no letter there.
CODE_PAGES = ("latin-1", "sloppy-windows-1252")


def misread(text: str, code_page: str, times: int) -> str:
    for _ in range(times):
        text = text.encode().decode(code_page)
    return text


@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("code_page", [*CODE_PAGES, "macroman"])
def test_a_text_misread_as_a_whole_is_mended_however_often(code_page: str, times: int) -> None:
    text = "\n".join(WRITTEN)
    assert mend(misread(text, code_page, times)) == (text, True)


@given(WORDS, st.sampled_from(CODE_PAGES), st.integers(1, 2))
def test_swedish_misread_once_or_twice_is_mended(
    words: list[str], code_page: str, times: int
) -> None:
    text = " ".join(words)
    assert mend(misread(text, code_page, times)).text == text


@given(WORDS, WORDS, st.sampled_from(CODE_PAGES), st.integers(1, 2))
def test_a_misread_line_among_sound_ones_is_mended(
    sound: list[str], words: list[str], code_page: str, times: int
) -> None:
    broken = misread(" ".join(words), code_page, times)
    assert mend("\n".join([" ".join(sound), broken, " ".join(sound)])).text == "\n".join(
        [" ".join(sound), " ".join(words), " ".join(sound)]
    )


@pytest.mark.parametrize("letter", "åäöéÅÄÖÉ")
@pytest.mark.parametrize("code_page", CODE_PAGES)
def test_a_lone_letter_is_mended(letter: str, code_page: str) -> None:
    assert mend(misread(f"{letter}r", code_page, 1)).text == f"{letter}r"


@pytest.mark.parametrize("text", TEXTS)
def test_a_sound_text_of_any_language_is_left_alone(text: str) -> None:
    assert mend(text) == (text, False)


@given(st.text("åäöÅÄÖé abc.,”–Ââ"))
def test_sound_letters_are_left_alone(text: str) -> None:
    assert mend(text) == (text, False)


@pytest.mark.parametrize(
    "kept",
    [
        "&aring; och &lt;b&gt;",
        "ﬁnt \uff21\uff22 e\u0301 ”så” ’så’ “så”",
        "rad\r\nrad\u2028rad\x0b\x1b[0m",
        "ﬁnt – ”så” &aring; i kvÃ¤ll",
    ],
)
def test_nothing_else_is_set_right(kept: str) -> None:
    assert mend(kept).text == kept.replace("Ã¤", "ä")


@pytest.mark.parametrize("text", ["”BLÅ”", "”Är du med?", "»FÖRSTÅ«", "Å–Ä", "√2 ≈ 1,4", "Ø• Å§"])
def test_signs_beside_letters_are_no_letters_misread(text: str) -> None:
    assert mend(text) == (text, False)


@given(
    st.text("åäöÅÄÖéÉüæøßBl …–—”“’‘„«»•·½°§€£©®\u00a0±×†™"),
    st.text("åäöÅÄÖéÉüæøßBl …–—”“’‘„«»•·½°§€£©®\u00a0±×†™"),
)
def test_no_sound_line_is_changed_for_the_sake_of_another(first: str, last: str) -> None:
    mended = mend(f"{first}\nkvÃ¤ll ö\n{last}").text.split("\n")
    assert mended == [first, "kväll ö", last]


@pytest.mark.parametrize("part", ["Ãƒ\u0080", "ÃÂ\u00a0", "Ã¤ö ", "â€", "RÃ¤ksmörgås\n"])
def test_a_text_is_mended_in_proportion_to_its_length(part: str) -> None:
    spent = []
    for times in (2_000, 16_000):
        begun = process_time()
        mend(part * times)
        spent.append(process_time() - begun)
    # Eight times as much, and not the square of it.
    assert spent[1] < 24 * spent[0] + 0.1
