"""What stands around a title and a picture: menus, page numbers, credits in every spelling."""

import pytest

from releases.intake import read_text

PROSE = (
    "Bron öppnar i maj och kostar åtta miljoner kronor. Den blir hundra meter lång och byggs av "
    "två företag från trakten.\n\n– Vi har väntat länge på den här dagen, säger Ella Hagfors, "
    "kommunalråd."
)


@pytest.mark.parametrize(
    "above",
    [
        "Press room\nPress release\n18 April 2024 08:45 CEST",
        "Mina sidor\nPrivat\nFöretag\nChatta med oss\n\nPressmeddelande | 27 nov 2024 08:00\n",
        "1 (2)\n\nPressmeddelande\n2024-09-14\n",
        "Sida 1 av 2\n\nPressmeddelande\n2024-09-14\n",
    ],
)
def test_the_fullest_line_before_the_text_is_its_title(above: str) -> None:
    (record,) = read_text(f"{above}\nNu får Kallmyra en ny bro över ån\n\n{PROSE}".encode())
    assert record.title == "Nu får Kallmyra en ny bro över ån"


@pytest.mark.parametrize(
    "line",
    [
        "Bron från Hamngatan. Foto Nils Tallving",
        "Bron från Hamngatan. Fotograf Nils Tallving",
        "Bron från Hamngatan. Pressbild: Nils Tallving",
        "*Bron från Hamngatan. Foto: [Nils Tallving](https://tallving.example)*",
        "Bron från Hamngatan. Kuva: Nils Tallving",
    ],
)
def test_a_credit_is_read_however_it_is_written(line: str) -> None:
    text = f"Nu får Kallmyra en ny bro över ån\n\n{PROSE}\n\n{line}\n\nArbetet börjar i augusti."
    (record,) = read_text(text.encode())
    assert [(image.caption, image.credit) for image in record.images] == [
        ("Bron från Hamngatan.", "Nils Tallving")
    ]
    assert "Hamngatan" not in record.body
