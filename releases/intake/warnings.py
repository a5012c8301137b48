"""What a communicator should look at before a text that was read in goes out."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice

from releases.intake import (
    embargoes,
    events,
    language,
    past_dates,
    personal_numbers,
    secrecy,
    spellings,
    weekdays,
)
from releases.intake.record import Caution, Intake
from releases.model import Kind

MESSAGES = {
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
    "hidden-text": "Dokumentet har dold text, som är utelämnad.",
    "formulas-as-text": "Dokumentet har formler, som är skrivna tecken för tecken: läs igenom dem.",
    "unread-part": "En del av dokumentet gick inte att läsa och är utelämnad: {}",
    "comments-left-out": "Dokumentets kommentarer är utelämnade.",
    "pictures-left-out": "Bilder i filen följde inte med ({}). Ladda upp dem du vill ha med.",
    "picture-without-alt": "En bild med bildtext saknar alternativtext.",
    "relative-link": "En länk saknar webbadress och har blivit vanlig text: {}",
    "embedded-content": "Något som visas från en annan webbplats har blivit en länk: {}",
    "missing-lead": "Ingressen saknas: texten börjar utan ett inledande stycke.",
    "very-long-title": "Rubriken är mycket lång ({} tecken): flöden och sökmotorer kortar den.",
    "contact-without-phone": "En kontakt saknar telefonnummer: {}.",
    "personal-number": "Texten innehåller något som ser ut som ett personnummer: {}",
    "coordination-number": "Texten innehåller något som ser ut som ett samordningsnummer: {}",
    "embargo": "Texten säger att den inte får publiceras än, men tiden är en annan: ”{}”",
    "confidential": "Texten har ord som inte är för läsare: ”{}”",
    "date-after-publication": "Något som har hänt är daterat efter publiceringen: ”{}”",
    "weekday-not-of-date": "Veckodag och datum säger emot varandra: {}",
    "name-spelled-two-ways": "Ett namn är stavat på två sätt: {}.",
    "unknown-language": "Språket känns inte igen: välj det innan texten publiceras.",
    "new-version": "Rubriken hade ett förtecken om ny version, som är borttaget.",
}
# Words: codes of this program, not of texts.
# What happened on the way from a source into the record: later looks at the text cannot see it.
READING = frozenset(
    {
        *("ambiguous-time", "empty-contact-block", "other-releases", "mended-letters"),
        *("tracked-changes", "comments-left-out", "pictures-left-out", "relative-link"),
        *("hidden-text", "embedded-content", "formulas-as-text", "unread-part"),
        *("new-version", "undated-event"),
    }
)
_SHOWN = 60
_MOST_SLIPS = 5
_LONG_TITLE = 150


def about(intake: Intake, signs: Mapping[str, bool]) -> Iterator[Caution]:
    """Yield what the steps noticed (`signs`, by code) and what the finished record lacks."""
    yield from (caution(code) for code, seen in signs.items() if seen)
    if not intake.title:
        yield caution("no-title")
    if not intake.body and not intake.lead:
        yield caution("no-body")
    if intake.published_at is None:
        yield caution("no-date")
    if language.is_unknown(intake.language):
        yield caution("unknown-language")
    if intake.kind is Kind.PRESS_INVITATION and intake.event is None:
        yield caution("invitation-without-event")
    if intake.body and not intake.lead:
        yield caution("missing-lead")
    if len(intake.title) > _LONG_TITLE:
        yield caution("very-long-title", str(len(intake.title)))
    yield from _persons(intake)
    yield from _texts(intake)


def _persons(intake: Intake) -> Iterator[Caution]:
    for contact in intake.contacts:
        if not contact.phones:
            code = "contact-without-phone" if contact.emails else "unreachable-contact"
            yield caution(code, contact.name or ", ".join(contact.emails))
    for quote in intake.quotes:
        if not quote.speaker:
            yield caution("unnamed-speaker", quote.text)


def _texts(intake: Intake) -> Iterator[Caution]:
    """Yield what the words themselves give away."""
    said = [intake.title, intake.lead, intake.body, intake.about]
    said += [text for picture in intake.images for text in (picture.caption, picture.credit)]
    text = "\n".join(said)
    described = [picture.alt for picture in intake.images]
    persons = [text for contact in intake.contacts for text in (contact.name, contact.role)]
    yield from of_numbers("\n\n".join([*said, *described, *persons]))
    whole = "\n".join([text, *intake.dropped])
    if held := embargoes.find_other_embargo(whole, intake.published_at):
        yield caution("embargo", held)
    if note := secrecy.note(whole):
        yield caution("confidential", note)
    if sentence := past_dates.find_past_date(text, intake.published_at):
        yield caution("date-after-publication", sentence)
    names = [contact.name for contact in intake.contacts] + [
        quote.speaker for quote in intake.quotes
    ]
    for pair in spellings.doubtful([*names, *said]):
        yield caution("name-spelled-two-ways", " / ".join(pair))


def of_numbers(text: str) -> Iterator[Caution]:
    """Yield a warning for each identity or co-ordination number in a text.

    The last four digits are not repeated: what is told is shown, logged and sent on.
    """
    for number in dict.fromkeys(personal_numbers.find(text)):
        is_coordination = personal_numbers.is_coordination(number)
        code = "coordination-number" if is_coordination else "personal-number"
        yield caution(code, number[:-4] + "xxxx")


def of_weekdays(intake: Intake, day: date | None, occasion: date | None) -> Iterator[Caution]:
    """Yield a warning for each weekday, of the first few, that is not that of the date beside it.

    Dates without year count where one follows: of an embargo near `day`, on which the text is
    published, and of an occasion's lines near `occasion`.
    """
    text = "\n".join((intake.title, intake.lead, intake.body, intake.about, *intake.dropped))
    near = [(words, day) for words in embargoes.held(text)] if day else []
    if occasion:
        near.append((events.when(text.split("\n")), occasion))
    known = [known_day for known_day in (day, occasion) if known_day]
    for slip in islice(weekdays.find_slips(text, near, known), _MOST_SLIPS):
        # Whole: what stands last is the weekday that is right.
        yield Caution("weekday-not-of-date", MESSAGES["weekday-not-of-date"].format(slip))


def caution(code: str, detail: str = "") -> Caution:
    """Return a warning in Swedish; `detail` is shown in it, cut to a line's length."""
    shown = detail if len(detail) <= _SHOWN else detail[:_SHOWN].rstrip() + " …"
    return Caution(code, MESSAGES[code].format(shown))
