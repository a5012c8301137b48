"""The built-in templates: what a text of a kind usually holds, for a communicator to fill in.

They are offered where a newsroom has none of its own for a kind; their ids are the words they
have in addresses.
"""

from releases.model import Document, Kind
from releases.rules.templates import Template

_SPEECH = "– [Citat], säger [namn], [titel]."

SKELETONS = (
    Template(
        "pressmeddelande",
        "Pressmeddelande",
        "Nyhet, citat och fakta, med en kontakt för journalister.",
        Document(
            title="", body=f"[Vad har hänt, var och när?]\n\n{_SPEECH}\n\n## Fakta\n\n[Fakta]"
        ),
    ),
    Template(
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
    Template(
        "storning",
        "Störning eller händelse",
        "Vad som har hänt, vad allmänheten ska göra och när nästa besked kommer.",
        Document(
            title="",
            body="[Vad har hänt?]\n\n## Det här ska du göra\n\n* [Råd]\n\n## Nästa besked\n\n[När]",
        ),
    ),
    Template(
        "nyhet",
        "Nyhet",
        "En kortare text för webben, utan citat och fakta.",
        Document(title="", kind=Kind.NEWS),
    ),
    Template(
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
    Template(
        "uttalande",
        "Uttalande",
        "Ett kort uttalande av en namngiven person.",
        Document(title="", kind=Kind.STATEMENT, body=_SPEECH),
    ),
)

BLANK = Template("tomt", "Tomt dokument", "Börja utan mall.", Document(title=""))
