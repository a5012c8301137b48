"""The pages on which readers comment on a release, as pure functions from values to HTML.

They speak the language of the release, as its own page does.
"""

from collections.abc import Mapping

from feeds import wording
from feeds.languages import language_of, translate
from feeds.links import Links
from releases.public import PublicRelease, Selection
from releases.store.settings import RoomSettings
from service.pages.jinja import render

EMPTY = "Skriv något först."
LONGEST = 2_000
TOO_LONG = "Texten är för lång: högst {most} tecken."
PERSONAL = (
    "Det ser ut att stå ett personnummer i texten. Ta bort det: synpunkter läses av dem som "
    "skriver nyheterna, inte av vården."
)
NO_ADDRESS = "Skriv en hel e-postadress, eller lämna fältet tomt."
TOO_MANY = "Det har kommit många synpunkter på kort tid. Försök igen om en stund."


def form(
    item: PublicRelease,
    choices: RoomSettings,
    links: Links,
    text: str = "",
    email: str = "",
    problems: Mapping[str, str] | None = None,
) -> bytes:
    """Return the form, with what was written and what is wrong with it, in words of ours above."""
    spoken = language_of(item.document.language)
    most = wording.number(LONGEST, spoken)
    wrong = {
        field: translate(why, spoken).format(most=most) for field, why in (problems or {}).items()
    }
    shown = {"text": text, "email": email, "problems": wrong, "stamp": ""}
    return _page("feedback.html", item, choices, links, **shown)


def review(
    item: PublicRelease,
    choices: RoomSettings,
    links: Links,
    text: str,
    email: str,
    stamp: str,
    *,
    hasty: bool = False,
) -> bytes:
    """Return what was written, to be looked at and handed in; `hasty` says it was sent too fast."""
    shown = {"text": text, "email": email, "problems": {}, "stamp": stamp, "hasty": hasty}
    return _page("feedback.html", item, choices, links, **shown)


def thanks(item: PublicRelease, choices: RoomSettings, links: Links) -> bytes:
    """Return the page that says it arrived."""
    return _page("feedback_thanks.html", item, choices, links)


def _page(
    template: str, item: PublicRelease, choices: RoomSettings, links: Links, **shown: object
) -> bytes:
    return render(
        template,
        links,
        item=item,
        choices=choices,
        newsroom=item.newsroom,
        selection=Selection(newsroom=item.newsroom.slug),
        tongue=language_of(item.document.language),
        **shown,
    )
