"""From a pasted text to its records: cleaned, parted into releases, read into zones, assembled."""

from releases.intake import assembly, characters, columns, mail_heads, pages
from releases.intake.lines import split
from releases.intake.record import Intake
from releases.text import links


def read(text: str) -> tuple[Intake, ...]:
    """Return the releases that a pasted text or page holds, normally one; none of an empty text.

    Never raises. Every non-blank line is in a field of a record or among its `dropped`; times
    without zone are Stockholm time.
    """
    lines, head = mail_heads.take(split(links.clean_text(characters.clean(text, columns=True))))
    if not lines:
        return ()
    parts = pages.split(pages.part_glued(columns.arrange(lines)))
    # What belongs to the page as a whole is told once, with its first release.
    first, *others = parts.releases
    return (
        assembly.assemble(first, parts.teasers, [*head, *parts.around]),
        *(assembly.assemble(release) for release in others),
    )
