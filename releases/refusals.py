"""What refusals and failures say, in English and Swedish: the words stand in `refusals.toml`.

A code and its values are all that is raised, kept and sent; whoever shows them asks for the words.
"""

import tomllib
from collections.abc import Mapping
from importlib.resources import files

import msgspec

WORDS: Mapping[str, Mapping[str, str]] = tomllib.loads(
    files("releases").joinpath("refusals.toml").read_text("utf-8")
)
_NO_BREAK_SPACE = "\u00a0"


class Reason(msgspec.Struct, frozen=True):
    """Why something is refused or has failed: a code, and the values that its words name.

    Its words raise `KeyError` for a code that has none, and for a value that is not given.
    """

    code: str
    values: dict[str, str | int] = {}

    @property
    def phrase(self) -> str:
        """The English of the API and the command line."""
        return WORDS[self.code]["en"].format(**self.values)

    def sentence(self, language: str) -> str:
        """Return the whole sentence of the desk, in English or else in Swedish."""
        words = WORDS[self.code]
        if language != "en":
            return words["sv"].format(
                **{name: _grouped(each) for name, each in self.values.items()}
            )
        said = words.get("desk", words["en"])
        text = f"{said[0].upper()}{said[1:]}".format(**self.values)
        return text if text.endswith((".", "…")) else f"{text}."


def _grouped(value: str | int) -> str:
    """Write a whole number in groups of three digits, as Swedish does."""
    return f"{value:,}".replace(",", _NO_BREAK_SPACE) if isinstance(value, int) else value
