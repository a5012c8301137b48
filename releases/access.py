"""Who may write by machine, and who is told: tokens and webhooks, each change audited."""

from releases.errors import FieldError, NotFound
from releases.store import audit, newsrooms, outbox, tokens
from releases.store.outbox import Webhook
from releases.store.tokens import Scope
from releases.store.tx import Tx
from releases.text import clean_line

NAME = 100


def add_webhook(tx: Tx, newsroom: str, url: str, secret: str, who: str) -> Webhook:
    """Register an address to be told of what is approved from now on."""
    newsrooms.get(tx, newsroom)
    webhook = outbox.add_webhook(tx, newsroom, url, secret)
    audit.note(tx, who, "webhook.add", newsroom, webhook=webhook.id)
    return webhook


def remove_webhook(tx: Tx, newsroom: str, webhook_id: str, who: str) -> None:
    """Remove a webhook and cancel what it was still owed; raises `NotFound`."""
    outbox.remove_webhook(tx, newsroom, webhook_id)
    audit.note(tx, who, "webhook.remove", newsroom, webhook=webhook_id)


def add_token(tx: Tx, newsroom: str, name: str, scope: Scope, who: str) -> str:
    """Make an access token and return its text, which is kept nowhere; raises `FieldError`."""
    called = clean_line(name, "name", NAME)
    if not called:
        raise FieldError("name", "say what the token is for: its deeds stand under that name")
    token, text = tokens.add(tx, newsroom, called, scope)
    audit.note(tx, who, "token.add", newsroom, token=token.id, scope=scope)
    return text


def revoke_token(tx: Tx, newsroom: str, name: str, who: str) -> None:
    """Make a token worthless; raises `NotFound`."""
    if not tokens.revoke(tx, newsroom, name):
        raise NotFound(f"There is no token {name!r} in {newsroom!r}.")
    audit.note(tx, who, "token.revoke", newsroom, name=name)
