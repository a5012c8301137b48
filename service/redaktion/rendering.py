"""What desk templates may call, Swedish texts, and their English where a person chose it."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from importlib.resources import files
from io import BytesIO

from babel.messages.pofile import read_po

from feeds import wording
from releases.rules import validation
from releases.rules.roles import Role
from releases.store.desklist import DeskState
from releases.timeline import Action
from releases.times import STOCKHOLM, local_text, utc_text
from service.media import uploads
from service.pages import jinja
from service.redaktion import caution_words, date_words, labels
from service.security import passwords

MESSAGE_MOST = 300
LANGUAGES = {"sv": "Svenska", "en": "English"}
ROLE_LABELS = {Role.AUTHOR: "Skribent", Role.EDITOR: "Redaktör", Role.ADMIN: "Administratör"}


def _english() -> dict[str, str]:
    """Return the English of every Swedish text of the desk that has one."""
    source = files("service.redaktion").joinpath("en.po").read_bytes()
    catalog = read_po(BytesIO(source), locale="en")
    return {
        str(message.id): str(message.string) for message in catalog if message.id and message.string
    }


_ENGLISH = _english()


def last_day(end: datetime, language: str) -> str:
    """Write the last day before an end that falls on midnight."""
    return wording.day(end - timedelta(hours=1), language)


jinja.register(
    Action=Action,
    DeskState=DeskState,
    LANGUAGES=LANGUAGES,
    PASSWORD_LEAST=passwords.LEAST,
    PDF_MB=uploads.PDF_MOST // uploads.MEGA,
    Role=Role,
    STOCKHOLM=STOCKHOLM,
    TITLE_MOST=validation.TITLE,
    action_labels=labels.ACTIONS,
    caution=caution_words.sentence,
    clock=wording.clock,
    clock_value=date_words.clock_value,
    exact=date_words.time_element,
    spoken=date_words.format_moment,
    local_text=local_text,
    month_name=date_words.month_name,
    last_day=last_day,
    listed=date_words.listed,
    number=date_words.number,
    role_labels=ROLE_LABELS,
    state_labels=labels.STATES,
    until=date_words.until,
    utc_text=utc_text,
    weekday=date_words.weekday,
)


def translator(language: str) -> Callable[..., str]:
    """Return the function that gives a Swedish text in a desk language, `{names}` filled in."""
    words: Mapping[str, str] = _ENGLISH if language == "en" else {}

    def say(text: str, **values: object) -> str:
        said = words.get(text, text)
        return said.format(**values) if values else said

    return say


HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
