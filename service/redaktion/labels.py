"""The desk's words for fields, states and entries of the log."""

from releases.store.desklist import DeskState
from releases.timeline import Action

FIELDS = {
    "title": "Rubrik",
    "kind": "Typ",
    "lead": "Ingress",
    "body": "Text",
    "contacts": "Kontakter",
    "images": "Bilder",
    "attachments": "Bilagor",
    "links": "Länkar",
    "event": "Evenemang",
    "topics": "Ämnen",
    "places": "Platser",
    "language": "Språk",
    "translations": "Andra språk",
    "about": "Om avsändaren",
}
ACTIONS = {
    Action.PUBLISH: "Publicering",
    Action.CORRECT: "Rättelse",
    Action.WITHDRAW: "Återkallelse",
}
STATES = {
    DeskState.DRAFT: "Utkast",
    DeskState.SUBMITTED: "Väntar på godkännande",
    DeskState.SCHEDULED: "Schemalagt",
    DeskState.PUBLIC: "Publicerat",
    DeskState.WITHDRAWN: "Återkallat",
}
