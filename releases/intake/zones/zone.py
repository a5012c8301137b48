"""The zones of a page, and which may follow which: the grammar that one reading has to fit."""

from enum import StrEnum


class Zone(StrEnum):
    """What a line is to a release; whoever reads it further gets it by its zone."""

    CHROME = "chrome"
    SENDER = "sender"
    STAMP = "stamp"
    TITLE = "title"
    SUBTITLE = "subtitle"
    LEAD = "lead"
    TEXT = "text"
    HEADING = "heading"
    QUOTE = "quote"
    ITEM = "item"
    ROW = "row"
    PICTURE = "picture"
    CONTACT_HEADING = "contact-heading"
    CONTACT = "contact"
    SIGNATURE = "signature"
    ABOUT_HEADING = "about-heading"
    ABOUT = "about"
    TAGS = "tags"
    OTHER = "other"
    REPEAT = "repeat"


class Part(StrEnum):
    """How far the reading has come; it only goes forwards, but for text behind contacts."""

    TOP = "top"
    HEAD = "head"
    BODY = "body"
    END = "end"


_ANYWHERE = (
    *(Zone.CHROME, Zone.STAMP, Zone.PICTURE, Zone.CONTACT_HEADING, Zone.CONTACT),
    *(Zone.REPEAT, Zone.OTHER),
)
# Which zones each part of a page may have.
MEMBERS: dict[Part, tuple[Zone, ...]] = {
    Part.TOP: (*_ANYWHERE, Zone.SENDER, Zone.TAGS, Zone.ABOUT, Zone.ABOUT_HEADING),
    Part.HEAD: (*_ANYWHERE, Zone.TITLE, Zone.SENDER, Zone.SUBTITLE, Zone.TEXT),
    Part.BODY: (
        *_ANYWHERE,
        *(Zone.LEAD, Zone.TEXT, Zone.HEADING, Zone.QUOTE, Zone.ITEM, Zone.ROW, Zone.SIGNATURE),
    ),
    Part.END: (*_ANYWHERE, Zone.ABOUT_HEADING, Zone.ABOUT, Zone.TAGS, Zone.SIGNATURE),
}
# The one zone through which a part is entered, where there is one.
_PROSE = (Zone.LEAD, Zone.TEXT, Zone.HEADING, Zone.QUOTE, Zone.ITEM, Zone.ROW)
_CLOSING = (Zone.CONTACT_HEADING, Zone.CONTACT, Zone.ABOUT_HEADING, Zone.ABOUT, Zone.TAGS)
ENTRIES: dict[tuple[Part, Part], tuple[Zone, ...]] = {
    (Part.TOP, Part.HEAD): (Zone.TITLE,),
    (Part.TOP, Part.BODY): _PROSE,
    (Part.HEAD, Part.BODY): _PROSE,
    (Part.HEAD, Part.END): _CLOSING,
    (Part.BODY, Part.END): (*_CLOSING, Zone.OTHER, Zone.CHROME, Zone.SIGNATURE),
    (Part.END, Part.BODY): tuple(zone for zone in _PROSE if zone is not Zone.LEAD),
}
