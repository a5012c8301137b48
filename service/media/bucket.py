"""A bucket of an S3-compatible store as a media store: one that several replicas share.

Nothing here makes anything public: objects are written without any ACL, so that they are as the
bucket is, and the bucket is refused where strangers may read or list it.
"""

import secrets
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from releases.errors import MediaRefused, NotFound
from service.media import s3_faults
from service.media.store import StoredFile
from service.s3_location import S3Location

# A store that says nothing is given up after so many seconds; trying again is for what broke off.
SILENCE_SECONDS = 3
_CONNECT_SECONDS = 2
# A large file may be on its way for as long: 50 MB at 3 Mbit/s.
_WHOLE_SECONDS = 140
_LARGE = 500_000
_RETRIES: Any = {
    "max_retries": 2,
    "retry_timeout": timedelta(seconds=3),
    "backoff": {
        "init_backoff": timedelta(milliseconds=100),
        "max_backoff": timedelta(seconds=1),
        "base": 2,
    },
}
_TYPES = {"jpg": "image/jpeg", "webp": "image/webp"}


class Bucket:
    """Objects below one prefix of a bucket, under keys that are the names of files.

    Endpoint, region and credentials are those of the environment's AWS_* names. The driver has
    threads of its own, which a fork does not take along: who has one of these never forks.
    """

    is_remote = True

    def __init__(self, location: S3Location) -> None:
        self._location = location
        self._quick = self._open(SILENCE_SECONDS)
        # While something is being sent nothing is heard: of large files only the whole is timed.
        self._patient = self._open(_WHOLE_SECONDS)

    def check(self) -> None:
        """Raise `MediaRefused` where the bucket does not do what we need, or does it for strangers.

        An object of a few bytes is written for that, asked for without credentials, and removed.
        """
        self._list_some()
        probe = f"probe-{secrets.token_hex(16)}"
        self.write(probe, b"Pressrum")
        try:
            read_by_a_stranger = self._is_open(probe)
        finally:
            self.remove([probe])
        if read_by_a_stranger:
            raise MediaRefused(
                f"{self._location} can be read without credentials, and so what is not published "
                "yet: take public access from the bucket.",
                lasting=True,
            )

    def write(self, name: str, body: bytes) -> None:
        """Keep the bytes of a file: one request, so that nobody ever sees a part of it."""
        kind = _TYPES.get(name.rpartition(".")[2], "application/octet-stream")
        store = self._quick
        if len(body) > _LARGE:
            # Whether anybody answers is soon known; only then is it waited for long.
            self._list_some()
            store = self._patient
        try:
            obstore.put(store, name, body, attributes={"Content-Type": kind}, use_multipart=False)
        except (BaseError, OSError) as error:
            raise self._refusal(error) from error

    def read(self, name: str, start: int = 0, length: int | None = None) -> bytes:
        """Return a file or `length` bytes from `start`; raises `NotFound` where there is none."""
        try:
            if length is None and not start:
                return bytes(obstore.get(self._quick, name).bytes())
            options: Any = {
                "range": {"offset": start} if length is None else (start, start + length)
            }
            return bytes(obstore.get(self._quick, name, options=options).bytes())
        except (BaseError, OSError) as error:
            if isinstance(error, FileNotFoundError) and not s3_faults.read(error).lasting:
                raise NotFound("no_file_kept") from None
            raise self._refusal(error) from error

    def remove(self, names: Iterable[str]) -> None:
        """Remove files, as far as they are there."""
        try:
            obstore.delete(self._quick, list(names))
        except (BaseError, OSError) as error:
            raise self._refusal(error) from error

    def list_files(self) -> Iterator[StoredFile]:
        """Yield every object below the prefix; asked for a thousand at a time."""
        try:
            for some in obstore.list(self._quick):
                for meta in some:
                    yield StoredFile(meta["path"], meta["size"], meta["last_modified"])
        except (BaseError, OSError) as error:
            raise self._refusal(error) from error

    def address(self, name: str = "") -> str:
        """Return the address of an object or of the store, as other programs write it."""
        return f"{self._location}/{name}".removesuffix("/")

    def _open(self, silence: int, **config: Any) -> S3Store:
        try:
            return S3Store(
                self._location.bucket,
                prefix=self._location.prefix or None,
                client_options={
                    "allow_http": self._location.allow_http,
                    "connect_timeout": timedelta(seconds=_CONNECT_SECONDS),
                    "read_timeout": timedelta(seconds=silence),
                    "timeout": timedelta(seconds=_WHOLE_SECONDS),
                    "user_agent": "pressrum",
                },
                retry_config=_RETRIES,
                # Not every store has the request that removes many.
                disable_bulk_delete=True,
                **config,
            )
        except (BaseError, ValueError) as error:
            raise self._refusal(error, lasting=True) from error

    def _list_some(self) -> None:
        """Raise `MediaRefused` where the bucket does not answer."""
        try:
            next(iter(obstore.list(self._quick, chunk_size=1)), None)
        except (BaseError, OSError) as error:
            raise self._refusal(error) from error

    def _is_open(self, name: str) -> bool:
        """Tell whether whoever has no credentials may read an object."""
        stranger = self._open(SILENCE_SECONDS, skip_signature=True)
        try:
            obstore.get(stranger, name).bytes()
        except (BaseError, OSError):
            return False
        return True

    def _refusal(self, error: Exception, *, lasting: bool = False) -> MediaRefused:
        fault = s3_faults.read(error)
        why = f"{self._location} cannot be used: {fault.said}."
        return MediaRefused(why, lasting=lasting or fault.lasting)
