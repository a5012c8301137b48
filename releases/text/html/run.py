"""Words said since the last block began, with the links and emphasis around them."""

from collections.abc import Callable

from releases.text.html import emphasis, inline
from releases.text.html.emphasis import InlinePiece

# Marks deeper in one another than this say nothing more, and each would copy what it holds.
_DEEPEST = 20


class InlineRun:
    """A run of inline Markdown; `keeps_link(words, address)` tells which links are worth having."""

    def __init__(self, keeps_link: Callable[[str, str], bool]) -> None:
        self._keeps_link = keeps_link
        self._pieces: list[InlinePiece] = []
        # How many pieces stood before each that is open, its mark, its address.
        self._opened: list[tuple[int, str, str]] = []

    @property
    def last(self) -> str:
        """What was said last."""
        return self._pieces[-1].text if self._pieces else ""

    def say(self, markdown: str, *, is_whole: bool = False) -> None:
        """Add inline Markdown; a line feed in it breaks the line, a whole is never parted."""
        self._pieces.append(InlinePiece(markdown, is_whole=is_whole))

    def end_term(self) -> None:
        """Part a term from its meaning, which follows."""
        term = emphasis.write(self._pieces).rstrip()
        meant = " " if not term or term.endswith(":") else ": "
        self._pieces = [InlinePiece(term, is_whole=True), InlinePiece(meant)]

    def open(self, mark: str = "", address: str = "") -> None:
        """Begin emphasis or a link, one that is nothing where both are empty."""
        is_open = any(mark == other for _, other, _ in self._opened)
        self._opened.append((len(self._pieces), "" if is_open else mark, address))

    def close(self) -> None:
        """Put the link or emphasis opened last around what was said since, if it says anything."""
        # A block inside has taken the words by now, without either.
        if not self._opened:
            return
        start, mark, address = self._opened.pop()
        # Asked first: each look at what is held reads all of it.
        if len(self._opened) >= _DEEPEST or not (mark or address):
            return
        held = self._pieces[start:]
        words = "".join(piece.text for piece in held).strip()
        if not words:
            return
        if mark and "\n" not in words:
            self._pieces[start:] = [piece._replace(marks=piece.marks | {mark}) for piece in held]
        elif address:
            said = emphasis.write(held)
            words = said.strip()
            if self._keeps_link(words, address):
                lead, tail = said[: len(said) - len(said.lstrip())], said[len(said.rstrip()) :]
                link = InlinePiece(inline.make_link(words, address), is_whole=True)
                self._pieces[start:] = [InlinePiece(lead), link, InlinePiece(tail)]

    def take(self) -> list[str]:
        """Return the lines said, empty ones too, and begin anew."""
        said = emphasis.write(self._pieces)
        self._pieces, self._opened = [], []
        return [inline.squeeze(line).strip() for line in said.split("\n")]
