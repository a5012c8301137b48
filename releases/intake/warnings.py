"""What a communicator should look at before a text that was read in goes out."""

from collections.abc import Iterator

from releases.intake.record import Intake, Warning

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
    "new-version": "Rubriken hade ett förtecken om ny version, som är borttaget: {}",
}
_SHOWN = 60


def warn(code: str, detail: str = "") -> Warning:
    """Return the warning of a code, with the Swedish sentence for it."""
    shown = detail if len(detail) <= _SHOWN else detail[:_SHOWN].rstrip() + " …"
    return Warning(code, _MESSAGES[code].format(shown))


def about(intake: Intake) -> Iterator[Warning]:
    """Yield what the finished record lacks."""
    if not intake.title:
        yield warn("no-title")
    if not intake.body and not intake.lead:
        yield warn("no-body")
    if intake.published_at is None:
        yield warn("no-date")
    for contact in intake.contacts:
        if not contact.phones and not contact.emails:
            yield warn("unreachable-contact", contact.name)
    for quote in intake.quotes:
        if not quote.speaker:
            yield warn("unnamed-speaker", quote.text)
