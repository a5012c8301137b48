"""The rule of four eyes as values: who may approve, after whatever was written and confirmed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.rules.four_eyes import (
    DeedKind,
    DraftDeed,
    Hindrance,
    find_hindrance,
    find_unconfirmed,
    list_active,
)
from releases.rules.roles import Person, Role

WROTE, CONFIRMED, APPROVED = DeedKind.WROTE, DeedKind.CONFIRMED, DeedKind.APPROVED


def deeds(text: str) -> tuple[DraftDeed, ...]:
    """Read "anna wrote, bo confirmed": each makes a version."""
    told = (each.split() for each in text.split(", ") if each)
    return tuple(DraftDeed(DeedKind(what), who, i) for i, (who, what) in enumerate(told, 1))


@pytest.mark.parametrize(
    ("told", "unconfirmed"),
    [
        ("", {}),
        ("anna wrote", {"anna": 1}),
        ("anna wrote, bo wrote, anna wrote", {"anna": 1, "bo": 2}),
        # What was approved has been answered for.
        ("anna wrote, bo approved", {}),
        ("anna wrote, bo approved, anna wrote", {"anna": 3}),
        # The other's changes are confirmed, one's own never.
        ("anna wrote, bo wrote, anna confirmed", {"anna": 1}),
        ("anna wrote, bo wrote, bo confirmed", {"bo": 2}),
        ("bo wrote, bo confirmed", {"bo": 1}),
        ("anna wrote, bo wrote, cia confirmed", {}),
        # What comes after a confirmation is new.
        ("anna wrote, bo wrote, anna confirmed, bo wrote", {"anna": 1, "bo": 4}),
        ("bo wrote, anna confirmed, anna wrote", {"anna": 3}),
    ],
)
def test_who_has_written_what_nobody_else_has_confirmed(
    told: str, unconfirmed: dict[str, int]
) -> None:
    assert find_unconfirmed(deeds(told)) == unconfirmed


PEOPLE = st.sampled_from(["anna", "bo", "cia"])


@given(st.lists(st.builds(DraftDeed, st.sampled_from(DeedKind), PEOPLE)), PEOPLE)
def test_nothing_goes_out_that_only_one_person_has_answered_for(
    done: list[DraftDeed], approver: str
) -> None:
    """Of what was written since the last approval, somebody else wrote or confirmed every word."""
    if approver in find_unconfirmed(done):
        return
    approvals = [i for i, deed in enumerate(done) if deed.kind is APPROVED]
    recent = done[approvals[-1] + 1 :] if approvals else done
    own = [i for i, deed in enumerate(recent) if (deed.kind, deed.who) == (WROTE, approver)]
    if own:
        later = recent[own[-1] :]
        assert any(deed.kind is CONFIRMED and deed.who != approver for deed in later)


@given(st.lists(st.builds(DraftDeed, st.sampled_from(DeedKind), PEOPLE)), PEOPLE, PEOPLE)
def test_a_second_person_is_always_enough(
    done: list[DraftDeed], approver: str, second: str
) -> None:
    """Whatever was written by whom: one confirmation by another, and the text can go out."""
    if approver != second:
        assert approver not in find_unconfirmed([*done, DraftDeed(CONFIRMED, second)])


def members(*roles: str) -> tuple[tuple[Person, Role], ...]:
    """Return people by their roles; those in brackets cannot sign in."""
    return tuple(
        (Person(str(i), f"{i}@a.example", "", is_disabled=role[0] == "("), Role(role.strip("()")))
        for i, role in enumerate(roles)
    )


@pytest.mark.parametrize(
    ("roles", "hindrance"),
    [
        (("author", "editor"), None),
        (("editor", "editor"), None),
        (("admin", "author"), None),
        (("editor", "(editor)", "author"), None),
        (("editor",), Hindrance.ALONE),
        (("admin", "(editor)"), Hindrance.ALONE),
        (("author", "author"), Hindrance.WITHOUT_EDITOR),
        (("author", "(editor)"), Hindrance.WITHOUT_EDITOR),
        ((), Hindrance.WITHOUT_EDITOR),
    ],
)
def test_it_takes_an_editor_and_somebody_else_who_can_sign_in(
    roles: tuple[str, ...], hindrance: Hindrance | None
) -> None:
    assert find_hindrance(members(*roles)) is hindrance


def test_active_are_those_who_can_sign_in() -> None:
    found = list_active(members("author", "editor", "(editor)", "admin"), Role.EDITOR)
    assert [person.id for person in found] == ["1", "3"]
