"""What fields and parameters of the desk were called while some were Swedish: still understood.

A form may be sent from a page that was opened before an update, or come along through signing in;
addresses stand in mail and bookmarks. What they say by a former name is read by today's.
"""

from collections.abc import Iterable

NAMES = {
    "avboka": "replaces",
    "bekrafta": "confirm",
    "betydelse": "significance",
    "dag": "day",
    "dagar": "days",
    "datum": "date",
    "fore": "before",
    "fran": "from",
    "handling": "action",
    "kod": "code",
    "kommentar": "comment",
    "lage": "state",
    "mall": "template",
    "manad": "month",
    "naer": "when",
    "nar": "at",
    "notis": "note",
    "ord": "word",
    "ram": "framed",
    "slag": "kind",
    "tid": "time",
    "till": "next",
    "tillstand": "state",
    "trots": "override",
    "tyst": "silent",
    "visa": "view",
}
# What buttons and choices sent, by today's names.
VALUES = {
    "do": {
        "bild": "picture",
        "forhandsgranska": "preview",
        "granska": "review",
        "kontakt": "contact",
        "lank": "link",
        "publicera": "publish",
        "skicka": "submit",
        "spara": "save",
    },
    "when": {"anda": "anyway", "nu": "now", "tid": "later"},
}


def translate(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the fields of a form or the parameters of a query by today's names."""
    return tuple(_translated(NAMES.get(name, name), value) for name, value in pairs)


def _translated(name: str, value: str) -> tuple[str, str]:
    return name, VALUES.get(name, {}).get(value, value)
