"""Where an import reads from: a file, standard input or an address, as bytes with a name."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO

import msgspec

from releases.errors import FieldError
from service.commands.client import run_with_client
from service.outbound.fetching import MOST, fetch
from service.outbound.unpacker import is_gzip, unpack_file

HEAD = 65_536
_PIECE = 65_536


class ImportSource(msgspec.Struct, frozen=True):
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
            raise FieldError("source", "file_too_large", most=most // 1_000_000)
        return raw


def is_address(name: str) -> bool:
    return name.lower().startswith(("http://", "https://"))


@contextmanager
def open_source(name: str) -> Iterator[ImportSource]:
    """Open a source until the block ends, unpacked if it is a gzip file.

    Raises `FieldError` or `RequestFailed`.
    """
    with _open_as_it_is(name) as source:
        yield _unpacked(source) if is_gzip(source.head()) else source


def _unpacked(source: ImportSource) -> ImportSource:
    body = unpack_file(iter(partial(source.body.read, _PIECE), b""), MOST)
    is_own = not is_address(source.name)
    return ImportSource(
        source.name.removesuffix(".gz") if is_own else source.name,
        io.BytesIO(body),
        len(body),
        charset=source.charset,
    )


@contextmanager
def _open_as_it_is(name: str) -> Iterator[ImportSource]:
    if is_address(name):
        fetched = run_with_client(partial(fetch, name))
        yield ImportSource(
            fetched.url, io.BytesIO(fetched.body), len(fetched.body), fetched.type, fetched.charset
        )
    elif name == "-":
        raw = sys.stdin.buffer.read(MOST + 1)
        if len(raw) > MOST:
            raise FieldError("source", "file_too_large", most=MOST // 1_000_000)
        yield ImportSource("-", io.BytesIO(raw), len(raw))
    else:
        try:
            file = Path(name).open("rb")  # noqa: SIM115 - closed below; only opening is caught
        except OSError as error:
            raise FieldError("source", "file_unreadable", why=str(error.strerror)) from error
        with file:
            yield ImportSource(Path(name).name, file, Path(name).stat().st_size)
