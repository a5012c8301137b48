"""Pictures and attachments in their store: files named by their random id, renditions by width.

The bytes of a name never change, and what is read whole is compared with the SHA-256 that the
database has: nobody is shown what somebody else has put in its place.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import ParamSpec, TypeVar

import msgspec
import structlog

from releases.errors import MediaRefused, NotFound
from releases.model import EXTENSIONS, ORIGINAL, Media, Rendition
from service.cache.segmented_lru import SegmentedLru
from service.media.folder import Folder
from service.media.store import MediaStore
from service.s3_location import S3Location

log = structlog.get_logger()

P = ParamSpec("P")
T = TypeVar("T")

# What is sent to one client at a time, and so the memory of one that reads slowly.
PIECE = 512 * 1024
# Reads at a time; of a store elsewhere so many may wait behind them, and each so long.
_READERS = 16
_MOST_WAITING = 256
_PATIENCE_SECONDS = 10.0
# Of a store elsewhere what was read last stays here: editions end with every publication, while
# the bytes of a picture do not change. Both hold the same bytes.
BUDGET = 32 * 1024 * 1024


class _Kept(msgspec.Struct, frozen=True):
    body: bytes

    @property
    def weight(self) -> int:
        return len(self.body) + 512


class MediaFiles:
    """The files of a folder or of a bucket; `refused` counts the reads that it did not answer.

    Raises `MediaRefused` for a place that cannot be used as it is set; that a bucket does not
    answer just now is logged, and told whoever wants something of it.
    """

    def __init__(self, place: Path | S3Location) -> None:
        self.store = open_store(place)
        self._kept = SegmentedLru[str, _Kept](BUDGET)
        self._pool = ThreadPoolExecutor(_READERS, thread_name_prefix="media_files")
        self._under_way = 0
        self.refused = 0
        try:
            self.store.check()
        except MediaRefused as refused:
            if refused.lasting:
                raise
            log.warning("media.unreachable", why=str(refused))

    def write(self, media: Media, body: bytes, rendition: Rendition | None = None) -> None:
        """Keep the bytes of a file, or of one of its renditions; kept for good before this returns.

        Raises `MediaRefused` where the store takes no more; then nothing of it is there.
        """
        self.store.write(_name(media, rendition), body)

    def remove(self, media: Media) -> None:
        """Remove a file and its renditions, as far as they are there: those of a row never kept.

        Where that cannot be done they stay, and the doctor finds them.
        """
        try:
            self.store.remove(_names(media))
        except MediaRefused as refused:
            log.warning("media.stray", media=media.id, why=str(refused))

    def read(self, media: Media, rendition: Rendition | None = None) -> bytes:
        """Return the bytes of a file or rendition; raises `NotFound` where they were lost.

        Bytes that are not those that were kept are lost too.
        """
        name = _name(media, rendition)
        body = self.store.read(name)
        if hashlib.sha256(body).hexdigest() != (rendition or media).sha256:
            raise _damaged(self.store, name)
        return body

    def is_at_hand(self, stated: Media | Rendition) -> bool:
        """Tell whether reading a file costs no more than asking another thread for it."""
        return stated.size <= PIECE and not self.store.is_remote

    async def fetch(self, media: Media, rendition: Rendition | None = None) -> bytes:
        """Return what `read` does, without keeping the event loop."""
        name = _name(media, rendition)
        if kept := self._kept.peek(name):
            self._kept.use(name)
            return kept.body
        body = await self._aside(self.read, media, rendition)
        if self.store.is_remote:
            self._kept.put(name, _Kept(body))
        return body

    async def pieces(
        self, media: Media, rendition: Rendition | None = None
    ) -> AsyncIterator[bytes]:
        """Yield the bytes of a file or rendition, so that one of any size takes little memory.

        The last piece comes only if all of them are what was kept. Raises as `fetch`.
        """
        stated = rendition or media
        if stated.size <= PIECE:
            yield await self.fetch(media, rendition)
            return
        name, digest = _name(media, rendition), hashlib.sha256()

        def read(start: int) -> bytes:
            end = min(start + PIECE, stated.size)
            piece = self.store.read(name, start, end - start)
            digest.update(piece)
            changed = end == stated.size and digest.hexdigest() != stated.sha256
            if changed or len(piece) < end - start:
                raise _damaged(self.store, name)
            return piece

        for start in range(0, stated.size, PIECE):
            yield await self._aside(read, start)

    def close(self) -> None:
        """Begin no more reads; those under way end by themselves."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _aside(self, f: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run in a thread of our own: a store that is silent keeps nobody else's work waiting."""
        self._under_way += 1
        try:
            return await self._in_thread(lambda: f(*args, **kwargs))
        except MediaRefused:
            self.refused += 1
            raise
        finally:
            self._under_way -= 1

    async def _in_thread(self, run: Callable[[], T]) -> T:
        submit = asyncio.get_running_loop().run_in_executor
        if not self.store.is_remote:
            return await submit(self._pool, run)
        if self._under_way > _READERS + _MOST_WAITING:
            raise MediaRefused(f"{self.store.address()} has {self._under_way} reads under way.")
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                return await submit(self._pool, run)
        except TimeoutError:
            said = f"{self.store.address()} has not answered for {_PATIENCE_SECONDS:.0f} seconds."
            raise MediaRefused(said) from None


class MediaComparison(msgspec.Struct, frozen=True):
    """What a store lacks of what should be in it, and what is there that nothing names."""

    missing: tuple[str, ...]
    damaged: tuple[str, ...]
    strays: tuple[str, ...]


def open_store(place: Path | S3Location) -> MediaStore:
    """Return the store at a place, which is not asked for anything yet."""
    if isinstance(place, Path):
        return Folder(place)
    from service.media.bucket import Bucket  # noqa: PLC0415 - its driver is an extra

    return Bucket(place)


def compare(store: MediaStore, stored: Iterable[Media], before: datetime) -> MediaComparison:
    """Look at every file of a store once; raises `MediaRefused`.

    `damaged` ones have another length than they should. `strays` were written before an instant:
    what is younger may belong to an upload under way. Half-written ones are among them.
    """
    sizes = {name: size for media in stored for name, size in _sizes(media)}
    damaged, strays = [], []
    for file in store.list_files():
        size = sizes.pop(file.name, None)
        if size is None:
            if file.modified < before:
                strays.append(file.name)
        elif size != file.size:
            damaged.append(file.name)
    return MediaComparison(tuple(sizes), tuple(sorted(damaged)), tuple(sorted(strays)))


def _damaged(store: MediaStore, name: str) -> NotFound:
    log.error("media.damaged", file=store.address(name))
    return NotFound("no_file_kept")


def _sizes(media: Media) -> Iterator[tuple[str, int]]:
    yield _name(media, None), media.size
    for rendition in media.others:
        yield _name(media, rendition), rendition.size


def _names(media: Media) -> Iterator[str]:
    return (name for name, _ in _sizes(media))


def file_name(
    media_id: str, width: int | None = None, type_: str = "", *, is_original: bool = False
) -> str:
    """Return the name of a file, of its rendition in a width and type, or of its original."""
    if is_original:
        return f"{media_id}-{ORIGINAL}{EXTENSIONS[type_]}"
    return media_id if width is None else f"{media_id}-{width}{EXTENSIONS[type_]}"


def _name(media: Media, rendition: Rendition | None) -> str:
    if rendition is None:
        return file_name(media.id)
    is_original = rendition == media.original
    return file_name(media.id, rendition.width, rendition.type, is_original=is_original)
