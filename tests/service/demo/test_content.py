"""The demo shows every side of the service, and nobody in it exists."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from releases import timeline
from releases.model import Contact, Document, Kind, canonical
from releases.text.markdown import to_html
from releases.text.slugs import check_newsroom_slug
from releases.timeline import Action, Entry, Significance
from service.demo.content import NEWSROOMS, DemoChange, DemoRelease, releases
from service.demo.pictures import NAMES, picture

START = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
RELEASES = releases(START)
# The ranges the Post and Telecom Authority keeps for books, films and demos.
FICTION = re.compile(r"\+46(7017406(0[5-9]|[1-9]\d)|(8465004|3139006|4062804)\d\d)")
STARTS = st.datetimes(
    datetime(2024, 1, 1),  # noqa: DTZ001 - Hypothesis adds the zone
    datetime(2040, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


def documents() -> list[Document]:
    changed = [
        change.document for release in RELEASES for change in release.then if change.document
    ]
    return [release.document for release in RELEASES] + changed


def contacts() -> list[Contact]:
    return [contact for document in documents() for contact in document.contacts]


def log(release: DemoRelease, start: datetime) -> tuple[Entry, ...]:
    def entry(number: int, action: Action, after: timedelta) -> Entry:
        at = start + after
        return Entry(str(number), "r", number, "v", action, at=at, made_at=at)

    entries = timeline.append((), entry(0, Action.PUBLISH, release.published))
    for number, change in enumerate(release.then, start=1):
        entries = timeline.append(entries, entry(number, change.action, change.after))
    return entries


def changes(action: Action) -> list[DemoChange]:
    return [change for release in RELEASES for change in release.then if change.action is action]


def test_a_dozen_releases_of_two_newsrooms_show_all_kinds() -> None:
    assert len(RELEASES) >= 12
    assert {release.document.kind for release in RELEASES} == set(Kind)
    slugs = {check_newsroom_slug(newsroom.newsroom.slug) for newsroom in NEWSROOMS}
    assert {release.newsroom for release in RELEASES} == slugs
    assert len(slugs) == 2


@given(STARTS)
def test_whenever_it_starts_exactly_one_release_becomes_public_soon_after(start: datetime) -> None:
    coming = [release.published for release in releases(start) if release.published > timedelta()]
    assert len(coming) == 1
    assert coming[0] <= timedelta(minutes=2)


@given(STARTS)
def test_whenever_it_starts_the_log_of_every_release_is_sound(start: datetime) -> None:
    for release in releases(start):
        assert len(timeline.states(log(release, start))) == 1 + len(release.then)


@given(STARTS)
def test_invitations_are_to_something_that_is_still_to_come(start: datetime) -> None:
    invitations = [release.document for release in releases(start) if release.document.event]
    assert {document.kind for document in invitations} == {Kind.PRESS_INVITATION}
    assert all(document.event and document.event.starts_at > start for document in invitations)


def test_there_is_a_correction_of_each_significance_and_a_withdrawal_with_notes() -> None:
    corrected = changes(Action.CORRECT)
    assert {change.significance for change in corrected} == set(Significance)
    withdrawn = changes(Action.WITHDRAW)
    assert len(withdrawn) == 1
    assert all(change.note for change in (*corrected, *withdrawn))


def test_a_correction_changes_the_words_it_speaks_of() -> None:
    for release in RELEASES:
        for change in release.then:
            assert change.document != release.document
            assert (change.document is None) == (change.action is Action.WITHDRAW)


def test_every_release_can_be_asked_about_at_a_number_kept_for_fiction() -> None:
    assert all(document.contacts for document in documents())
    phones = [phone for contact in contacts() for phone in contact.phones]
    assert phones
    assert [phone for phone in phones if not FICTION.fullmatch(phone)] == []


def test_every_address_is_one_that_can_never_exist() -> None:
    addresses = [email for contact in contacts() for email in contact.emails]
    addresses += [link.url.rstrip("/") for document in documents() for link in document.links]
    addresses += [newsroom.newsroom.site.rstrip("/") for newsroom in NEWSROOMS]
    assert [
        address for address in addresses if not re.search(r"\.example(/[\w/-]+)?$", address)
    ] == []


def test_most_releases_quote_someone() -> None:
    quoting = [
        document for document in documents() if '<p class="citat">– ' in to_html(document.body)
    ]
    assert len(quoting) >= 10


def test_the_texts_show_subheads_lists_and_a_table() -> None:
    html = "".join(to_html(document.body) for document in documents())
    assert all(f"<{tag}>" in html for tag in ("h2", "ul", "ol", "table"))


def test_one_release_is_in_english() -> None:
    assert [
        release.document.title for release in RELEASES if release.document.language == "en"
    ] == ["A guide to healthcare for newcomers, now in six languages"]


def test_every_document_has_title_lead_and_body_and_survives_json() -> None:
    for document in documents():
        assert document.title
        assert document.lead
        assert document.body
        assert "\n\n\n" not in document.body
        assert msgspec.json.decode(canonical(document), type=Document) == document


def test_a_document_with_an_image_has_a_picture_described_and_credited() -> None:
    for release in RELEASES:
        assert (release.picture in NAMES) == bool(release.document.images)
        for image in release.document.images:
            assert image.media is None
            assert image.alt
            assert image.caption
            assert image.credit.startswith(("Foto: ", "Bild: "))


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_a_jpeg_of_the_promised_size(name: str) -> None:
    with Image.open(BytesIO(picture(name))) as opened:
        assert (opened.format, opened.size) == ("JPEG", (1200, 675))


def test_a_picture_is_the_same_every_time() -> None:
    assert picture("vatmark") == picture("vatmark")
