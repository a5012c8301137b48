"""The strings in plain values, however deep: of a document, of a record."""

from collections.abc import Collection, Iterator


def strings_in(value: object, leaving_out: Collection[str] = frozenset()) -> Iterator[str]:
    """Yield every string of dicts, lists and tuples in order; nothing under the keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in leaving_out:
                yield from strings_in(item, leaving_out)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings_in(item, leaving_out)
