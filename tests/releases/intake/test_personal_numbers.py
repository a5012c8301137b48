"""Identity numbers, however they are written, and what looks like them."""

import pytest

from releases.intake import personal_numbers


@pytest.mark.parametrize(
    "text",
    [
        "Personnummer:640823-2392",
        "Pnr:6408232392",
        "sökanden (640823-2392/Storbacka)",
        "Pnr 6408232392/Storbacka",
        "640823-2392,330704-2386",
        "Storbacka,6408232392,Ekbacka",
        "fil_640823-2392_dom.pdf",
        "dom_640823_2392.pdf",
        "1964-08-23-2392",
        "19640823/2392",
        "64-08-23-2392",
        "1964.08.23-2392",
        "född 1964-08-23 2392",
        "640823-\n2392",
        "640823\n2392",
        "640823\t2392",
        "640823  2392",
        "640823\N{THIN SPACE}2392",
        "640823\N{NARROW NO-BREAK SPACE}2392",
        "640823\N{FIGURE SPACE}-\N{HAIR SPACE}2392",
        "640823-\N{SOFT HYPHEN}2392",
        "6408\N{SOFT HYPHEN}23-2392",
        "640823\N{ZERO WIDTH SPACE}2392",
        "640823-23\N{ZERO WIDTH SPACE}92",
        "\N{LEFT-TO-RIGHT MARK}640823-2392\N{POP DIRECTIONAL FORMATTING}",
        "640823\N{WORD JOINER}-\N{WORD JOINER}2392",
        "**640823-2392**",
        "**640823**-2392",
        "**640823-**2392",
        "_640823_ *2392*",
        "640823\\-2392",
        "640823&shy;-&nbsp;2392",
        "640823\N{SMALL HYPHEN-MINUS}2392",
        "640823\N{FULLWIDTH HYPHEN-MINUS}2392",
        "640823--2392",
        "Den sökande är 0001012384.",
        "personnummer 0102032398",
        "pnr: 0708152384",
        "Hon är född 0802292383 i Ekbacka",
        "Sökanden, 0506072396, bor i Ekbacka",
        "0912242393 och 640823-2392",
        "samordningsnummer:7010632391",
        "2000-01-01-2384",
        "000101-2384",
        "2018-04-03-640823-2392.pdf",
        "10 10 10 640823-2392",
    ],
)
def test_every_spelling_of_an_identity_number_is_found(text: str) -> None:
    assert list(personal_numbers.find(text))


def test_a_number_is_told_without_what_hides_it() -> None:
    (numbers,) = personal_numbers.find("Mål 7010\N{SOFT HYPHEN}63-23\N{ZERO WIDTH SPACE}91")
    assert numbers == "701063-2391"
    assert personal_numbers.is_coordination(numbers)


@pytest.mark.parametrize(
    "text",
    [
        # Telephone numbers that would be dates with a right check digit.
        "Mobil 0701740607",
        "070 174 0607",
        "Anna Ek, 0701740607",
        "Ring 0503152381.",
        "tel:0503152381",
        "Växel: 0104763008",
        "Region Ekbacka, 0104763008",
        "Kundtjänst 0202222337",
        "+1 6408232392",
        "+46 640823 2392",
        # Organisations, whose third digit is at least 2, and goods.
        "556016-0680",
        "Org.nr 165560160680",
        "212000-0142",
        "802002-4264",
        "EAN 7310865004703",
        "7 310865 004703",
        "ISBN 978-91-640823-2392-5",
        # Cases, sums, dates and times.
        "Dnr 2018-0403-1830",
        "RS 2018:640823-23",
        "6408232392,50 kronor",
        "6408232392.5",
        "1:6408232392",
        "121 212 121 2 kronor",
        "2018-04-03 1837",
        "2018-04-03\n2018-05-01",
        "2018-04-03–2019-01-02",
        "20180403 20190501",
        "180403-190501",
        "640823-2391",
        "640832-2392",
        "641323-2392",
        "4640823-2392",
        "640823-23920",
        "| 640823 | 2392 |",
        "640823\n\n2392",
        "640823 och 2392",
    ],
)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert list(personal_numbers.find(text)) == []
