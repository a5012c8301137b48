"""Quotations inside running text, and names that are said in part."""

import pytest

from releases.intake import read_text

HEAD = (
    "Pressmeddelande\n\nNy bro i Kallmyra\n\nBron öppnar i maj och kostar åtta miljoner kronor.\n\n"
)


def said(*paragraphs: str) -> list[tuple[str, str]]:
    """The quotations of a release with these paragraphs, and who is said to have said them."""
    (record,) = read_text((HEAD + "\n\n".join(paragraphs)).encode())
    return [(quote.text, quote.speaker) for quote in record.quotes]


@pytest.mark.parametrize(
    ("paragraph", "words", "speaker"),
    [
        (
            "Oppositionsrådet Ella Hagfors (M) röstade nej. ”Vi vill ha en bro, men inte till det "
            "här priset”, säger hon.",
            "Vi vill ha en bro, men inte till det här priset",
            "Ella Hagfors",
        ),
        (
            "På mötet i går var tonen en annan. ”Ingen har frågat oss som bor här”, säger Nils "
            "Tallving, ordförande i byalaget.",
            "Ingen har frågat oss som bor här",
            "Nils Tallving",
        ),
        (
            "”Det är för dyrt för oss”, säger rektorn Ella Hagfors när hon lämnar mötet. ”Men vi "
            "kommer igen nästa år.”",
            "Det är för dyrt för oss. Men vi kommer igen nästa år.",
            "Ella Hagfors",
        ),
        (
            "Bron var länge en dröm. Kommunalrådet Nils Tallving säger: ”I dag är den ritad och "
            "klar.”",
            "I dag är den ritad och klar.",
            "Nils Tallving",
        ),
        (
            "Överläkare Ella Hagfors säger: – Det som har gjort skillnad är att ingen får vänta.",
            "Det som har gjort skillnad är att ingen får vänta.",
            "Ella Hagfors",
        ),
        (
            "– Jag trodde att det var ett gammalt lock, har Ella Hagfors berättat för museet.",
            "Jag trodde att det var ett gammalt lock",
            "Ella Hagfors",
        ),
        (
            "— Skriv inte att vi stänger, säger Nils Tallving. — Den som kommer före nio får "
            "plats.",
            "Skriv inte att vi stänger. Den som kommer före nio får plats.",
            "Nils Tallving",
        ),
        (
            "– Uusi silta on meille tärkeä, sanoo kunnanjohtaja Aino Lehtovaara.",
            "Uusi silta on meille tärkeä",
            "Aino Lehtovaara",
        ),
    ],
)
def test_what_is_said_in_running_text_is_found_with_who_says_it(
    paragraph: str, words: str, speaker: str
) -> None:
    assert said(paragraph) == [(words, speaker)]


def test_who_adds_something_is_the_one_who_spoke_before() -> None:
    assert said(
        "– Vi är klara i maj, säger Nils Tallving, kommunalråd.",
        "Han tillägger att byggherren får betala det som drar över: – Det står i avtalet.",
    ) == [("Vi är klara i maj", "Nils Tallving"), ("Det står i avtalet.", "Nils Tallving")]


def test_a_family_name_alone_is_the_person_who_was_named_in_full() -> None:
    assert said(
        "Bron ritades av Ella Hagfors från Kallmyra.",
        "– Den ska hålla i hundra år, säger Hagfors.",
    ) == [("Den ska hålla i hundra år", "Ella Hagfors")]


def test_what_stands_before_a_name_that_is_known_is_no_part_of_it() -> None:
    assert said(
        "Ella Hagfors spelade sin första match i går.",
        "Mittbacken Ella Hagfors nickade in ett mål.",
        "– Bollen bara kom, säger Hagfors.",
    ) == [("Bollen bara kom", "Ella Hagfors")]


def test_words_that_are_lifted_out_of_a_quotation_are_not_said_twice() -> None:
    assert said(
        "– Vi har väntat i tjugo år. Den som har väntat så länge vill gärna gå först över, säger "
        "Nils Tallving.",
        "– Den som har väntat så länge vill gärna gå först över",
    ) == [
        (
            "Vi har väntat i tjugo år. Den som har väntat så länge vill gärna gå först över",
            "Nils Tallving",
        )
    ]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Projektet heter ”Bro över Kallån” och drivs av kommunen.",
        "Utställningen ”Den som väntar på något gott” öppnar i maj, säger kommunen.",
        "Bron kallas ”Åttamiljonersbron” i folkmun. Den blir klar i maj.",
        "Kommunen säger: bron öppnar i maj.",
    ],
)
def test_names_in_marks_are_no_quotations(paragraph: str) -> None:
    assert said(paragraph) == []


def test_what_is_said_without_marks_goes_on_where_somebody_says_i() -> None:
    assert said(
        "Det som slår mig är hur nära vi kom, säger arkivarien Ella Hagfors. Folk ser rakt in i "
        "kameran."
    ) == [("Det som slår mig är hur nära vi kom. Folk ser rakt in i kameran.", "Ella Hagfors")]


def test_somebody_who_is_called_by_a_title_is_the_one_who_was_named() -> None:
    assert said(
        "Priset går till Ella Hagfors från Kallmyra.",
        "»Jag skrev den ena och tog bort hälften«, säger pristagaren.",
    ) == [("Jag skrev den ena och tog bort hälften", "Ella Hagfors")]


def test_the_grounds_of_an_award_are_said_by_nobody() -> None:
    assert (
        said("Juryns motivering lyder:", "”Med få ord och stor värme berättar hon om sin barndom.”")
        == []
    )


def test_a_name_below_words_in_marks_has_said_them() -> None:
    assert said(
        "”Nätet är som en väg till midnattsmässan. Den behöver vara bred en gång om året.”\n"
        "Ella Hagfors, vd",
    ) == [
        (
            "Nätet är som en väg till midnattsmässan. Den behöver vara bred en gång om året.",
            "Ella Hagfors",
        )
    ]


def test_a_verb_within_what_is_said_does_not_end_it() -> None:
    assert said("– Den som börjar åka buss fortsätter ofta, säger Ella Hagfors (V).") == [
        ("Den som börjar åka buss fortsätter ofta", "Ella Hagfors")
    ]


def test_a_statement_that_is_led_in_needs_no_marks() -> None:
    assert said(
        "Rådmannen Ella Hagfors säger i ett uttalande: Det svåraste är att männen valde sina offer."
    ) == [("Det svåraste är att männen valde sina offer.", "Ella Hagfors")]
