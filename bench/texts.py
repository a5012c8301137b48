"""Texts to measure on: no two alike, and each of the length and the shape of a real release's."""

import random

from msgspec import structs

from releases.model import Contact, Document, Link

_WORDS = (
    *("region", "vårdcentral", "mottagning", "patient", "personal", "arbete", "system", "kommun"),
    *("utveckling", "invånare", "beslut", "nämnd", "ledning", "resurs", "hälsa", "sjukhus", "barn"),
    *("möjlighet", "samverkan", "projekt", "miljon", "krona", "höst", "vår", "byggnad", "trafik"),
    *("kultur", "bidrag", "utbildning", "forskning", "klimat", "energi", "avtal", "stärka", "öka"),
    *("minska", "starta", "planera", "genomföra", "fortsätta", "handla", "om", "att", "och", "som"),
    *("för", "med", "till", "från", "inom", "under", "efter", "vid", "ett", "en", "den", "det"),
    *("ny", "stor", "viktig", "gemensam", "digital", "tjänst", "äldre", "unga", "buss"),
)
# So many people are named as contacts, again and again.
_PEOPLE = 300


def own(document: Document, dice: random.Random) -> Document:
    """Return a document with a text of its own: about 2,000 signs, contacts and a link."""
    number = dice.randrange(_PEOPLE)
    person = Contact(
        name=f"Saga Tranholm {number}",
        role="verksamhetschef",
        phones=(f"+4670174{number:04}",),
        emails=(f"saga{number}@nordanvik.example",),
    )
    return structs.replace(
        document,
        lead=f"{_sentence(dice)} {_sentence(dice)}",
        body=_body(dice),
        contacts=(person, Contact(name="Presstjänsten", phones=("+4619602000",))),
        links=(Link("Protokoll", f"https://nordanvik.example/protokoll/{number}"),),
    )


def _body(dice: random.Random) -> str:
    items = "\n".join(f"* {_words(dice, 6)}" for _ in range(4))
    parts = (
        _paragraph(dice),
        _paragraph(dice),
        f"– {_words(dice, 14)}, säger Saga Tranholm, verksamhetschef.",
        f"## {_words(dice, 4)}",
        _paragraph(dice),
        items,
        f"{_paragraph(dice)} Läs mer på [webbplatsen](https://nordanvik.example/{dice.random()}).",
        f"– {_words(dice, 18)}, fortsätter hon.",
        f"## {_words(dice, 3)}",
        f"**{_words(dice, 3)}** {_paragraph(dice)}",
    )
    return "\n\n".join(parts)


def _paragraph(dice: random.Random) -> str:
    return " ".join(_sentence(dice) for _ in range(dice.randrange(2, 5)))


def _sentence(dice: random.Random) -> str:
    return f"{_words(dice, dice.randrange(8, 20))}."


def _words(dice: random.Random, count: int) -> str:
    return " ".join(dice.choices(_WORDS, k=count)).capitalize()
