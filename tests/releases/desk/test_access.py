"""Tokens and webhooks: known by what is not kept, worthless once revoked."""

import pytest

from releases.desk import access, newsroom_settings
from releases.errors import AlreadyExists, FieldError, IdempotencyConflict, NotFound
from releases.store import audit, outbox, tokens
from releases.store.tokens import Scope
from tests import builders as b
from tests.stores import ROOM, WHO, Desk

OTHER = "region-sydlandet"


def token(desk: Desk, name: str = "webben", scope: Scope = Scope.WRITE) -> str:
    return desk.write(access.add_token, ROOM, name, scope, WHO)


def test_a_token_is_known_by_its_text_of_which_only_the_hash_is_kept(desk: Desk) -> None:
    text = token(desk)
    known = desk.read(tokens.find, text)
    assert known is not None
    assert (known.newsroom, known.name, known.scope) == (ROOM, "webben", Scope.WRITE)
    assert len(text) > 40
    (row,) = desk.read(lambda tx: tx.all("SELECT * FROM token"))
    secret = text.removeprefix(tokens.PREFIX)
    assert secret not in repr(dict(row))
    assert secret not in repr(desk.read(audit.list_entries, ROOM))
    desk.store.close()
    # On a server there is no file here to look into.
    assert secret.encode() not in b"".join(path.read_bytes() for path in desk.path.parent.iterdir())


def test_two_tokens_are_never_the_same(desk: Desk) -> None:
    assert token(desk, "ett") != token(desk, "två")


@pytest.mark.parametrize("text", ["", "prt_", "prt_fel", "\udcff"])
def test_another_text_is_no_token(desk: Desk, text: str) -> None:
    token(desk)
    assert desk.read(tokens.find, text) is None


def test_a_revoked_token_is_worthless_and_its_name_free(desk: Desk) -> None:
    text = token(desk)
    desk.write(access.revoke_token, ROOM, "webben", WHO)
    assert desk.read(tokens.find, text) is None
    assert desk.read(tokens.list_tokens, ROOM) == ()
    with pytest.raises(NotFound):
        desk.write(access.revoke_token, ROOM, "webben", WHO)
    again = token(desk)
    assert desk.read(tokens.find, again) is not None
    assert desk.read(tokens.find, text) is None


def test_a_token_is_revoked_in_its_own_newsroom_only(desk: Desk) -> None:
    desk.write(newsroom_settings.add_newsroom, b.newsroom(OTHER), WHO)
    text = token(desk)
    with pytest.raises(NotFound):
        desk.write(access.revoke_token, OTHER, "webben", WHO)
    assert desk.read(tokens.find, text) is not None


def test_a_name_is_taken_once_and_a_newsroom_must_be_there(desk: Desk) -> None:
    token(desk)
    with pytest.raises(AlreadyExists):
        token(desk)
    with pytest.raises(NotFound):
        desk.write(access.add_token, OTHER, "webben", Scope.READ, WHO)
    with pytest.raises(FieldError):
        token(desk, "x" * 101)


def test_each_scope_covers_those_before_it() -> None:
    covered = {scope: [wanted for wanted in Scope if scope.covers(wanted)] for scope in Scope}
    assert covered == {
        Scope.READ: [Scope.READ],
        Scope.WRITE: [Scope.READ, Scope.WRITE],
        Scope.PUBLISH: [Scope.READ, Scope.WRITE, Scope.PUBLISH],
    }


def test_a_request_that_comes_again_gets_the_answer_it_got(desk: Desk) -> None:
    first, second = (desk.read(tokens.find, token(desk, name)) for name in ("ett", "två"))
    assert first is not None
    assert second is not None
    entry = desk.order(desk.draft())
    desk.write(tokens.remember, first.id, "nyckel", "POST a", entry.id)
    assert desk.read(tokens.find_answer, first.id, "nyckel", "POST a") == entry.id
    assert desk.read(tokens.find_answer, first.id, "annan", "POST a") is None
    assert desk.read(tokens.find_answer, second.id, "nyckel", "POST a") is None
    with pytest.raises(IdempotencyConflict):
        desk.read(tokens.find_answer, first.id, "nyckel", "POST b")


def test_tokens_and_webhooks_leave_lines_in_the_audit(desk: Desk) -> None:
    token(desk)
    desk.write(access.revoke_token, ROOM, "webben", WHO)
    hook = desk.write(access.add_webhook, ROOM, "https://a.example/hook", "hemligt", WHO)
    desk.write(access.remove_webhook, ROOM, hook.id, WHO)
    done = desk.read(audit.list_entries, ROOM)
    assert sorted(deed.action for deed in done) == [
        *("newsroom.add", "token.add", "token.revoke", "webhook.add", "webhook.remove")
    ]
    assert "hemligt" not in repr(done)


def test_a_webhook_belongs_to_one_newsroom(desk: Desk) -> None:
    desk.write(newsroom_settings.add_newsroom, b.newsroom(OTHER), WHO)
    hook = desk.write(access.add_webhook, ROOM, "https://a.example/hook", "hemligt", WHO)
    with pytest.raises(NotFound):
        desk.write(access.remove_webhook, OTHER, hook.id, WHO)
    assert desk.read(outbox.webhooks, ROOM) == (hook,)
    assert desk.read(outbox.webhooks, OTHER) == ()
    with pytest.raises(NotFound):
        desk.write(access.add_webhook, "region-okand", "https://a.example", "hemligt", WHO)


@pytest.mark.parametrize("name", ["", " ", "\x07", "\n\x00"])
def test_a_token_is_called_something(desk: Desk, name: str) -> None:
    with pytest.raises(FieldError, match="name"):
        desk.write(access.add_token, ROOM, name, Scope.READ, WHO)
