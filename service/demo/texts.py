"""The demo's words: Markdown files that open with a title and a lead."""

from importlib.resources import files

from msgspec.structs import replace

from releases.model import Document, Kind


def document(name: str, kind: Kind = Kind.PRESS_RELEASE, **facts: object) -> Document:
    """Return a document with the words of `service/demo/texts/{name}.md` and the given fields."""
    return with_words(replace(Document(title="", kind=kind), **facts), name)


def with_words(before: Document, name: str) -> Document:
    """Return a document with title, lead and body of `service/demo/texts/{name}.md`."""
    source = files("service.demo").joinpath("texts", f"{name}.md").read_text("utf-8")
    title, lead, body = source.split("\n\n", maxsplit=2)
    return replace(before, title=title.removeprefix("# "), lead=lead, body=body.strip())
