"""Stamps and titles: what a text is, when it was published, what it is called."""

# A case a row reads better than wrapped ones.
# ruff: noqa: E501

import pytest

from releases.intake import Intake, read
from releases.model import Kind

TEXT = "Region Solvik öppnar en ny vårdcentral. Den har plats för många.\n\nMer text följer här.\n"


def release(text: str) -> Intake:
    (record,) = read(text)
    return record


@pytest.mark.parametrize(
    ("stamp", "published_at", "kind"),
    [
        ("Pressmeddelande   •   Apr 03, 2018 07:23 CEST", "2018-04-03T07:23:00+02:00", "press_release"),
        ("Pressmeddelanden • Okt 05, 2018 11:55 CEST", "2018-10-05T11:55:00+02:00", "press_release"),
        ("Nyhet • Maj 21, 2019 09:30 CEST", "2019-05-21T09:30:00+02:00", "news"),
        ("26.11.2024 15:55:49 CET | Region Solvik | Pressinbjudan", "2024-11-26T15:55:49+01:00", "press_invitation"),
        ("2022-08-24 Pressmeddelande", "2022-08-24", "press_release"),
        ("2020-10-26 13:13Pressmeddelande", "2020-10-26T13:13:00+01:00", "press_release"),
        ("Uttalande den 8 maj 2020 kl. 07.05", "2020-05-08T07:05:00+02:00", "statement"),
        ("Press release • Mar 05, 2020 09:00 GMT", "2020-03-05T10:00:00+01:00", "press_release"),
    ],
)  # fmt: skip
def test_a_stamp_tells_time_and_kind_below_the_title_or_above(
    stamp: str, published_at: str, kind: str
) -> None:
    for text in (f"Ny vårdcentral\n\n{stamp}\n\n{TEXT}", f"{stamp}\n\nNy vårdcentral\n\n{TEXT}"):
        record = release(text)
        assert (record.title, record.published_at, record.kind) == (
            "Ny vårdcentral",
            published_at,
            kind,
        )


@pytest.mark.parametrize("above", ["Pressrummet nu", "Barn på en gunga. Foto: Bo Ek"])
def test_the_title_is_below_a_stamp_that_a_section_or_a_caption_stands_above(above: str) -> None:
    record = release(f"{above}\n\n2024-09-03\n\nNy vårdcentral i Solvik\n\n{TEXT}")
    assert record.title == "Ny vårdcentral i Solvik"


@pytest.mark.parametrize(
    ("trail", "kind"),
    [
        ("Start / Kommun / Nyheter / Ny vårdcentral", "news"),
        ("Hem » Press » Pressmeddelanden » 2024", "press_release"),
    ],
)
def test_the_pages_own_trail_tells_the_kind_of_a_text_without_label(trail: str, kind: str) -> None:
    assert release(f"{trail}\nNy vårdcentral\n\n{TEXT}\n– Ja, säger Bo Ek.").kind == kind


def test_a_press_room_with_a_section_of_news_holds_press_releases() -> None:
    assert release(f"Aktuellt\nPressrum\n\nNy vårdcentral\n\n{TEXT}").kind is Kind.PRESS_RELEASE


@pytest.mark.parametrize(
    ("line", "published_at"),
    [
        ("2022-08-22 10:02", "2022-08-22T10:02:00+02:00"),
        ("17 april 2018", "2018-04-17"),
        ("Publicerad: 2023-05-04 14:30", "2023-05-04T14:30:00+02:00"),
        ("Publicerad den 3 maj 2021 kl. 10.15", "2021-05-03T10:15:00+02:00"),
        ("Publicerad 14 mars 2024 · Uppdaterad 15 mars 2024", "2024-03-14"),
        ("Artikeln publicerades 8 maj 2020", "2020-05-08"),
        ("tisdag 8 maj 2018, 09:00", "2018-05-08T09:00:00+02:00"),
        ("Publiceringsdatum: 2023-06-08", "2023-06-08"),
        ("Publicerad 2024-09-03 av Ann Lo", "2024-09-03"),
        ("Av Ann Lo, 3 september 2024", "2024-09-03"),
        ("Nyhetsarkiv | 2020-09-09 10:00", "2020-09-09T10:00:00+02:00"),
        ("Region Solvik, 2024-09-03, pressmeddelande", "2024-09-03"),
        ("Pressmeddelande från Region Solvik 3 sept 2024", "2024-09-03"),
        ("Pressmeddelande nr 12, 2024-09-03", "2024-09-03"),
        ("Publicerat: 2024-09-03, uppdaterat: 2024-09-04", "2024-09-03"),
        ("2024/09/03", "2024-09-03"),
        ("2024-09-03T10:15", "2024-09-03T10:15:00+02:00"),
    ],
)
def test_a_line_of_a_date_is_a_stamp_and_without_zone_it_is_swedish_time(
    line: str, published_at: str
) -> None:
    record = release(f"Ny vårdcentral\n\n{line}\n\n{TEXT}")
    assert record.published_at == published_at
    assert line in record.dropped


