"""Speech and lists told apart line by line; the whole bodies are in test_markdown."""

import pytest

from releases.text.speech import attribution, is_sentence, is_speech, strip_dash, strip_hyphen


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("– Ja", "Ja"),
        ("—  Ja", "Ja"),
        ("−Ja", "Ja"),
        ("-\u00a0ja", "ja"),
        ("–”Ja”", "”Ja”"),
        ("-Ja, det blir bra.", "Ja, det blir bra."),
        ("-Ja", None),
        ("–5 grader", None),
        ("–och så", None),
        ("– – –", None),
        ("- Ja", None),
        ("Ja – nej", None),
    ],
)
def test_a_dash_opens_speech_but_a_minus_sign_does_not(line: str, words: str | None) -> None:
    assert strip_dash(line) == words


def test_only_a_hyphen_with_a_space_can_be_a_bullet() -> None:
    assert strip_hyphen("- mjölk") == "mjölk"
    assert strip_hyphen("-mjölk") is None
    assert strip_hyphen("- - -") is None


@pytest.mark.parametrize(
    "text",
    [
        "Bra, säger Berit Ek.",
        "Bra säger regionrådet Berit Ek.",
        "Bra, menar hon.",
        "Bra, säger klimat- och miljöminister Berit Ek.",
        "”Good”, says the chair, Ann Lee.",
        "“Good,” Ann Lee says.",
        "Bra, **säger** _Berit Ek_.",
    ],
)
def test_an_attribution_is_a_verb_of_speech_and_somebody(text: str) -> None:
    assert attribution(text)


@pytest.mark.parametrize(
    "text",
    [
        "Det vi tror Norrland behöver",
        "Han säger att Norrland växer",
        "Alla säger nej till Norrbygge",
        "Försäger Berit",
    ],
)
def test_a_verb_of_speech_alone_attributes_nothing(text: str) -> None:
    assert attribution(text) is None


def test_an_attribution_behind_a_pause_can_be_asked_for() -> None:
    text = "Det säger Region Solvik i en rapport, menar Berit Ek"
    speaker = attribution(text, pausing=True)
    assert speaker is not None
    assert speaker["verb"] == "menar"


def test_a_finished_sentence_may_end_in_a_mark_or_bracket() -> None:
    assert is_sentence("Ja!")
    assert is_sentence("Ja (sedan 2019).”")
    assert not is_sentence("Mjölk")


def test_one_item_is_speech_if_attributed_or_a_long_sentence() -> None:
    assert is_speech(["Ja, säger Berit Ek"], tight=False)
    assert is_speech(["Ett två tre fyra fem sex sju åtta nio tio elva tolv."], tight=False)
    assert not is_speech(["Ett två tre fyra fem sex sju åtta nio tio elva."], tight=False)


def test_items_that_touch_are_speech_only_if_every_one_is_attributed() -> None:
    both = ["Ja, säger Berit Ek.", "Nej, svarar Per Sjö."]
    assert is_speech(both, tight=True)
    assert not is_speech([*both, "Kanske."], tight=True)
    assert is_speech([*both, "Kanske."], tight=False)
    assert not is_speech([*both, "Mjölk"], tight=False)
