"""A template: a named beginning for releases of a kind, with what is the same every time.

What is to be filled in stands in square brackets, which `releases.rules.draft_warnings` looks for.
"""

import msgspec

from releases.model import Document
from releases.rules.fault_collector import Faults
from releases.rules.validation import validate_template_document

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


def validate_template(template: Template) -> Template:
    """Return the template with every field cleaned, or raise `InvalidDocument` naming all faults.

    Its document is checked like a release's, but needs no title. Pictures, links, an event and
    whatever else belongs to one release alone is left out of it.
    """
    faults = Faults()
    name = faults.line(template.name, "name", NAME)
    faults.need(name, "name", "template_name_needed")
    purpose = faults.line(template.purpose, "purpose", PURPOSE)
    document = template.document
    lasting = Document(
        title=document.title,
        kind=document.kind,
        lead=document.lead,
        body=document.body,
        language=document.language,
        topics=document.topics,
    )
    lasting = faults.check(lambda: validate_template_document(lasting), lasting)
    faults.end()
    contacts = tuple(dict.fromkeys(template.contacts))
    return Template(template.id, name, purpose, lasting, contacts)
