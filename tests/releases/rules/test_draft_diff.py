"""What a draft changes is told field by field, and both texts can be read back from it."""

from hypothesis import given
from hypothesis import strategies as st

from releases.rules.draft_diff import changes
from tests import builders as b


def test_equal_documents_have_no_changes() -> None:
    assert changes(b.document(), b.document()) == ()


def test_only_the_fields_that_differ_are_told() -> None:
    after = b.document(lead="Från våren går bussarna var tionde minut.", topics=())
    difference = changes(b.document(), after)
    assert [change.field for change in difference] == ["lead", "topics"]


def test_places_are_told_by_their_names() -> None:
    (change,) = changes(b.document(places=("18",)), b.document(places=("18", "1880", "Tranehamn")))
    assert "".join(place.text for place in change.after) == "Örebro län, Örebro, Tranehamn"


def test_words_that_are_kept_are_told_apart_from_those_that_are_not() -> None:
    (change,) = changes(b.document("Fyra nya linjer"), b.document("Fem nya linjer"))
    assert [piece.text for piece in change.before if piece.found == "first"] == ["Fyra"]
    assert [piece.text for piece in change.after if piece.found == "second"] == ["Fem"]


@given(st.text(max_size=200), st.text(max_size=200))
def test_each_side_is_its_whole_text(old: str, new: str) -> None:
    for change in changes(b.document(body=old), b.document(body=new)):
        assert "".join(piece.text for piece in change.before) == old
        assert "".join(piece.text for piece in change.after) == new
