"""Settings from the environment, each checked at start."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

LEVELS = ("debug", "info", "warning", "error")


class ConfigError(Exception):
    """A setting has a value the service cannot start with; the message names it in one line."""


class Settings(msgspec.Struct, frozen=True):
    """What one process needs to know from outside.

    `private_targets` are hosts (or host:port) that webhooks may reach although their addresses
    are not public. `secret` signs what leaves the service and comes back.
    """

    database: Path = Path("pressrum.db")
    base_url: str = "http://127.0.0.1:8000"
    media: Path = Path("media")
    log: str = "info"
    secret: str = ""
    scheduler: bool = True
    private_targets: frozenset[str] = frozenset()


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings the environment asks for; raises `ConfigError`."""
    database = environ.get("PRESSRUM_DATABASE", "./pressrum.db")
    if re.match(r"\w+://", database):
        raise ConfigError(
            f"PRESSRUM_DATABASE: {database.split(':')[0]}:// is not served by this version; "
            "give the path of a SQLite file"
        )
    return Settings(
        database=Path(database).expanduser(),
        base_url=_base_url(environ.get("PRESSRUM_BASE_URL", Settings().base_url)),
        media=Path(environ.get("PRESSRUM_MEDIA", "./media")).expanduser(),
        log=_choice("PRESSRUM_LOG", environ.get("PRESSRUM_LOG", "info"), LEVELS),
        secret=_secret(environ.get("PRESSRUM_SECRET", "")),
        scheduler=_choice(
            "PRESSRUM_SCHEDULER", environ.get("PRESSRUM_SCHEDULER", "on"), ("on", "off")
        )
        == "on",
        private_targets=frozenset(
            target.strip().lower()
            for target in environ.get("PRESSRUM_PRIVATE_TARGETS", "").split(",")
            if target.strip()
        ),
    )


def _base_url(text: str) -> str:
    url = text.rstrip("/")
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        sound = False
    if not sound or parts.query or parts.fragment or parts.username or parts.path:
        raise ConfigError(
            f"PRESSRUM_BASE_URL: {text!r} is not a public address such as https://press.example.se"
        )
    return url


def _choice(name: str, text: str, choices: tuple[str, ...]) -> str:
    if text.lower() not in choices:
        raise ConfigError(f"{name}: {text!r} is none of {', '.join(choices)}")
    return text.lower()


def _secret(text: str) -> str:
    if text and len(text) < 32:  # noqa: PLR2004 - 32 characters carry 128 bits and more
        raise ConfigError("PRESSRUM_SECRET: at least 32 characters, from a random source")
    return text
