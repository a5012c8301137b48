"""Where an import reads from: a file, standard input or an address, as bytes with a name."""

import asyncio
import io
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from releases.errors import FieldError
from service.fetching import MOST, fetch

HEAD = 65_536


class Source(msgspec.Struct, frozen=True):
    """Bytes to read from the beginning; `type` and `charset` as a server told them, "" if none."""

    name: str
    body: BinaryIO
    size: int
    type: str = ""
    charset: str = ""

    def head(self) -> bytes:
        """Return how it begins; reading goes on from the beginning."""
        head = self.body.read(HEAD)
        self.body.seek(0)
        return head

    def whole(self, most: int) -> bytes:
        """Return all of it; raises `FieldError` where that is more than `most` bytes."""
        raw = self.body.read(most + 1)
        if len(raw) > most:
            raise FieldError("source", f"is larger than {most // 1_000_000} MB")
        return raw


def is_address(name: str) -> bool:
    return name.lower().startswith(("http://", "https://"))


@contextmanager
def opened(name: str, private_targets: Collection[str]) -> Iterator[Source]:
    """Open a source until the block ends; raises `FieldError` or `NotFetched`."""
    if is_address(name):
        found = asyncio.run(fetch(name, private_targets))
        yield Source(found.url, io.BytesIO(found.body), len(found.body), found.type, found.charset)
    elif name == "-":
        raw = sys.stdin.buffer.read(MOST + 1)
        if len(raw) > MOST:
            raise FieldError("source", f"is larger than {MOST // 1_000_000} MB")
        yield Source("-", io.BytesIO(raw), len(raw))
    else:
        try:
            file = Path(name).open("rb")  # noqa: SIM115 - closed below; only opening is caught
        except OSError as error:
            raise FieldError("source", f"cannot be read: {error.strerror}") from error
        with file:
            yield Source(Path(name).name, file, Path(name).stat().st_size)
