"""Skeletons: what a text of a kind usually holds, for a communicator to fill in.

What is to be filled in stands in square brackets, which `releases.cautions` looks for.
"""

import msgspec

from releases.model import Document, Kind


class Skeleton(msgspec.Struct, frozen=True):
    """A beginning: the word it has in addresses, its Swedish name, and what it is for."""

    code: str
    name: str
    purpose: str
    document: Document


def find(code: str) -> Skeleton | None:
    """Return the skeleton of a code, None where there is none."""
    return next((each for each in SKELETONS if each.code == code), None)


_SPEECH = "– [Citat], säger [namn], [titel]."

SKELETONS = (
    Skeleton(
        "pressmeddelande",
        "Pressmeddelande",
        "Nyhet, citat och fakta, med kontakt för journalister.",
        Document(
            title="", body=f"[Vad har hänt, var och när?]\n\n{_SPEECH}\n\n## Fakta\n\n[Fakta]"
        ),
    ),
    Skeleton(
        "beslut",
        "Beslut",
        "Vad nämnden eller fullmäktige har beslutat och vad det betyder.",
        Document(
            title="",
            body="[Vem] har beslutat att [vad].\n\n"
            f"## Det betyder beslutet\n\n[För vem, från när]\n\n{_SPEECH}\n\n"
            "## Bakgrund\n\n[Bakgrund]",
        ),
    ),
    Skeleton(
        "storning",
        "Störning eller händelse",
        "Vad som har hänt, vad allmänheten ska göra, när nästa besked kommer.",
        Document(
            title="",
            body="[Vad har hänt?]\n\n## Det här ska du göra\n\n* [Råd]\n\n## Nästa besked\n\n[När]",
        ),
    ),
    Skeleton(
        "nyhet",
        "Nyhet",
        "En kortare text för webben, utan citat och fakta.",
        Document(title="", kind=Kind.NEWS),
    ),
    Skeleton(
        "pressinbjudan",
        "Pressinbjudan",
        "Inbjudan med tid, plats och föranmälan.",
        Document(
            title="",
            kind=Kind.PRESS_INVITATION,
            body="Välkommen till [vad].\n\n## Program\n\n* [klockslag: punkt]\n\n"
            "## Anmälan\n\n[Hur och senast när?]",
        ),
    ),
    Skeleton(
        "uttalande",
        "Uttalande",
        "Ett kort uttalande av en namngiven person.",
        Document(title="", kind=Kind.STATEMENT, body=_SPEECH),
    ),
    Skeleton("tomt", "Tomt", "Börja från ett tomt blad.", Document(title="")),
)
