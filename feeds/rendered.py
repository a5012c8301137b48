"""What rendering gives, and the rule that one bad release never silences a feed."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from releases.public import PublicRelease

T = TypeVar("T")


class Rendered(NamedTuple):
    """The bytes of a public resource, and the ids of the releases that had to be left out."""

    body: bytes
    failed: tuple[str, ...] = ()


def render_each(
    releases: Iterable[PublicRelease], render: Callable[[PublicRelease], T]
) -> tuple[list[T], tuple[str, ...]]:
    """Render releases one by one; return what could be rendered and the ids of what could not."""
    made: list[T] = []
    failed: list[str] = []
    for release in releases:
        try:
            made.append(render(release))
        except Exception:  # noqa: BLE001 - whatever is wrong with one, the others must go out
            failed.append(release.id)
    return made, tuple(failed)
