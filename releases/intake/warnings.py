"""What a communicator should look at before a text that was read in goes out."""

from collections.abc import Iterator, Mapping

from releases.intake.record import Caution, Intake
from releases.model import Kind

_MESSAGES = {
    "no-title": "Ingen rubrik hittades i texten.",
    "no-body": "Ingen brödtext hittades i texten.",
    "no-date": "Ingen publiceringstid hittades i texten.",
    "ambiguous-time": "Klockslaget finns inte eller finns två gånger när klockan ställs om; "
    "bara datumet är kvar.",
    "empty-contact-block": "Ett tomt kontaktblock utan namn, telefon eller e-post togs bort.",
    "unreachable-contact": "En kontakt saknar både telefon och e-post: {}.",
    "unnamed-speaker": "Det framgår inte vem som säger: ”{}”",
    "undated-event": "Tiden för evenemanget kunde inte läsas som ett datum.",
    "invitation-without-event": "Inbjudan saknar tid som går att läsa.",
    "other-releases": "Sidan puffar också för andra texter, som är utelämnade.",
    "mended-letters": "Å, ä och ö var trasiga i källan och har lagats: läs igenom texten.",
    "tracked-changes": "Dokumentet hade spårade ändringar: de lästes som godkända, "
    "så att infogad text är med och borttagen text är borta.",
    "comments-left-out": "Dokumentets kommentarer är utelämnade.",
    "picture-without-alt": "En bild med bildtext saknar alternativtext.",
    "relative-link": "En länk saknar webbadress och har blivit vanlig text: {}",
    "new-version": "Rubriken hade ett förtecken om ny version, som är borttaget.",
}
_SHOWN = 60


def about(intake: Intake, signs: Mapping[str, bool]) -> Iterator[Caution]:
    """Yield what the steps noticed (`signs`, by code) and what the finished record lacks."""
    yield from (caution(code) for code, seen in signs.items() if seen)
    if not intake.title:
        yield caution("no-title")
    if not intake.body and not intake.lead:
        yield caution("no-body")
    if intake.published_at is None:
        yield caution("no-date")
    if intake.kind is Kind.PRESS_INVITATION and intake.event is None:
        yield caution("invitation-without-event")
    for contact in intake.contacts:
        if not contact.phones and not contact.emails:
            yield caution("unreachable-contact", contact.name)
    for quote in intake.quotes:
        if not quote.speaker:
            yield caution("unnamed-speaker", quote.text)


def caution(code: str, detail: str = "") -> Caution:
    """Return a warning in Swedish; `detail` is shown in it, cut to a line's length."""
    shown = detail if len(detail) <= _SHOWN else detail[:_SHOWN].rstrip() + " …"
    return Caution(code, _MESSAGES[code].format(shown))
