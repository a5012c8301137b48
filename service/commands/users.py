"""People of the desk from the command line: add, list, reset, disable."""

import secrets
import sys

import click

from releases.desk import four_eyes, members
from releases.refusals import Reason
from releases.rules.roles import Role
from releases.store import newsrooms, people
from service.commands.database import WHO, CommandContext, open_database
from service.security import passwords


@click.group()
def user() -> None:
    """People who may sign in to the desk: add, list, reset, disable."""


@user.command("add")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--newsroom", "slug", required=True, help="The newsroom's slug.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def add_user(email: str, name: str, role: str, slug: str, *, password_stdin: bool) -> None:
    """Add a person with a role in a newsroom, or give one who is known already that role.

    Without --password-stdin a password is made and printed once, to be replaced at the first login.
    """
    password = _password(typed=password_stdin)
    with open_database() as at:
        known = at.read(people.find, email) is not None
        at.write(
            members.add,
            email,
            name,
            slug,
            Role(role),
            passwords.hash_password(password),
            WHO,
            must_choose=not password_stdin,
        )
        _tell_hindrance(at, (slug,))
    if not password_stdin and not known:
        click.echo(password)


@user.command("list")
@click.option("--newsroom", "slug", required=True, help="The newsroom's slug.")
def list_users(slug: str) -> None:
    """List who works in a newsroom: e-mail, name, role."""
    with open_database() as at:
        at.read(newsrooms.get, slug)
        for person, role in at.read(people.members, slug):
            disabled = "\tdisabled" if person.is_disabled else ""
            click.echo(f"{person.email}\t{person.name}\t{role}{disabled}")


@user.command("reset")
@click.argument("email")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def reset_user(email: str, *, password_stdin: bool) -> None:
    """Give a person a new password and turn off two-step login; ends all their sessions.

    Without --password-stdin a password is made and printed once, to be replaced at the first login.
    """
    password = _password(typed=password_stdin)
    with open_database() as at:
        kept = passwords.hash_password(password)
        at.write(members.renew, email, kept, WHO, must_choose=not password_stdin)
    if not password_stdin:
        click.echo(password)


@user.command("disable")
@click.argument("email")
def disable_user(email: str) -> None:
    """Keep a person from signing in, and sign them out everywhere."""
    with open_database() as at:
        at.write(members.disable, email, WHO)
        person = at.read(members.find, email)
        theirs = at.read(people.memberships, person.id)
        _tell_hindrance(at, tuple(membership.newsroom for membership in theirs))


def _tell_hindrance(at: CommandContext, slugs: tuple[str, ...]) -> None:
    """Say which newsrooms want two people for a publication and have too few."""
    for slug in slugs:
        code = at.read(four_eyes.hindrance, slug)
        if code:
            click.echo(f"{slug}: nobody can publish: it {Reason(code).phrase}", err=True)


def _password(*, typed: bool) -> str:
    """Return the password from standard input, or a new one; raises `FieldError`."""
    return passwords.validate_password(
        sys.stdin.readline().rstrip("\n") if typed else secrets.token_urlsafe(16)
    )
