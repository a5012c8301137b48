"""Newsrooms, tokens and webhooks from the command line."""

import click
import msgspec

from releases.desk import access, newsroom_settings
from releases.model import Newsroom
from releases.store import newsrooms, outbox, tokens
from releases.store.tokens import Scope
from releases.times import utc_text
from service.commands.database import WHO, open_database
from service.outbound import webhook as webhook_sink
from service.outbound.http import validate_url

IN_NEWSROOM = click.option("--newsroom", "slug", required=True, help="The newsroom's slug.")


@click.group()
def newsroom() -> None:
    """Newsrooms: add, list, set."""


@newsroom.command("add")
@click.argument("slug")
@click.option("--name", required=True, help="What the publisher is called.")
@click.option("--county", default="", help="County code, two digits.")
@click.option("--language", default="sv", show_default=True, help="BCP 47 tag.")
@click.option("--site", default="", help="The publisher's own site.")
@click.option("--about", default="", help="The closing text of its releases.")
@click.option("--logo", default="", help="URL of a logo elsewhere; the desk takes a file.")
def add_newsroom(**given: str) -> None:
    """Open a newsroom."""
    wanted = msgspec.convert(given, Newsroom)
    with open_database() as at:
        made = at.write(newsroom_settings.add_newsroom, wanted, WHO)
        click.echo(at.links.newsroom(made.slug))


@newsroom.command("list")
def list_newsrooms() -> None:
    """List the newsrooms: slug, name, address."""
    with open_database() as at:
        for room in at.read(newsrooms.everyone):
            click.echo(f"{room.slug}\t{room.name}\t{at.links.newsroom(room.slug)}")


@newsroom.command("set")
@click.argument("slug")
@click.option("--name")
@click.option("--county")
@click.option("--language")
@click.option("--site")
@click.option("--about")
@click.option("--logo", help="URL of a logo elsewhere; empty takes it away.")
def set_newsroom(slug: str, **given: str | None) -> None:
    """Change what a newsroom says of itself; what is not given stays."""
    changes = {name: value for name, value in given.items() if value is not None}
    if not changes:
        raise click.UsageError(
            "Say what to change: --name, --county, --language, --site, --about, --logo."
        )
    with open_database() as at:
        current = at.read(newsrooms.get, slug)
        at.write(newsroom_settings.set_newsroom, msgspec.structs.replace(current, **changes), WHO)


@click.group()
def token() -> None:
    """Access tokens for the API: add, list, revoke."""


@token.command("add")
@IN_NEWSROOM
@click.option("--name", required=True, help="Under which its deeds stand in log and audit.")
@click.option("--scope", type=click.Choice([scope.value for scope in Scope]), required=True)
def add_token(slug: str, name: str, scope: str) -> None:
    """Make a token and print it; it is shown this once."""
    with open_database() as at:
        click.echo(at.write(access.add_token, slug, name, Scope(scope), WHO))


@token.command("list")
@IN_NEWSROOM
def list_tokens(slug: str) -> None:
    """List the valid tokens: name, scope."""
    with open_database() as at:
        at.read(newsrooms.get, slug)
        for known_token in at.read(tokens.list_tokens, slug):
            click.echo(f"{known_token.name}\t{known_token.scope}")


@token.command("revoke")
@IN_NEWSROOM
@click.option("--name", required=True)
def revoke_token(slug: str, name: str) -> None:
    """Make a token worthless."""
    with open_database() as at:
        at.write(access.revoke_token, slug, name, WHO)


@click.group()
def webhook() -> None:
    """Addresses that are told of publications: add, list, remove, resume."""


@webhook.command("add")
@IN_NEWSROOM
@click.option("--url", required=True)
def add_webhook(slug: str, url: str) -> None:
    """Register an address; prints its id and its signing secret, shown this once."""
    address = validate_url(url)
    with open_database() as at:
        secret = webhook_sink.new_secret()
        made = at.write(access.add_webhook, slug, address, secret, WHO)
        click.echo(f"{made.id}\t{secret}")


@webhook.command("list")
@IN_NEWSROOM
def list_webhooks(slug: str) -> None:
    """List the webhooks: id, address, and when one has ended that."""
    with open_database() as at:
        at.read(newsrooms.get, slug)
        for subscription in at.read(outbox.webhooks, slug):
            ended = subscription.ended
            said = f"\tended {utc_text(ended)}: answered 410 Gone" if ended else ""
            click.echo(f"{subscription.id}\t{subscription.url}{said}")


@webhook.command("remove")
@IN_NEWSROOM
@click.argument("webhook_id")
def remove_webhook(slug: str, webhook_id: str) -> None:
    """Remove a webhook; what it was still owed is cancelled."""
    with open_database() as at:
        at.write(access.remove_webhook, slug, webhook_id, WHO)


@webhook.command("resume")
@IN_NEWSROOM
@click.argument("webhook_id")
def resume_webhook(slug: str, webhook_id: str) -> None:
    """Tell a webhook again that has ended: of what is still to come, not of what it missed."""
    with open_database() as at:
        at.write(access.resume_webhook, slug, webhook_id, WHO)
