"""Settings from the environment, each checked at start."""

import importlib.util
import os
import re
from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from releases.store.engine import Database
from service.s3_location import S3Location, parse_location

# Where workers keep what they count, for whichever of them is asked: prometheus_client's name, set
# by the supervisor.
METERS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
ORIGINAL_MOST = 50_000_000
LEVELS = ("debug", "info", "warning", "error")
_HOST = r"([A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])"
# Signs of a name or password that mean something in a URL have to be percent-encoded.
_PART = r"(?:[^@/?#\[\]%\s]|%[0-9A-Fa-f]{2})"
_POSTGRES = re.compile(rf"postgres(?:ql)?://(?:{_PART}+@)?[^@/?#\s]*/(?:{_PART})+(?:\?[^@#\s]*)?")
_TARGET = re.compile(r"[A-Za-z0-9_.:-]+")


class ConfigError(Exception):
    """A setting has a value the service cannot start with; the message names it in one line."""


class Oidc(msgspec.Struct, frozen=True):
    """The OpenID provider people sign in with: its issuer URL, and our client there."""

    issuer: str
    client_id: str
    client_secret: str


class Settings(msgspec.Struct, frozen=True):
    """What one process needs to know from outside.

    `database` is the path of a SQLite file or the URL of a PostgreSQL database.
    `private_targets` are hosts (or host:port) that webhooks may reach although their addresses
    are not public. `secret` signs what leaves the service and comes back. `hubs` are the URLs of
    WebSub hubs that are told of what happens in the feeds, `caches` those of shared caches that are
    told to drop what has become old. `proxies` are the addresses and networks of those whose
    X-Forwarded-For is believed. `oidc` is None where people sign in with passwords alone. `contact`
    is the e-mail address of those who run the service, for the makers of programs. `access_log`
    writes a line a request, with the client's network if `access_log_client`. `traces` are sent to
    the collector that OpenTelemetry's own variables name. An uploaded picture may hold
    `original_most` bytes, and is kept as it is.
    """

    database: Database = Path("pressrum.db")
    base_url: str = "http://127.0.0.1:8000"
    media: Path | S3Location = Path("media")
    log: str = "info"
    secret: str = ""
    scheduler: bool = True
    private_targets: frozenset[str] = frozenset()
    hubs: tuple[str, ...] = ()
    caches: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    oidc: Oidc | None = None
    contact: str = ""
    access_log: bool = False
    access_log_client: bool = False
    traces: bool = False
    original_most: int = ORIGINAL_MOST


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings the environment asks for; raises `ConfigError`."""
    return Settings(
        database=_database(environ.get("PRESSRUM_DATABASE", "./pressrum.db")),
        base_url=_base_url(environ.get("PRESSRUM_BASE_URL", Settings().base_url)),
        media=_media(environ.get("PRESSRUM_MEDIA", "./media"), environ),
        log=_choice("PRESSRUM_LOG", environ.get("PRESSRUM_LOG", "info"), LEVELS),
        secret=_secret(environ.get("PRESSRUM_SECRET", "")),
        scheduler=_is_on("PRESSRUM_SCHEDULER", environ.get("PRESSRUM_SCHEDULER", "on")),
        private_targets=_targets(environ.get("PRESSRUM_PRIVATE_TARGETS", "")),
        hubs=_urls("PRESSRUM_HUBS", environ.get("PRESSRUM_HUBS", ""), "https://hub.example.se/"),
        caches=_urls("PRESSRUM_PURGE", environ.get("PRESSRUM_PURGE", ""), "http://127.0.0.1:6081/"),
        proxies=_proxies(environ.get("PRESSRUM_PROXIES", "")),
        oidc=_oidc(environ),
        contact=_contact(environ.get("PRESSRUM_CONTACT", "").strip()),
        access_log=_is_on("PRESSRUM_ACCESS_LOG", environ.get("PRESSRUM_ACCESS_LOG", "off")),
        access_log_client=_choice(
            "PRESSRUM_ACCESS_LOG_CLIENT",
            environ.get("PRESSRUM_ACCESS_LOG_CLIENT", "none"),
            ("none", "network"),
        )
        == "network",
        traces=_traces(environ),
        original_most=_megabytes(
            "PRESSRUM_ORIGINAL_MOST", environ.get("PRESSRUM_ORIGINAL_MOST", "50"), 15, 100
        ),
    )


def _database(text: str) -> Database:
    scheme = text.partition("://")[0] if "://" in text else ""
    if not scheme:
        return _path("PRESSRUM_DATABASE", text)
    if not _POSTGRES.fullmatch(text):
        # Nothing of it is repeated: there may be a password in it.
        raise ConfigError(
            f"PRESSRUM_DATABASE: {scheme}://… is no database that is served; give the path of a "
            "SQLite file, or postgresql://user@host/database"
        )
    return text


def _is_on(name: str, text: str) -> bool:
    return _choice(name, text, ("on", "off")) == "on"


def _path(name: str, text: str) -> Path:
    if not text:
        raise ConfigError(f"{name}: is empty; give a path or leave it out")
    return Path(text).expanduser()


def _media(text: str, environ: Mapping[str, str]) -> Path | S3Location:
    scheme = re.match(r"(\w+)://", text)
    if scheme is None:
        return _path("PRESSRUM_MEDIA", text)
    if scheme[1] != "s3":
        raise ConfigError(
            f"PRESSRUM_MEDIA: {scheme[0]} is not served; give a folder or s3://bucket/prefix"
        )
    if importlib.util.find_spec("obstore") is None:
        raise ConfigError("PRESSRUM_MEDIA: s3:// needs pressrum[s3]: pip install 'pressrum[s3]'")
    try:
        return parse_location(text, environ)
    except ValueError as error:
        raise ConfigError(str(error)) from None


def _targets(text: str) -> frozenset[str]:
    targets = frozenset(target.strip().lower() for target in text.split(",") if target.strip())
    for target in sorted(targets):
        if not _TARGET.fullmatch(target):
            raise ConfigError(
                f"PRESSRUM_PRIVATE_TARGETS: {target!r} is no host or host:port; part them by commas"
            )
    return targets


def _proxies(text: str) -> tuple[str, ...]:
    proxies = tuple(dict.fromkeys(proxy.strip() for proxy in text.split(",") if proxy.strip()))
    for proxy in proxies:
        try:
            # To believe everybody is to have no limits.
            sound = ip_network(proxy).prefixlen > 0
        except ValueError:
            sound = False
        if not sound:
            raise ConfigError(
                f"PRESSRUM_PROXIES: {proxy!r} is no address or network such as 10.0.0.0/24; "
                "part them by commas"
            )
    return proxies


def _urls(name: str, text: str, example: str) -> tuple[str, ...]:
    urls = dict.fromkeys(url.strip() for url in text.split(",") if url.strip())
    for url in urls:
        try:
            # Hubs stand in Link headers between angle brackets.
            sound = re.fullmatch(rf"https?://{_HOST}(:\d+)?(/[^\s<>\"]*)?", url) and url.isascii()
            sound = sound and urlsplit(url).port != 0
        except ValueError:
            sound = False
        if not sound:
            raise ConfigError(f"{name}: {url!r} is no address such as {example}")
    return tuple(urls)


def _base_url(text: str) -> str:
    url = text.rstrip("/")
    try:
        # It stands in headers: nothing but scheme, host (a foreign one as xn--…) and port.
        sound = re.fullmatch(rf"https?://{_HOST}(:\d+)?", url) and urlsplit(url).port != 0
    except ValueError:
        sound = False
    if not sound:
        raise ConfigError(
            f"PRESSRUM_BASE_URL: {text!r} is not a public address such as https://press.example.se"
        )
    return url


def _contact(text: str) -> str:
    if text and not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+", text):
        raise ConfigError(f"PRESSRUM_CONTACT: {text!r} is no e-mail address")
    return text


def _megabytes(name: str, text: str, least: int, most: int) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text) or not least <= int(text) <= most:
        raise ConfigError(f"{name}: {text!r} is no number of megabytes from {least} to {most}")
    return int(text) * 1_000_000


def _choice(name: str, text: str, choices: tuple[str, ...]) -> str:
    if text.lower() not in choices:
        raise ConfigError(f"{name}: {text!r} is none of {', '.join(choices)}")
    return text.lower()


def _secret(text: str) -> str:
    if text and len(text) < 32:  # noqa: PLR2004 - 32 characters carry 128 bits and more
        raise ConfigError("PRESSRUM_SECRET: at least 32 characters, from a random source")
    return text


def _oidc(environ: Mapping[str, str]) -> Oidc | None:
    names = ("PRESSRUM_OIDC_ISSUER", "PRESSRUM_OIDC_CLIENT_ID", "PRESSRUM_OIDC_CLIENT_SECRET")
    issuer, client_id, client_secret = (environ.get(name, "").strip() for name in names)
    if not (issuer or client_id or client_secret):
        return None
    for name in (*names, "PRESSRUM_SECRET"):
        if not environ.get(name, "").strip():
            raise ConfigError(f"{name}: is needed for signing in with OpenID Connect")
    # Tokens and codes pass here; loopback is where tests and developers have their provider.
    if not re.fullmatch(
        rf"https://{_HOST}(:\d+)?(/\S*)?|http://127\.0\.0\.1(:\d+)?(/\S*)?", issuer
    ):
        raise ConfigError(f"PRESSRUM_OIDC_ISSUER: {issuer!r} is no address with https://")
    return Oidc(issuer.rstrip("/"), client_id, client_secret)


def _traces(environ: Mapping[str, str]) -> bool:
    """Tell whether OpenTelemetry's own variables ask for traces, in the one way they are sent."""

    def asked(*names: str) -> tuple[str, str]:
        return next(
            ((name, environ[name].strip()) for name in names if environ.get(name)), ("", "")
        )

    name, url = asked("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
    _, exporter = asked("OTEL_TRACES_EXPORTER")
    if not url or exporter == "none" or environ.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return False
    if not _urls(name, url, "http://127.0.0.1:4318"):
        return False
    said, protocol = asked("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")
    if exporter not in ("", "otlp"):
        raise ConfigError(f"OTEL_TRACES_EXPORTER: {exporter!r} is none of otlp, none")
    if protocol not in ("", "http/protobuf"):
        raise ConfigError(f"{said}: {protocol!r} is not spoken here, http/protobuf is")
    return True
