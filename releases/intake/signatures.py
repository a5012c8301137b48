"""Names that stand below what was said: "Bo Ek, rektor" on a line of its own."""

import re

from releases.intake import persons
from releases.intake.attribution import Attribution
from releases.intake.blocks import Block, BlockType

_LONGEST = 120
# Sentences, labels, numbers and addresses are more than a name and a title.
_NO_SIGNATURE = re.compile(r"[.!?…]\Z|\w{3}[.!?] |:|\d{3}|@")
_AFTER_NAME = re.compile(r"\s*(?:\n| [–-] | \(|/)\s*")


def sign_off(block: Block) -> Attribution | None:
    """Read who spoke above from a line of its own, "— Bo Ek, rektor"; None from any other."""
    is_set_off = block.form is BlockType.QUOTATION or block.text.startswith(("/", "–", "—"))
    return signature(block.text.strip(" /–—")) if is_set_off else None


def signature(text: str) -> Attribution | None:
    """Read "Bo Ek, rektor" or "rektor Bo Ek" and nothing else; None from any other text."""
    text = persons.without_party(text)
    if len(text) > _LONGEST or _NO_SIGNATURE.search(text):
        return None
    head, _, role = _AFTER_NAME.sub(", ", text, count=1).partition(", ")
    if not persons.is_name(head):
        title, head = reversed(persons.parse(head))
        # Words behind the name without a comma are a sentence about that person.
        if not (title and text.startswith(title) and persons.is_name(head)):
            return None
        role = ", ".join(filter(None, (title, role)))
    return Attribution(head, role.strip(" )"), "", "")
