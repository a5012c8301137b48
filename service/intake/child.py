"""`python -m service.intake.child`: does jobs from standard input, one after another, in limits.

A frame is four bytes of length, the highest first, and a message in MessagePack; an empty answer
says that the process is ready. It ends with its input: when whoever asks is gone, killed or not.
"""

import gc
import resource
import signal
import sys
from typing import BinaryIO

import msgspec

from service.intake.jobs import Answer, Job, Refused, field_of
from service.intake.limits import LENGTH_BYTES, ChildLimits


def main(arguments: list[str]) -> None:
    """Do jobs until standard input ends; `arguments` are the limits as JSON."""
    limits = msgspec.json.decode(arguments[1], type=ChildLimits)
    # No dump of memory: it would hold what nobody has published yet. No files are written.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits.files, limits.files))
    # The readers are loaded within these limits as well.
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    from service.intake import readers  # noqa: PLC0415

    readers.load()
    gc.freeze()
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    _send(sink, b"")
    decoder, encoder = msgspec.msgpack.Decoder(Job), msgspec.msgpack.Encoder()
    while frame := _receive(source):
        _allow(limits.cpu_seconds)
        job: Job = decoder.decode(frame)
        del frame
        _send(sink, _encode(encoder, readers.answer(job), field_of(job), limits))


def _allow(seconds: float) -> None:
    """Give the process so much more processor time, at the end of which SIGPROF ends it.

    `RLIMIT_CPU` counts whole seconds; this timer (setitimer(2), ITIMER_PROF) counts parts of one.
    """
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _encode(
    encoder: msgspec.msgpack.Encoder, answer: Answer, field: str, limits: ChildLimits
) -> bytes:
    encoded = encoder.encode(answer)
    if len(encoded) > limits.result_bytes:
        return encoder.encode(Refused(field))
    return encoded


def _receive(source: BinaryIO) -> bytes:
    """Return the next message, empty where the input has ended."""
    length = source.read(LENGTH_BYTES)
    return source.read(int.from_bytes(length, "big")) if len(length) == LENGTH_BYTES else b""


def _send(sink: BinaryIO, message: bytes) -> None:
    sink.write(len(message).to_bytes(LENGTH_BYTES, "big"))
    sink.write(message)
    sink.flush()


if __name__ == "__main__":
    main(sys.argv)
