"""A release as schema.org tells search engines and archives of it: JSON-LD for its page."""

from typing import Any

import msgspec

from feeds import wording
from feeds.characters import language, line, web_address
from feeds.item import author, summary, title
from feeds.languages import language_of, translate
from feeds.links import Links
from feeds.topics import topic_label
from releases.model import Event, Media, Newsroom, PressContact, urn
from releases.public import PublicRelease
from releases.text.places import place_name
from releases.times import local_day, local_text

# What would end or bend the script element that the data stands in.
_UNSAFE = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}

Thing = dict[str, Any]


def news_article(release: PublicRelease, links: Links) -> str:
    """Return a public release as a NewsArticle, with its corrections, safe inside `<script>`."""
    document, state = release.document, release.state
    publisher = _publisher(release.newsroom, links)
    article: Thing = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": urn(release.id),
        "url": links.release(release),
        "mainEntityOfPage": links.release(release),
        "headline": title(release),
        "description": summary(release),
        "inLanguage": language(document.language),
        "datePublished": (
            local_day(state.published).isoformat()
            if state.day_only
            else local_text(state.published)
        ),
        "dateModified": local_text(state.updated),
        "isAccessibleForFree": True,
        "articleSection": translate(
            wording.KIND_LABELS[document.kind], language_of(document.language)
        ),
        "keywords": [line(topic_label(code)) for code in document.topics],
        "contentLocation": [
            {"@type": "Place", "name": line(place_name(code))} for code in document.places
        ],
        "author": publisher,
        "publisher": publisher,
        "image": _images(release, links),
        "correction": [
            {
                "@type": "CorrectionComment",
                "datePublished": local_text(entry.at),
                "text": line(entry.note)
                or translate(wording.CORRECTED, language_of(document.language)),
            }
            for entry in release.corrections
        ],
        "about": _event(document.event, release) if document.event else None,
    }
    return write_jsonld({name: value for name, value in article.items() if value})


def press_room(newsroom: Newsroom, links: Links) -> str:
    """Return a newsroom's publisher with its press contacts, safe inside `<script>`."""
    publisher: Thing = {"@context": "https://schema.org", **_publisher(newsroom, links)}
    return write_jsonld(publisher | {"url": links.newsroom(newsroom.slug)})


def write_jsonld(thing: Thing) -> str:
    """Return JSON that can stand in a script element whatever its texts hold."""
    text = msgspec.json.encode(thing).decode()
    for sign, escaped in _UNSAFE.items():
        text = text.replace(sign, escaped)
    return text


def _publisher(newsroom: Newsroom, links: Links) -> Thing:
    who = author(newsroom)
    publisher = {"@type": "GovernmentOrganization", "name": who.name, "url": who.url}
    logo = web_address(links.logo(newsroom))
    contacts = [_contact_point(contact) for contact in newsroom.press_contacts]
    told = {**publisher, "logo": logo, "contactPoint": contacts}
    return {name: value for name, value in told.items() if value}


def _contact_point(contact: PressContact) -> Thing:
    """Return a press contact; its hours are words, which schema.org has no field of its own for."""
    point = {
        "@type": "ContactPoint",
        "contactType": line(contact.name),
        "telephone": line(contact.phone),
        "email": line(contact.email),
        "description": line(contact.hours),
    }
    return {name: value for name, value in point.items() if value}


def _images(release: PublicRelease, links: Links) -> list[Thing]:
    images = [
        {
            "@type": "ImageObject",
            "url": links.media(media),
            "width": media.width,
            "height": media.height,
            "caption": line(image.caption) or line(image.alt),
            "creditText": line(image.credit),
            "creator": _maker(media),
            "copyrightNotice": line(media.copyright_notice),
            "contentUrl": links.rendition(media, media.original) if media.original else "",
        }
        for image in release.images
        if (media := release.picture(image)) is not None
    ]
    return [{name: value for name, value in image.items() if value} for image in images]


def _maker(media: Media) -> Thing | None:
    name = line(media.creator)
    return {"@type": "Person", "name": name} if name else None


def _event(event: Event, release: PublicRelease) -> Thing:
    described: Thing = {
        "@type": "Event",
        "name": title(release),
        "startDate": local_text(event.starts_at),
        "endDate": local_text(event.ends_at) if event.ends_at else "",
        "location": {"@type": "Place", "name": line(event.place)} if event.place else None,
    }
    return {name: value for name, value in described.items() if value}
