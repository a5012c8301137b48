"""Documents are checked before the transaction that stores them: what is heavy waits for no one.

The transaction holds the only writer. A megabyte takes a tenth of a second to check, so those are
checked in a thread and one at a time: a flood of them delays only itself.
"""

import asyncio

from releases.model import Document
from releases.rules import personal_data, validation
from releases.rules.validation import CheckedDocument
from service.wiring import Services

# Characters of text that take a few milliseconds.
LIGHT = 20_000


async def check(services: Services, document: Document) -> CheckedDocument:
    """Return the document checked; raises `InvalidDocument`."""
    if _is_light(document):
        return validation.validate(document)
    async with services.heavy:
        return await asyncio.to_thread(validation.validate, document)


async def look_for_numbers(services: Services, document: Document) -> None:
    """Look for personal identity numbers, so that the transaction of an approval knows of them."""
    if not _is_light(document):
        async with services.heavy:
            await asyncio.to_thread(personal_data.in_document, document)


def _is_light(document: Document) -> bool:
    return len(document.body) + len(document.lead) + len(document.about) <= LIGHT
