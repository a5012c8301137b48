"""How a newsroom wants to work: four eyes, readers' comments, the accent colour of its embeds."""

import msgspec

from releases.desk import media
from releases.errors import FieldError, InvalidDocument
from releases.model import Newsroom, PressContact
from releases.rules import four_eyes, personal_data
from releases.rules.fault_collector import Faults
from releases.rules.four_eyes import Hindrance
from releases.rules.roles import Actor
from releases.rules.validation import validate_newsroom
from releases.store import audit, feedback, newsrooms, people, settings
from releases.store.settings import RoomSettings
from releases.store.tx import Tx
from releases.text.colours import CONTRAST, WHITE, contrast, is_colour

GUIDANCE = 1_000
_CONTACT_WORDS = ("name", "hours")
DAYS = (1, 365)


def validate_settings(wanted: RoomSettings) -> RoomSettings:
    """Return the settings cleaned, or raise `InvalidDocument` naming all that is wrong."""
    faults = Faults()
    accent = wanted.accent.strip().lower()
    if accent and not is_colour(accent):
        faults.refuse("accent", "colour_malformed")
    elif accent and contrast(accent, WHITE) < CONTRAST:
        faults.refuse("accent", "colour_too_light")
    if not DAYS[0] <= wanted.keep_days <= DAYS[1]:
        faults.refuse("keep_days", "days_out_of_range", least=DAYS[0], most=DAYS[1])
    guidance = faults.block(wanted.guidance, "guidance", GUIDANCE).strip()
    faults.end()
    return msgspec.structs.replace(wanted, accent=accent, guidance=guidance)


def change(tx: Tx, wanted: RoomSettings, actor: Actor) -> RoomSettings:
    """Store how a newsroom works from now on; raises `InvalidDocument` or `NotFound`.

    Two pairs of eyes cannot be asked for where there are too few people to publish anything.
    What readers have written is kept no longer than the new settings say.
    """
    newsrooms.get(tx, wanted.newsroom)
    before, after = settings.get(tx, wanted.newsroom), validate_settings(wanted)
    hindrance = four_eyes.find_hindrance(people.members(tx, wanted.newsroom))
    if after.four_eyes and not before.four_eyes and hindrance:
        alone = hindrance is Hindrance.ALONE
        raise InvalidDocument(
            [FieldError("four_eyes", "four_eyes_alone" if alone else "four_eyes_without_editor")]
        )
    personal_data.refuse({"guidance": after.guidance}, {"guidance": before.guidance})
    settings.put(tx, after)
    if after.keep_days != before.keep_days:
        feedback.keep(tx, after.newsroom, after.keep_days)
    changed = {
        name: getattr(after, name)
        for name in ("accent", "four_eyes", "feedback", "keep_days")
        if getattr(after, name) != getattr(before, name)
    }
    audit.note(tx, actor, "newsroom.settings", after.newsroom, **changed)
    return after


def add_newsroom(tx: Tx, newsroom: Newsroom, actor: Actor, *, restored: bool = False) -> Newsroom:
    """Open a newsroom; raises `InvalidDocument` or `AlreadyExists`.

    Its logo may be a file that is yet to be stored: files come after the newsroom they belong to.
    One that is `restored` comes back as it was, identity numbers and all.
    """
    sound = validate_newsroom(newsroom)
    if not restored:
        personal_data.refuse(_words(sound))
    newsrooms.add(tx, sound)
    audit.note(tx, actor, "newsroom.add", sound.slug)
    return sound


def set_newsroom(tx: Tx, newsroom: Newsroom, actor: Actor) -> Newsroom:
    """Replace what a newsroom says of itself; raises `InvalidDocument` or `NotFound`."""
    before, sound = newsrooms.get(tx, newsroom.slug), validate_newsroom(newsroom)
    personal_data.refuse(_words(sound), _words(before))
    if sound.logo != before.logo:
        media.refuse_unknown_logo(tx, sound)
    newsrooms.replace(tx, sound)
    audit.note(tx, actor, "newsroom.set", sound.slug)
    return sound


def set_press_contacts(
    tx: Tx, slug: str, contacts: tuple[PressContact, ...], actor: Actor
) -> Newsroom:
    """Replace where journalists reach a newsroom; raises `InvalidDocument` or `NotFound`."""
    room = newsrooms.get(tx, slug)
    return set_newsroom(tx, msgspec.structs.replace(room, press_contacts=contacts), actor)


def _words(newsroom: Newsroom) -> dict[str, str]:
    words = {"name": newsroom.name, "about": newsroom.about, "logo_alt": newsroom.logo_alt}
    for i, contact in enumerate(newsroom.press_contacts):
        words |= {f"press_contacts[{i}].{part}": getattr(contact, part) for part in _CONTACT_WORDS}
    return words
