"""What reading a hostile text costs, against plain words of the same size read beside it.

A limit in seconds says as much about the machine and the tracer as about the reader.
"""

import sys
import time
from collections.abc import Callable

PLAIN = "Regionen bygger ett nytt ridhus i Mellanby. Det öppnar till hösten, säger Bo Ek.\n\n"
# The clock says little below it.
_FLOOR_SECONDS = 0.05
_ATTEMPTS = 3


def cost(read: Callable[[str], object], text: str, limit: float) -> float:
    """Return how many times as long as plain words of its size a text takes to read.

    What is over the limit is measured again, both of them, as machines are shared.
    """
    plain = (PLAIN * (len(text) // len(PLAIN) + 1))[: len(text)]
    took, usual = _seconds(read, text), _seconds(read, plain)
    for _ in range(_ATTEMPTS - 1):
        if took < limit * max(usual, _FLOOR_SECONDS):
            break
        took, usual = min(took, _seconds(read, text)), min(usual, _seconds(read, plain))
    return took / max(usual, _FLOOR_SECONDS)


def _seconds(read: Callable[[str], object], text: str) -> float:
    # A tracer (coverage) weighs lines of Python and not what expressions do: it stands aside.
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        began = time.process_time()
        read(text)
        return time.process_time() - began
    finally:
        sys.settrace(tracer)
