"""A place for pictures in an S3-compatible store: `s3://bucket/prefix`, and the usual AWS_* names.

Only what can be told without asking the store is looked at here. Credentials stay in the
environment, where the driver finds them: nothing of them is in the settings.
"""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

import msgspec

# https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html, and the characters
# of keys that need no special handling (object-keys.html), in parts between slashes.
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_PREFIX = re.compile(r"[A-Za-z0-9!_.*'()-]+(/[A-Za-z0-9!_.*'()-]+)*")
_ENDPOINT = re.compile(r"https?://([A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])(:\d+)?(/[^\s?#]*)?")
ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT")
REGIONS = ("AWS_REGION", "AWS_DEFAULT_REGION")
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False, "": False}


class S3Location(msgspec.Struct, frozen=True):
    """A bucket, the beginning of the keys in it, and whether it may be asked without TLS."""

    bucket: str
    prefix: str = ""
    allow_http: bool = False

    def __str__(self) -> str:
        return f"s3://{self.bucket}/{self.prefix}".removesuffix("/")


def parse_location(text: str, environ: Mapping[str, str]) -> S3Location:
    """Return what an address names; raises `ValueError` that begins with the setting in doubt."""
    bucket, _, prefix = text.removeprefix("s3://").partition("/")
    prefix = prefix.removesuffix("/")
    if not _BUCKET.fullmatch(bucket) or ".." in bucket:
        raise ValueError(
            f"PRESSRUM_MEDIA: {bucket!r} is no name of a bucket, as in s3://press/media"
        )
    if prefix and (not _PREFIX.fullmatch(prefix) or {".", ".."} & set(prefix.split("/"))):
        raise ValueError(
            f"PRESSRUM_MEDIA: {prefix!r} is no beginning of keys, as in s3://press/media"
        )
    _check_credentials(environ)
    return S3Location(bucket, prefix, _allow_http(environ))


def _check_credentials(environ: Mapping[str, str]) -> None:
    names = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
    given = [name for name in names if environ.get(name)]
    if len(given) == 1:
        (lacking,) = set(names) - set(given)
        raise ValueError(f"{lacking}: is needed beside {given[0]}")


def _allow_http(environ: Mapping[str, str]) -> bool:
    stated = environ.get("AWS_ALLOW_HTTP", "")
    allowed = _BOOLEANS.get(stated.lower())
    if allowed is None:
        raise ValueError(f"AWS_ALLOW_HTTP: {stated!r} is neither true nor false")
    name = next((name for name in ENDPOINTS if environ.get(name)), None)
    if name is None:
        if not any(environ.get(region) for region in REGIONS):
            raise ValueError(
                "AWS_REGION: is needed for s3:// (or AWS_ENDPOINT_URL, for a store elsewhere)"
            )
        return allowed
    if not _is_endpoint(environ[name]):
        raise ValueError(f"{name}: {environ[name]!r} is no address such as https://s3.example.se")
    if environ[name].startswith("http://") and not allowed:
        raise ValueError(
            f"{name}: {environ[name]} is not encrypted; AWS_ALLOW_HTTP=true allows that, "
            "within one machine or a network of your own"
        )
    return allowed


def _is_endpoint(text: str) -> bool:
    try:
        return _ENDPOINT.fullmatch(text) is not None and urlsplit(text).port != 0
    except ValueError:
        return False
