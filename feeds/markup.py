"""The small pieces of HTML that releases, lists and fragments share: times, pictures, contacts."""

import re
from datetime import datetime
from functools import lru_cache
from urllib.parse import quote

from feeds import wording
from feeds.characters import clean, direction, escape, web_address
from feeds.links import Links
from feeds.picture import picture
from releases.model import Contact, Image, Link, Media
from releases.text import phones
from releases.times import local_day, local_text


def time_element(instant: datetime, shown: str, *, day_only: bool = False) -> str:
    """Return a `<time>` that machines read with its offset, or as a day where that is all."""
    machine = local_day(instant).isoformat() if day_only else local_text(instant)
    return f'<time datetime="{machine}">{escape(shown)}</time>'


def figure(
    image: Image,
    media: Media | None,
    links: Links,
    spoken: str = wording.LANGUAGE,
    *,
    lazy: bool = False,
) -> str:
    """Return a picture with caption and credit; words alone where no file came; else nothing."""
    caption = figcaption(image, spoken)
    if media is None:
        return f"<figure>{caption}</figure>" if caption else ""
    return f"<figure>{picture(media, links, image.alt, lazy=lazy)}{caption}</figure>"


def figcaption(image: Image, spoken: str = wording.LANGUAGE) -> str:
    """Return the caption and the photographer, empty where neither is known."""
    words = (escape(image.caption).strip(), credit(image.credit, spoken))
    said = " ".join(word for word in words if word)
    return f"<figcaption>{said}</figcaption>" if said else ""


def credit(photographer: str, spoken: str = wording.LANGUAGE) -> str:
    name = escape(photographer).strip()
    return f"<small>{wording.credit_line(name, spoken)}</small>" if name else ""


def contact(person: Contact, around: str = wording.LANGUAGE) -> str:
    """Return one contact as a list item with links to call and write, in a text in a language.

    Where that is written from right to left, numbers and addresses say that they are not: their
    parts would change places.
    """
    turned = ' dir="ltr"' if direction(around) == "rtl" else ""
    name = f"<strong>{escape(person.name)}</strong>" if person.name else ""
    who = ", ".join(part for part in (name, escape(person.role)) if part)
    ways = [phone_link(phone, turned) for phone in person.phones]
    ways += [email_link(email, turned) for email in person.emails]
    return f"<li>{'<br>'.join(part for part in (who, *ways) if part)}</li>"


def attachment(title: str, media: Media, links: Links) -> str:
    """Return an attachment as a list item that says what it is and how large."""
    kind = wording.file_kind(media.type, media.size)
    address = f'<a href="{escape(links.media(media))}" type="{media.type}">{escape(title)}</a>'
    return f"<li>{address} ({kind})</li>"


def link(target: Link) -> str:
    """Return a further link as a list item; an address that is not http(s) stays text."""
    title = escape(target.title or target.url)
    address = web_address(target.url)
    return f'<li><a href="{escape(address)}">{title}</a></li>' if address else f"<li>{title}</li>"


@lru_cache(maxsize=1024)
def phone_link(stored: str, turned: str = "") -> str:
    """Return a number as a link that rings it, or as text; `turned` is its direction."""
    number = clean(stored)
    address = phones.link(number)
    shown = escape(phones.format_phone(number))
    return f'<a href="{escape(address)}"{turned}>{shown}</a>' if address else shown


def email_link(stored: str, turned: str = "") -> str:
    """Return an e-mail address as a link that writes to it."""
    address = clean(stored).strip()
    # A long one is broken before its signs, never inside a word.
    shown = re.sub(r"(?=[@.])", "<wbr>", escape(address))
    return f'<a href="mailto:{quote(address, safe="@")}"{turned}>{shown}</a>'
