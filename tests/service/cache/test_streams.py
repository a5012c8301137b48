"""An answer in pieces: nothing is begun that cannot be, and nothing is read for nobody."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from releases.errors import NotFound
from service.cache.streams import BodyStream, StreamResponse

START = {"type": "http.response.start", "status": 200, "headers": []}
PIECES = (b"ett", b"tv", b"tre")


class StreamClient:
    """One who asks, and goes away after so many messages."""

    def __init__(self, stays_for: int = 100) -> None:
        self._stays_for = stays_for
        self.got: list[Any] = []

    async def send(self, message: Any) -> None:
        self.got.append(message)

    async def receive(self) -> Any:
        gone = len(self.got) >= self._stays_for
        return {"type": "http.disconnect" if gone else "http.request", "body": b""}

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.got)

    @property
    def is_whole(self) -> bool:
        return bool(self.got) and not self.got[-1].get("more_body", False)


class CountedPieces:
    """Pieces that are counted as they are read, and a refusal in the place of one of them."""

    def __init__(self, refused: int = 100) -> None:
        self._refused = refused
        self.read = 0

    async def pieces(self) -> AsyncIterator[bytes]:
        for number, piece in enumerate(PIECES):
            if number == self._refused:
                raise NotFound("no_file_kept")
            self.read += 1
            yield piece


def stream(source: CountedPieces) -> BodyStream:
    return BodyStream(len(b"".join(PIECES)), source.pieces)


def scope(method: str = "GET") -> dict[str, Any]:
    return {"type": "http", "method": method, "headers": [], "path": "/"}


async def test_all_pieces_are_sent_in_order() -> None:
    client = StreamClient()
    await stream(CountedPieces()).send(START, scope(), client.receive, client.send)
    assert client.got[0] == START
    assert client.body == b"".join(PIECES)
    assert client.is_whole


async def test_what_cannot_be_begun_is_refused_before_anything_is_said() -> None:
    client = StreamClient()
    with pytest.raises(NotFound):
        await stream(CountedPieces(refused=0)).send(START, scope(), client.receive, client.send)
    assert client.got == []


async def test_what_fails_on_the_way_breaks_off_and_is_never_whole() -> None:
    client = StreamClient()
    await stream(CountedPieces(refused=2)).send(START, scope(), client.receive, client.send)
    assert client.body == b"".join(PIECES[:2])
    assert not client.is_whole


async def test_nothing_more_is_read_for_whoever_has_gone() -> None:
    client, source = StreamClient(stays_for=2), CountedPieces()
    await stream(source).send(START, scope(), client.receive, client.send)
    assert source.read == 2
    assert client.body == PIECES[0]


async def test_of_head_nothing_is_read() -> None:
    client, source = StreamClient(), CountedPieces()
    response = StreamResponse(stream(source), {"X-Ours": "1"}, "application/pdf")
    await response(scope("HEAD"), client.receive, client.send)
    headers = dict(client.got[0]["headers"])
    assert headers[b"content-length"] == str(len(b"".join(PIECES))).encode()
    assert headers[b"content-type"] == b"application/pdf"
    assert (client.body, source.read) == (b"", 0)
