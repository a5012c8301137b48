"""The place of a worker: its socket, and what becomes of it where no other can be had."""

import resource
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from service.server.listeners import BACKLOG, SharedPort
from service.server.worker_slot import WorkerSlot


@contextmanager
def no_file_left() -> Iterator[None]:
    """Let this process open nothing more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with socket.socket() as probe:
        lowest = probe.fileno()
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowest, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_place_gives_way_to_others_and_drops_who_waits_there() -> None:
    slot = WorkerSlot(SharedPort("127.0.0.1", 0))
    address = slot.listening.getsockname()
    slot.listening.listen(BACKLOG)
    slot.give_way()
    assert slot.listening.getsockname() == address
    assert slot.listening.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN) == 0
    slot.listening.close()


def test_a_place_that_can_have_no_other_socket_keeps_its_own() -> None:
    slot = WorkerSlot(SharedPort("127.0.0.1", 0))
    slot.listening.listen(BACKLOG)
    before = slot.listening
    with no_file_left():
        slot.give_way()
    assert slot.listening is before
    with socket.create_connection(before.getsockname()):
        taken, _ = before.accept()
        taken.close()
    before.close()
