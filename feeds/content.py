"""A release as complete, safe HTML: the same in every feed, on its page and in embeds.

Class names begin with `pressrum-`; there is neither style nor script. What was corrected or
withdrawn is said first.
"""

import re
from collections.abc import Iterator

from feeds import markup, wording
from feeds.characters import clean, direction, escape, language, lines, spoken_attributes
from feeds.languages import SWEDISH, language_of, translate
from feeds.links import Links
from releases.public import PublicRelease
from releases.text.markdown import to_html
from releases.timeline import Entry

_DEEPEST = 6
_NOTICES = {
    "correction": wording.CORRECTION,
    "corrected": wording.CORRECTED,
    "withdrawal": wording.WITHDRAWN,
}


def html(release: PublicRelease, links: Links, heading: int = 2) -> str:
    """Return all that a release says: corrections, lead, pictures, body, occasion, contacts, about.

    Headings start at level `heading`. The title is not among it. For a withdrawn release it is
    the notice alone: nothing of the content, its pictures or its contacts.
    """
    if release.state.withdrawn:
        return withdrawal(release)
    document = release.document
    lead = f'<p class="pressrum-lead">{lines(document.lead)}</p>' if document.lead else ""
    parts = (
        corrections(release),
        lead,
        _occasion(release),
        *_figures(release, links),
        prose(document.body, heading),
        _contacts(release, heading),
        _links(release, heading),
        _attachments(release, links, heading),
        _about(release, heading),
    )
    return "\n".join(part for part in parts if part)


def standalone(release: PublicRelease, links: Links) -> str:
    """Return `html` for where nothing around says the direction: feeds and mails made of them."""
    written = html(release, links)
    tag = release.document.language
    if direction(tag) == "ltr":
        return written
    lang = f' lang="{language(tag)}"' if language(tag) else ""
    return f'<div{lang} dir="rtl">\n{written}\n</div>'


def corrections(release: PublicRelease, lang: str = "") -> str:
    """Return a paragraph for each correction readers are told of: "Rättelse" with date and note.

    Of one without a note it says "Rättad" with the date alone. `lang` marks each paragraph, for
    where the text around is in another language than the release.
    """
    return "\n".join(
        _notice(
            release, "correction" if entry.note else "corrected", entry, lines(entry.note), lang
        )
        for entry in release.corrections
    )


def withdrawal(release: PublicRelease, lang: str = "") -> str:
    """Return the paragraph that says when and why a release was withdrawn; `lang` marks it."""
    entry = release.state.entry
    words = lines(entry.note) or _own(release, escape(_translate(release, wording.WITHDRAWAL)))
    return _notice(release, "withdrawal", entry, words, lang)


def prose(markdown: str, heading: int) -> str:
    """Return Markdown as safe HTML whose highest heading stands at level `heading`."""
    return _lower_headings(to_html(clean(markdown)).strip(), heading)


def _lower_headings(body: str, heading: int) -> str:
    levels = {int(level) for level in re.findall(r"<h([1-6])", body)}
    if not levels:
        return body
    step = heading - min(levels)

    def moved(match: re.Match[str]) -> str:
        return f"{match[1]}{min(_DEEPEST, int(match[2]) + step)}"

    return re.sub(r"(</?h)([1-6])", moved, body)


def _notice(release: PublicRelease, name: str, entry: Entry, note: str, lang: str) -> str:
    shown = wording.moment(entry.at, _tongue(release), day_only=entry.day_only)
    when = markup.time_element(entry.at, shown, day_only=entry.day_only)
    named = _own(release, f"<strong>{_translate(release, _NOTICES[name])}</strong> {when}")
    told = f": {note}" if note else ""
    return f'<p class="pressrum-{name}"{lang}>{named}{told}</p>'


def _tongue(release: PublicRelease) -> str:
    return language_of(release.document.language)


def _translate(release: PublicRelease, swedish: str) -> str:
    return translate(swedish, _tongue(release))


def _swedish(release: PublicRelease) -> str:
    """Return the mark of our own words inside a release in a language we have none in."""
    return _mark(SWEDISH, release) if _tongue(release) == SWEDISH else ""


def _mark(tag: str, release: PublicRelease) -> str:
    """Return the mark of words in one language inside a release in another."""
    return spoken_attributes(tag, release.document.language)


def _own(release: PublicRelease, words: str) -> str:
    mark = _swedish(release)
    return f"<span{mark}>{words}</span>" if mark else words


def _occasion(release: PublicRelease) -> str:
    event = release.document.event
    if event is None:
        return ""
    mark = _swedish(release)
    shown = wording.occasion(event, _tongue(release))
    when = markup.time_element(event.starts_at, shown)
    named = _own(release, f"<strong>{_translate(release, 'När')}:</strong> {when}")
    place = f"<strong{mark}>{_translate(release, 'Var')}:</strong> {lines(event.place)}"
    where = f"<br>{place}" if event.place else ""
    return f'<p class="pressrum-event">{named}{where}</p>'


def _figures(release: PublicRelease, links: Links) -> Iterator[str]:
    seen = False
    for image in release.images:
        stored = release.picture(image)
        # The first is in sight when the page opens; the others can wait until they come near.
        yield markup.figure(image, stored, links, _tongue(release), lazy=seen)
        seen = seen or stored is not None


def _contacts(release: PublicRelease, heading: int) -> str:
    spoken = release.document.language
    contacts = [markup.contact(contact, spoken) for contact in release.document.contacts]
    return _list(release, "Kontakt", contacts, heading)


def _links(release: PublicRelease, heading: int) -> str:
    links = [markup.link(link) for link in release.document.links]
    return _list(release, "Länkar", links, heading)


def _attachments(release: PublicRelease, links: Links, heading: int) -> str:
    attached = [
        markup.attachment(attachment.title, file, links) for attachment, file in release.attached()
    ]
    return _list(release, wording.ATTACHMENTS, attached, heading)


def _list(release: PublicRelease, title: str, items: list[str], heading: int) -> str:
    if not items:
        return ""
    named = f"<h{heading}{_swedish(release)}>{_translate(release, title)}</h{heading}>"
    return f"{named}\n<ul>{''.join(items)}</ul>"


def _about(release: PublicRelease, heading: int) -> str:
    # A closing text of the release's own brings its own heading, if it wants one.
    if release.document.about:
        return prose(release.document.about, heading)
    if not release.newsroom.about:
        return ""
    title = f"<h{heading}>Om {escape(release.newsroom.name)}</h{heading}>"
    about = f"{title}\n{prose(release.newsroom.about, heading)}"
    # The newsroom's own words, whatever the language of the release.
    mark = _mark(release.newsroom.language, release)
    return f"<div{mark}>\n{about}\n</div>" if mark else about
