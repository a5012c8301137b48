"""What speaks against an instant: others at the same time, nights, days off."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from feeds import wording
from releases.store.schedule import Planned
from releases.times import STOCKHOLM
from service.redaktion.publishing import month
from service.redaktion.request import Visit

NEAR = timedelta(minutes=15)
_MORNING, _EVENING = 6, 22


def hints(visit: Visit, at: datetime, others: Sequence[Planned]) -> list[str]:
    """Return what to think of before publishing at `at`, where `others` are close by."""
    local = at.astimezone(STOCKHOLM)
    day = month.day(local.date(), visit.person.language)
    texts: list[str] = []
    if others:
        times = (wording.clock(other.shown, visit.language) for other in others)
        titles = "; ".join(map("{} {.title}".format, times, others))
        texts.append(visit.say("Annat publiceras ungefär samtidigt: {titles}.", titles=titles))
    if day.eve:
        texts.append(visit.say("{name}: de flesta är lediga.", name=day.holiday))
    elif day.holiday:
        texts.append(visit.say("Det är helgdag: {name}.", name=day.holiday))
    elif day.free:
        texts.append(visit.say("Det är helg."))
    if local.hour < _MORNING or local.hour >= _EVENING:
        texts.append(
            visit.say(
                "Tiden är på natten. De flesta redaktioner ser meddelandet först på morgonen."
            )
        )
    if day.shift:
        texts.append(visit.say("Klockan ställs om den natten. Kontrollera tiden igen."))
    return texts
