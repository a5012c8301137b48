"""Content codings: which one a request is answered in (RFC 9110 section 12.5.3), and how."""

import gzip
from collections.abc import Callable, Mapping, Sequence

import brotli
import zstandard

Header = tuple[bytes, bytes]

IDENTITY = b""
# More spellings of Accept-Encoding, and longer ones, than clients have.
MOST_KNOWN = 1_000
LONGEST_KNOWN = 200

# Ours first among equals.
COMPRESSORS: Mapping[bytes, Callable[[bytes], bytes]] = {
    b"zstd": lambda body: zstandard.compress(body, 9),
    b"br": lambda body: bytes(brotli.compress(body, quality=5)),
    b"gzip": lambda body: gzip.compress(body, 6, mtime=0),
}
_known: dict[bytes, bytes] = {}
# Other names of codings (RFC 9110 section 8.4.1.3), and that of none.
_CODINGS = {b"x-gzip": b"gzip", b"identity": IDENTITY}


def preferred(accepted: bytes) -> bytes:
    """Return the encoding that an Accept-Encoding value likes best, ours before equals.

    RFC 9110 section 12.5.3: a weight of 0 refuses; `*` stands for what is not named. Where nothing
    is taken that there is, it is none.
    """
    encoding = _known.get(accepted)
    if encoding is None:
        encoding = _read_preferred(accepted)
        if len(_known) < MOST_KNOWN and len(accepted) < LONGEST_KNOWN:
            _known[accepted] = encoding
    return encoding


def _read_preferred(accepted: bytes) -> bytes:
    weights: dict[bytes, float] = {}
    for part in accepted.lower().split(b","):
        name, _, rest = part.partition(b";")
        if not (name := name.strip()):
            continue
        weight = rest.strip().removeprefix(b"q=")
        try:
            weights[_CODINGS.get(name, name)] = float(weight) if weight else 1.0
        except ValueError:
            weights[_CODINGS.get(name, name)] = 0.0
    taken = {name: weights.get(name, weights.get(b"*", 0.0)) for name in COMPRESSORS}
    # Last of equals, and of all where it is not named.
    taken[IDENTITY] = weights.get(IDENTITY, 0.0)
    best = max(taken, key=lambda name: taken[name])
    return best if taken[best] > 0 else IDENTITY


def accepted_by(headers: Sequence[Header]) -> bytes:
    """Return the Accept-Encoding of a request; lines of one name are one list."""
    values = [value for name, value in headers if name == b"accept-encoding"]
    return values[0] if len(values) == 1 else b", ".join(values)
