"""The desk's words for fields, states, entries of the log and deeds."""

from releases.store.desklist import DeskState
from releases.timeline import Action

FIELDS = {
    "title": "Rubrik",
    "kind": "Typ",
    "lead": "Ingress",
    "body": "Brödtext",
    "contacts": "Kontakter",
    "images": "Bilder",
    "attachments": "Bilagor",
    "links": "Länkar",
    "event": "Evenemang",
    "topics": "Ämnen",
    "places": "Platser",
    "language": "Språk",
    "translations": "Översättningar",
    "about": "Om avsändaren",
}
ACTIONS = {
    Action.PUBLISH: "Publicering",
    Action.CORRECT: "Rättelse",
    Action.WITHDRAW: "Återkallande",
}
STATES = {
    DeskState.DRAFT: "Utkast",
    DeskState.SUBMITTED: "Väntar på godkännande",
    DeskState.SCHEDULED: "Schemalagt",
    DeskState.PUBLIC: "Publicerat",
    DeskState.WITHDRAWN: "Återkallat",
}
DEEDS = {
    "release.create": "Skapade utkastet",
    "release.save": "Sparade utkastet",
    "release.submit": "Skickade för godkännande",
    "release.override": "Lät personnummer passera",
    "entry.publish": "Godkände publicering",
    "entry.correct": "Godkände rättelse",
    "entry.withdraw": "Återkallade",
    "entry.cancel": "Avbokade",
    "entry.move": "Flyttade",
    "preview.make": "Gjorde en förhandslänk",
    "preview.revoke": "Stängde en förhandslänk",
}