def test_a_date_on_the_last_line_stamps_too() -> None:
    assert release(f"Ny vårdcentral\n\n{TEXT}\n17 april 2018").published_at == "2018-04-17"


def test_a_date_in_a_sentence_stamps_nothing() -> None:
    assert release(f"Ny vårdcentral\n\nDen 3 april 2018 öppnar vi.\n\n{TEXT}").published_at is None


def test_a_time_that_the_clocks_skip_leaves_the_date_and_a_warning() -> None:
    record = release(f"Ny vårdcentral\n\n2021-03-28 02:30\n\n{TEXT}")
    assert record.published_at == "2021-03-28"
    assert "ambiguous-time" in {warning.code for warning in record.warnings}


def test_a_time_that_happens_twice_leaves_the_date_unless_its_zone_is_told() -> None:
    twice = release(f"Ny vårdcentral\n\n2021-10-31 02:30\n\n{TEXT}")
    told = release(f"Ny vårdcentral\n\nNyhet • 2021-10-31 02:30 CET\n\n{TEXT}")
    assert twice.published_at == "2021-10-31"
    assert told.published_at == "2021-10-31T02:30:00+01:00"


def test_an_impossible_date_stamps_nothing() -> None:
    assert release(f"Ny vårdcentral\n\n31 februari 2021\n\n{TEXT}").published_at is None


def test_a_date_before_the_title_is_not_part_of_it() -> None:
    record = release(f"2020-05-08 Ny vårdcentral\n\n{TEXT}")
    assert (record.title, record.published_at) == ("Ny vårdcentral", "2020-05-08")


def test_a_note_of_a_new_version_is_taken_off_the_title_and_told() -> None:
    record = release(f"# (Ny version) Ny vårdcentral\n\n{TEXT}")
    assert record.title == "Ny vårdcentral"
    assert "new-version" in {warning.code for warning in record.warnings}


def test_the_senders_name_above_the_title_is_left_out() -> None:
    record = release(f"Solviksverket\n\nNy vårdcentral\n\nNyhet • 2021-10-30 02:30 CET\n\n{TEXT}")
    assert record.title == "Ny vårdcentral"
    assert "Solviksverket" in record.dropped


def test_a_dash_below_the_title_opens_a_subtitle() -> None:
    record = release(
        f"Ny vårdcentral\n- närmare än du tror\n\nNyhet • 2021-10-30 02:30 CET\n\n{TEXT}"
    )
    assert record.title == "Ny vårdcentral"
    assert record.body.startswith("närmare än du tror")
    assert record.quotes == ()


def test_a_list_or_quotation_below_the_title_is_no_subtitle() -> None:
    assert release(f"Handla\n\n- mjölk\n- bröd\n\n{TEXT}").body.startswith("* mjölk\n* bröd")
    assert release(f"Ny vårdcentral\n\n– Vi är glada\n\n{TEXT}").quotes


def test_a_title_glued_to_its_stamp_is_the_title() -> None:
    glued = "Ny vårdcentral26.11.2024 15:55:49 CET | Region Solvik | Pressmeddelande"
    record = release(f"Pressrum\n\n{glued}\n\n{TEXT}")
    assert (record.title, record.published_at) == ("Ny vårdcentral", "2024-11-26T15:55:49+01:00")


@pytest.mark.parametrize(
    ("title", "rest", "kind"),
    [
        ("Pressinbjudan: ny vårdcentral", TEXT, Kind.PRESS_INVITATION),
        ("Ny vårdcentral", TEXT + "\nTid: 4 maj\n\nPlats: Solvik", Kind.PRESS_INVITATION),
        ("Uttalande om vården", TEXT, Kind.STATEMENT),
        ("Ny vårdcentral", TEXT, Kind.NEWS),
        ("Ny vårdcentral", TEXT + "\n– Ja, säger Bo Ek.", Kind.PRESS_RELEASE),
        ("Mer till vården", TEXT + "\nRegeringen har beslutat om mer.", Kind.PRESS_RELEASE),
    ],
)
def test_without_a_label_the_content_tells_the_kind(title: str, rest: str, kind: Kind) -> None:
    assert release(f"{title}\n\n{rest}").kind is kind


def test_a_page_of_several_releases_yields_each() -> None:
    page = "".join(
        f"Titel {n}\n\nPressmeddelande • Apr 0{n}, 2018 07:23 CEST\n\nIngress {n}.\n\nText {n}.\n\nMer.\n\n"
        for n in (1, 2, 3)
    )
    assert [record.title for record in read(page)] == ["Titel 1", "Titel 2", "Titel 3"]


def test_a_teaser_beside_a_whole_release_is_left_out_and_told() -> None:
    stamp = "Pressmeddelande • Apr 03, 2018 07:23 CEST"
    record = release(f"Puff\n\n{stamp}\n\nKort.\n\nNy vårdcentral\n\n{stamp}\n\n{TEXT}\nSlut.\n")
    assert record.title == "Ny vårdcentral"
    assert "Puff" in record.dropped
    assert "other-releases" in {warning.code for warning in record.warnings}
