"""Who may write by machine, and who is told: tokens and webhooks, each change audited."""

from collections.abc import Iterable

from releases.errors import FieldError, NotFound
from releases.refusals import Reason
from releases.rules.roles import Actor
from releases.store import audit, ended_webhooks, newsrooms, outbox, tokens
from releases.store.sinks import Webhook
from releases.store.tokens import Scope
from releases.store.tx import Tx
from releases.text.clean import clean_line

NAME = 100
# Why a webhook has ended.
GONE = Reason("receiver_gone")


def add_webhook(tx: Tx, newsroom: str, url: str, secret: str, actor: Actor) -> Webhook:
    """Register an address to be told of what is approved from now on."""
    newsrooms.get(tx, newsroom)
    webhook = outbox.add_webhook(tx, newsroom, url, secret)
    audit.note(tx, actor, "webhook.add", newsroom, webhook=webhook.id)
    return webhook


def remove_webhook(tx: Tx, newsroom: str, webhook_id: str, actor: Actor) -> None:
    """Remove a webhook and cancel what it was still owed; raises `NotFound`."""
    outbox.remove_webhook(tx, newsroom, webhook_id)
    audit.note(tx, actor, "webhook.remove", newsroom, webhook=webhook_id)


def end_webhook(tx: Tx, webhook: Webhook, attempted: Iterable[str], actor: Actor) -> None:
    """Tell a webhook nothing more whose receiver answered 410 Gone, to `attempted` among others."""
    if ended_webhooks.end(tx, webhook, attempted, GONE):
        audit.note(tx, actor, "webhook.end", webhook.newsroom, webhook=webhook.id)


def resume_webhook(tx: Tx, newsroom: str, webhook_id: str, actor: Actor) -> None:
    """Tell a webhook that has ended of what is still to come; raises `NotFound`.

    What it missed meanwhile is not sent.
    """
    if ended_webhooks.resume(tx, newsroom, webhook_id):
        audit.note(tx, actor, "webhook.resume", newsroom, webhook=webhook_id)


def add_token(tx: Tx, newsroom: str, name: str, scope: Scope, actor: Actor) -> str:
    """Make an access token and return its text, which is kept nowhere; raises `FieldError`."""
    called = clean_line(name, "name", NAME)
    if not called:
        raise FieldError("name", "token_name_needed")
    token, text = tokens.add(tx, newsroom, called, scope)
    audit.note(tx, actor, "token.add", newsroom, token=token.id, scope=scope)
    return text


def revoke_token(tx: Tx, newsroom: str, name: str, actor: Actor) -> None:
    """Make a token worthless; raises `NotFound`."""
    if not tokens.revoke(tx, newsroom, name):
        raise NotFound("no_token", name=name, newsroom=newsroom)
    audit.note(tx, actor, "token.revoke", newsroom, name=name)
