"""A template: a named beginning for releases of a kind, with what is the same every time.

What is to be filled in stands in square brackets, which `releases.cautions` looks for.
"""

import msgspec

from releases.checks import checked_beginning
from releases.errors import FieldError, InvalidDocument
from releases.model import Document
from releases.text import clean_line

NAME = 100
PURPOSE = 300


class Template(msgspec.Struct, frozen=True):
    """A beginning: its id, what it is called, what it is for, and the document as it begins.

    `contacts` are ids of the newsroom's directory, so that a new number is new here too.
    """

    id: str
    name: str
    purpose: str
    document: Document
    contacts: tuple[str, ...] = ()


def checked(template: Template) -> Template:
    """Return the template with every field cleaned, or raise `InvalidDocument` naming all faults.

    Its document is checked like a release's, but needs no title. Pictures, links, an event and
    whatever else belongs to one release alone is left out of it.
    """
    faults: list[FieldError] = []
    name = _line(template.name, "name", NAME, faults)
    if not name and not faults:
        faults.append(FieldError("name", "a template needs a name"))
    purpose = _line(template.purpose, "purpose", PURPOSE, faults)
    document = template.document
    lasting = Document(
        title=document.title,
        kind=document.kind,
        lead=document.lead,
        body=document.body,
        language=document.language,
        topics=document.topics,
    )
    try:
        lasting = checked_beginning(lasting)
    except InvalidDocument as refused:
        faults += refused.errors
    if faults:
        raise InvalidDocument(faults)
    contacts = tuple(dict.fromkeys(template.contacts))
    return Template(template.id, name, purpose, lasting, contacts)


def _line(text: str, field: str, most: int, faults: list[FieldError]) -> str:
    try:
        return clean_line(text, field, most)
    except FieldError as error:
        faults.append(error)
        return ""
