"""What the counties and municipalities of Sweden are called, by their official codes: pure.

The codes are those of Statistics Sweden (SCB, Regionala indelningar). A place may be any other
word too; that is its own name.
"""

from importlib.resources import files

_COUNTY = 2


def _read() -> dict[str, str]:
    lines = files("releases.text").joinpath("places.txt").read_text("utf-8").splitlines()
    rows = (line.partition(" ") for line in lines if not line.startswith("#"))
    return {code: name for code, _, name in rows}


# Each county before its municipalities, in the order of the codes.
NAMES = _read()
COUNTIES = tuple(code for code in NAMES if len(code) == _COUNTY)
_CODES = {name.casefold(): code for code, name in NAMES.items()}


def place_name(code: str) -> str:
    """Return what a place is called: Örebro län for 18, Örebro for 1880."""
    return NAMES.get(code, code)


def place_code(written: str) -> str:
    """Return the code of a place written by its name: 1880 for Örebro and for Örebro kommun."""
    return _CODES.get(written.casefold().removesuffix(" kommun"), written)
