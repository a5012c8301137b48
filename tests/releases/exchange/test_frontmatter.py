"""Front matter: what is written is read back the same, and people may write it by hand."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import structs

from releases.errors import FieldError, InvalidDocument
from releases.exchange import frontmatter, yamltext
from releases.exchange.frontmatter import ParsedFile
from releases.exchange.release_export import Cancelled, Story, check_story, refuse_future
from releases.model import Document, Image, Link, Release, Revision, fingerprint
from releases.rules.validation import validate
from releases.timeline import Action
from tests import builders as b
from tests.releases.documents import DOCUMENTS

# What YAML 1.1 or 1.2 takes for something else than text, or would change on its way.
TREACHEROUS = [
    *("no", "Yes", "on", "null", "~", "", "0123", "0o17", "1e3", ".5", "1_000", "2018-04-03"),
    *("0771", "12:30:00", "<<", "=", "- a", "a: b", "a #b", "#", "'", '"', "\\", "{a}", "[a]"),
    *("&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "---", "a\n---\nb", "--- a", "...", " a "),
    *("a\n\nb", "a\n b\n", "  a\nb", "a\n\n\n", "\n", "é\u00a0ö", "a\u2028b", "\ufeff", "😀", "\t"),
]


def sound(told: Story, now: datetime) -> Story:
    """The story, once everything is asked that a restoring asks of it."""
    checked = check_story(told)
    refuse_future(checked, now)
    return checked


def document(**fields: Any) -> Document:
    return structs.replace(b.document(), **fields)


def story(draft: Document, *documents: Document, **fields: Any) -> Story:
    """A release whose revisions are of these documents, all made at MORNING."""
    release = Release("abc", "region-mellanlandet", draft, 3, b.MORNING, b.MORNING, "maja")
    revisions = tuple(
        Revision(f"u{number}", "abc", number, written, fingerprint(written), b.MORNING, "maja")
        for number, written in enumerate(documents, 1)
    )
    return Story(release, revisions, **fields)


@given(DOCUMENTS)
def test_every_checked_document_comes_back_as_it_was(written: Document) -> None:
    try:
        draft = validate(written)
    except InvalidDocument:
        assume(False)
    told = story(draft)
    assert frontmatter.parse_file(frontmatter.write(told, b.MORNING)) == told


@pytest.mark.parametrize("text", TREACHEROUS)
def test_text_that_looks_like_something_else_stays_text(text: str) -> None:
    assert yamltext.read_yaml(yamltext.write({"a": text, "b": [text]}), "x") == {
        "a": text,
        "b": [text],
    }
    draft = document(
        lead=text,
        about=text,
        topics=(text,),
        links=(Link(text or "a", "https://a.example/"),),
        images=(Image(media=text or None, alt=text),),
    )
    told = story(draft)
    assert frontmatter.parse_file(frontmatter.write(told, b.MORNING)) == told


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=40))
def test_yaml_gives_back_any_text(text: str) -> None:
    assert yamltext.read_yaml(yamltext.write({"a": text}), "x") == {"a": text}


def test_a_whole_history_comes_back_with_what_was_cancelled() -> None:
    first, second, third = (validate(document(title=f"Utgåva {n}")) for n in (1, 2, 3))
    made: dict[str, Any] = {"release": "abc", "made_at": b.MORNING}
    told = story(
        third,
        first,
        second,
        entries=(
            b.entry(revision="u1", id="e1", **made),
            b.entry(
                Action.CORRECT,
                b.MORNING + b.DAY,
                id="e3",
                revision="u2",
                number=3,
                note="no",
                **made,
            ),
        ),
        cancelled=(
            Cancelled(
                b.entry(
                    Action.CORRECT, b.MORNING + b.HOUR, id="e2", revision="u2", number=2, **made
                ),
                b.MORNING,
                "olle",
            ),
        ),
    )
    text = frontmatter.write(told, b.MORNING + b.HOUR)
    assert frontmatter.parse_file(text) == told
    assert sound(told, b.MORNING + b.DAY) == told
    head = text.split("pressrum:")[0]
    assert "title: Utgåva 1\n" in head, "the file shows what the public reads"
    assert "date: 2018-04-03T07:23:00+02:00\n" in head
    assert "draft" not in head


def test_what_nobody_reads_yet_is_called_a_draft() -> None:
    assert "\ndraft: true\n" in frontmatter.write(story(b.document()), b.MORNING)


def test_a_hand_written_file_needs_a_title_only() -> None:
    found = frontmatter.parse_file("---\ntitle: Nytt badhus\n---\nBadhuset öppnar.\n")
    assert found == ParsedFile(Document("Nytt badhus", body="Badhuset öppnar."))


def test_a_hand_written_file_may_use_the_words_of_site_generators() -> None:
    text = (
        "\ufeff---\r\ntitle: Nej\r\ndate: 2019-05-06\r\ntags: [no, bad]\r\nlayout: post\r\n"
        "description: Kort.\r\ndraft: yes\r\n---\r\n\r\nText\r\n---\r\nmer\r\n"
    )
    found = frontmatter.parse_file(text)
    assert isinstance(found, ParsedFile)
    assert found.document == Document(
        "Nej", lead="Kort.", topics=("no", "bad"), body="Text\n---\nmer"
    )
    assert found.published is not None
    assert (found.published.day_only, found.is_draft, found.unknown) == (True, True, ("layout",))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("title: a\nkind: blogg", "kind"),
        ("title: a\ncontacts:\n- namn: Maja", "contacts[0].namn"),
        ("title: a\nevent:\n  starts_at: i morgon", "event.starts_at"),
        ("title: a\ndate: i morgon", "date"),
        ("title: a\ndate: [1]", "date"),
        ("title: a\ntopics: a", "topics"),
        ("title: a\npressrum: a", "pressrum"),
        (
            "title: a\npressrum: {id: ../b, newsroom: a, version: 1, created_at: x, changed_at: x}",
            "pressrum.id",
        ),
        ("lead: a", "title"),
        ("title: a\ntitle: b", "front matter"),
        ("a: &x [1]\nb: *x", "front matter"),
        ("[" * 5_000, "front matter"),
        ("{" * 5_000, "front matter"),
        ("a: b: c", "front matter"),
        ("- a", "front matter"),
        ("? [a]\n: b", "front matter"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, key: str) -> None:
    with pytest.raises(FieldError) as refused:
        frontmatter.parse_file(f"---\n{text}\n---\n")
    assert refused.value.field == key


def test_front_matter_has_an_end() -> None:
    with pytest.raises(FieldError, match="---"):
        frontmatter.parse_file("---\ntitle: a\n")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"revisions": ()}, "log[0].revision"),
        ({"entries": (b.entry(number=2, revision="u1", release="abc"),)}, "log"),
        ({"entries": (b.entry(Action.WITHDRAW, revision="u1", release="abc"),)}, "action"),
    ],
)
def test_a_history_that_cannot_have_been_is_refused(changes: dict[str, Any], field: str) -> None:
    document = validate(b.document())
    whole = story(document, document, entries=(b.entry(revision="u1", release="abc"),))
    assert sound(whole, b.MORNING) == whole
    with pytest.raises(FieldError) as refused:
        sound(structs.replace(whole, **changes), b.MORNING)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("at", "by_then", "field"),
    [
        (b.MORNING, b.MORNING + b.DAY, None),
        (b.MORNING + 2 * b.HOUR, b.MORNING + b.DAY, "log[0].cancelled_at"),
        (b.MORNING - 2 * b.HOUR, b.MORNING + b.DAY, "log[0].cancelled_at"),
        (b.MORNING + b.HOUR / 2, b.MORNING, "log[0].cancelled_at"),
    ],
)
def test_only_what_had_not_taken_effect_was_cancelled(
    at: datetime, by_then: datetime, field: str | None
) -> None:
    document = validate(b.document())
    planned = b.entry(
        at=b.MORNING + b.HOUR, revision="u1", release="abc", made_at=b.MORNING - b.HOUR
    )
    whole = story(document, document, cancelled=(Cancelled(planned, at, "maja"),))
    if field is None:
        assert sound(whole, by_then) == whole
        return
    with pytest.raises(FieldError) as refused:
        sound(whole, by_then)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("e2",), ()),
        (("e3",), ()),
        (("e1", "e1"), ()),
        (("e1",), ("e1",)),
        (("nobody",), ()),
        ((), ("e2",)),
    ],
)
def test_an_entry_replaces_an_earlier_one_that_was_cancelled_and_each_is_replaced_once(
    first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    document = validate(b.document())
    made: dict[str, Any] = {"revision": "u1", "release": "abc", "made_at": b.MORNING}
    later = b.MORNING + b.DAY
    gone = b.entry(at=later, id="e1", number=1, **made)
    entries = (
        b.entry(at=later, id="e2", number=2, replaces=first, **made),
        b.entry(Action.CORRECT, later + b.DAY, id="e3", number=3, replaces=second, **made),
    )
    whole = story(document, document, entries=entries, cancelled=(Cancelled(gone, b.MORNING, ""),))
    with pytest.raises(FieldError) as refused:
        sound(whole, later)
    assert refused.value.field in {"log[1].replaces", "log[2].replaces"}


def test_entries_and_revisions_stand_in_the_order_they_were_made() -> None:
    document = validate(b.document())
    first = b.entry(revision="u1", release="abc", made_at=b.MORNING)
    second = b.correction()
    second = structs.replace(
        second, revision="u1", release="abc", made_at=b.MORNING - b.HOUR, id="e2"
    )
    whole = story(document, document, entries=(first, second))
    with pytest.raises(FieldError, match="order"):
        sound(whole, b.MORNING + b.DAY)
    gap = structs.replace(whole, revisions=(structs.replace(whole.revisions[0], number=2),))
    with pytest.raises(FieldError, match="numbered"):
        sound(gap, b.MORNING + b.DAY)


def test_a_body_inside_the_history_is_text() -> None:
    head = "title: a\npressrum:\n  newsroom: a\n  id: a\n  version: 1\n  created_at: 2018-04-03\n"
    with pytest.raises(FieldError) as refused:
        frontmatter.parse_file(
            f"---\n{head}  changed_at: 2018-04-03\n  draft: {{title: b, body: []}}\n---\n"
        )
    assert refused.value.field == "pressrum.draft.body"


def test_yaml_is_one_document_of_bounded_length() -> None:
    assert yamltext.read_yaml("# bara en kommentar", "x") == {}
    with pytest.raises(FieldError, match="more than one"):
        yamltext.read_yaml("a: b\n---\nc: d\n", "x")
    with pytest.raises(FieldError, match="longer"):
        yamltext.read_yaml("#" * (yamltext.MOST + 1), "x")


def test_nothing_comes_back_from_the_future_or_changed() -> None:
    document = validate(b.document())
    whole = story(document, document, entries=(b.entry(revision="u1", release="abc"),))
    with pytest.raises(FieldError, match="future"):
        sound(whole, b.MORNING - b.HOUR)
    forged = structs.replace(
        whole, revisions=(structs.replace(whole.revisions[0], document=Document("Annat")),)
    )
    with pytest.raises(FieldError, match="changed since"):
        sound(forged, b.MORNING)
    with pytest.raises(FieldError, match="draft"):
        sound(story(Document("a\x00b")), b.MORNING)
