"""Quotations: the words, the speaker, the title."""

# A case a row reads better than wrapped ones.
# ruff: noqa: E501

import pytest

from releases.intake import Quote, read

HEAD = "Ny vårdcentral\n\nEn ingress som säger något om saken.\n\n"


def quotes(body: str) -> tuple[Quote, ...]:
    return read(HEAD + body)[0].quotes


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        ("- Ja, säger Bo Ek.", Quote("Ja", "Bo Ek")),
        ("– Ja, säger Bo Ek (S), ordförande i nämnden för lek, lär och ro.", Quote("Ja", "Bo Ek", "ordförande i nämnden för lek, lär och ro")),
        ("–Ja, säger klimat- och miljöminister Bo Ek", Quote("Ja", "Bo Ek", "klimat- och miljöminister")),
        ("- Ja säger Bo Ek, chef på Solvik.", Quote("Ja", "Bo Ek", "chef på Solvik")),
        ("— Ja, säger Bo Ek som är rektor på skolan.", Quote("Ja", "Bo Ek", "rektor på skolan")),
        ("− Ja, säger Bo Ek i en kommentar till beslutet.", Quote("Ja", "Bo Ek")),
        ("-\u00a0Ja, säger Bo Ek som konstaterar att allt är klart.", Quote("Ja", "Bo Ek")),
        ("- Ja, säger Bo Ek, rektor. Vi är klara.", Quote("Ja. Vi är klara.", "Bo Ek", "rektor")),
        ("- Ja, säger Simklubbens ordförande Bo Ek.", Quote("Ja", "Bo Ek", "Simklubbens ordförande")),
        ("- Ja, säger Per af Klint Ros.", Quote("Ja", "Per af Klint Ros")),
        ("• Ja, vi är glada, säger Bo Ek.", Quote("Ja, vi är glada", "Bo Ek")),
        ("”Ja då”, säger Bo Ek, rektor.", Quote("Ja då", "Bo Ek", "rektor")),
        ("”Ja då”, säger Bo Ek, ”och nej”.", Quote("Ja då och nej.", "Bo Ek")),
        ("“It is good,” says Ann Lee, head of school.", Quote("It is good", "Ann Lee", "head of school")),
        ("“It is good,” Ann Lee says.", Quote("It is good", "Ann Lee")),
        ("“It is good,” says Dr Ann Lee.", Quote("It is good", "Ann Lee")),
        ("– Ja, säger HR-direktör Bo Ek.", Quote("Ja", "Bo Ek", "HR-direktör")),
        ("– Ja, säger Bo Ek, M, ordförande.", Quote("Ja", "Bo Ek", "ordförande")),
        ("- Ja , säger Bo Ek , rektor", Quote("Ja", "Bo Ek", "rektor")),
        ("– Ja, säger Bo Ek, rektor, om den nya skolan.", Quote("Ja", "Bo Ek", "rektor")),
        ("– Vi, säger Bo Ek, är nöjda.", Quote("Vi är nöjda.", "Bo Ek")),
        ("– Ja, säger Region Solviks smittskyddsläkare Bo Ek.", Quote("Ja", "Bo Ek", "Region Solviks smittskyddsläkare")),
        ("– Ja, enligt Bo Ek.", Quote("Ja", "Bo Ek")),
        ("’Ja då’, säger Bo Ek.", Quote("Ja då", "Bo Ek")),
        ("– Ja, jublar Bo Ek, tränare.", Quote("Ja", "Bo Ek", "tränare")),
        ("– Ja, tipsar Bo Ek, tränare. Kom dit!", Quote("Ja. Kom dit!", "Bo Ek", "tränare")),
        ("– När det blir sommar, öppnar Region Solvik. Kom dit!", Quote("När det blir sommar, öppnar Region Solvik. Kom dit!")),
        ("– Ja, fyller Bo Ek i, som är rektor.", Quote("Ja", "Bo Ek", "rektor")),
        ("”Ja då, säger Bo Ek, rektor. Och nej.”", Quote("Ja då. Och nej.", "Bo Ek", "rektor")),
    ],
)  # fmt: skip
def test_an_attribution_is_parted_from_what_is_said(line: str, quote: Quote) -> None:
    assert quotes(line) == (quote,)


def test_a_title_once_told_holds_for_the_later_quotation() -> None:
    said = quotes("– Ja, säger Bo Ek, rektor.\n\nText emellan.\n\n– Nej, säger Bo Ek.")
    assert [quote.role for quote in said] == ["rektor", "rektor"]


def test_a_pronoun_points_back() -> None:
    said = quotes("– Ja, säger Bo Ek.\n– Nej, fortsätter han.\n– Så är det, säger Ann Lo.")
    assert [quote.speaker for quote in said] == ["Bo Ek", "Bo Ek", "Ann Lo"]


@pytest.mark.parametrize("line", ["“Never,” she adds.", "”Aldrig”, tillägger hon."])
def test_a_pronoun_behind_quotation_marks_points_back(line: str) -> None:
    assert quotes(f"– Ja, säger Ann Lo.\n\n{line}")[1].speaker == "Ann Lo"


def test_the_paragraph_below_may_tell_who_spoke() -> None:
    said = quotes("– Vi ser fram emot det.\n\nDet säger Bo Ek, rektor.\n\n– Nu, säger Ek.")
    assert [quote.speaker for quote in said] == ["Bo Ek", "Bo Ek"]


def test_an_occupation_that_opens_a_sentence_is_no_part_of_a_name() -> None:
    assert quotes("Dietisten Ann Lo väntar.\n\n– Nu, säger hon.")[0].speaker == "Ann Lo"


def test_the_last_of_a_run_names_the_speaker_of_all() -> None:
    assert [quote.speaker for quote in quotes("– Ja då.\n\n– Nej, säger Bo Ek.")] == ["Bo Ek"] * 2


def test_the_one_named_right_before_speaks() -> None:
    said = quotes("Rektor Bo Ek håller med.\n\n– Vi ser fram emot det.\n\n”Det blir fint.”")
    assert [quote.speaker for quote in said] == ["Bo Ek", "Bo Ek"]


def test_the_one_named_in_the_lead_speaks() -> None:
    (record,) = read("Ny chef\n\nAnn Lo blir ny chef i Solvik.\n\n”Jag ser fram emot det.”")
    assert record.quotes == (Quote("Jag ser fram emot det.", "Ann Lo"),)


def test_nobody_named_is_told() -> None:
    record = read(HEAD + "– Vi ser fram emot det.")[0]
    assert record.quotes == (Quote("Vi ser fram emot det."),)
    assert "unnamed-speaker" in {warning.code for warning in record.warnings}


@pytest.mark.parametrize(
    "line",
    [
        "”Framtidens vård” är namnet på satsningen.",
        "Bo Ek säger att det blir bra.",
        "* Ja\n* Nej",
        "- Mjölk\n- Bröd",
        "Villkor\n– inga master på rev\n– stopp vid dimma",
        "Så har det ökat:\n– 2012: 78 procent\n– 2013: 85 procent",
    ],
)
def test_names_in_marks_reported_speech_and_lists_are_no_quotations(line: str) -> None:
    assert quotes(line) == ()
