"""The demo's newsrooms and press officers: none of them exists.

The phone numbers are from the ranges the Swedish Post and Telecom Authority keeps for fiction.
"""

from releases.model import Contact, Newsroom, PressContact
from service.demo.shapes import DemoNewsroom

NORDANVIK = Newsroom(
    slug="region-nordanvik",
    name="Region Nordanvik",
    about=(
        "Region Nordanvik ansvarar för hälso- och sjukvård, kollektivtrafik, kultur och regional "
        "utveckling för 214 000 invånare mellan kusten och fjällen. Regionen har 8 600 "
        "medarbetare, tre sjukhus och 26 vårdcentraler."
    ),
    site="https://www.nordanvik.example/",
    press_contacts=(
        PressContact("Presstelefon", "+46701740605", "press@nordanvik.example", "dygnet runt"),
        PressContact("Presschefen", "+46701740606", "", "vardagar 8–16"),
    ),
)
SUNDMARK = Newsroom(
    slug="region-sundmark",
    name="Region Sundmark",
    about=(
        "Region Sundmark arbetar för att 402 000 sundmarkare ska få god vård, kunna resa "
        "hållbart och leva i ett landskap där kultur och natur finns nära. Regionen styrs av 71 "
        "folkvalda ledamöter."
    ),
    site="https://www.sundmark.example/",
)
NEWSROOMS = (DemoNewsroom(NORDANVIK), DemoNewsroom(SUNDMARK))

MAJA = Contact(
    name="Maja Lindqvister",
    role="presschef, Region Nordanvik",
    phones=("+46701740605",),
    emails=("maja.lindqvister@nordanvik.example",),
)
SAGA = Contact(
    name="Saga Norrmyr",
    role="verksamhetschef, vårdcentralen i Tranehamn",
    phones=("+46701740612",),
    emails=("saga.norrmyr@nordanvik.example",),
)
HENRIK = Contact(
    name="Henrik Almvide",
    role="trafikchef, Region Nordanvik",
    phones=("+46701740627", "+46846500418"),
    emails=("henrik.almvide@nordanvik.example",),
)
NADJA = Contact(
    name="Nadja Rehnmark",
    role="pressekreterare, Region Sundmark",
    phones=("+46701740641",),
    emails=("nadja.rehnmark@sundmark.example",),
)
ELSA = Contact(
    name="Elsa Torngren",
    role="projektledare för spårvägen",
    phones=("+46701740658", "+46406280420"),
    emails=("elsa.torngren@sundmark.example",),
)
LOVISA = Contact(
    name="Lovisa Björkander",
    role="kulturchef, Region Sundmark",
    phones=("+46313900633",),
    emails=("lovisa.bjorkander@sundmark.example",),
)
