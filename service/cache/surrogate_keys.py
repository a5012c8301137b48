"""Surrogate keys: the names by which a shared cache finds what an entry has made old.

Every public answer carries them. They name the newsroom in the address, never a release: a list
is as old by a release that is not yet on it as by one that is.
"""

EVERYTHING = "pressrum"
# What shows more than one newsroom is old by the entries of each.
_SEVERAL = "newsrooms"


def keys_of(newsroom: str | None) -> bytes:
    """Return the Surrogate-Key value of what shows one newsroom, or (None) maybe several."""
    return f"{EVERYTHING} {_key(newsroom) if newsroom else _SEVERAL}".encode()


def keys_to_purge(newsroom: str) -> str:
    """Return the keys, parted by spaces, of all that an entry of a newsroom makes old."""
    return f"{_key(newsroom)} {_SEVERAL}"


def _key(newsroom: str) -> str:
    return f"newsroom-{newsroom}"
