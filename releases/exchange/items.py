"""What was read: an item of a feed, and a pasted piece of HTML."""

import hashlib
import re
from typing import NamedTuple

import msgspec

from releases.exchange import stamps
from releases.model import Image
from releases.times import Moment

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


class PasteResult(NamedTuple):
    """Markdown, and what did not come along.

    That is how many pictures, which links without a whole address, and what was struck out.
    """

    markdown: str = ""
    pictures: int = 0
    links: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()


class ImportedCategory(msgspec.Struct, frozen=True):
    """A word that an item was filed under; `scheme` names the list it comes from."""

    term: str
    scheme: str = ""


class ImportedItem(msgspec.Struct, frozen=True):
    """What a feed says of one item: the title as words, texts as HTML, all else as written.

    `base` is what relative addresses in it stand against where the feed says so (xml:base);
    `faults` are sentences on what of it could not be read.
    """

    id: str = ""
    link: str = ""
    title: str = ""
    published: str = ""
    summary: str = ""
    content: str = ""
    language: str = ""
    categories: tuple[ImportedCategory, ...] = ()
    images: tuple[Image, ...] = ()
    base: str = ""
    faults: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What people know the item by."""
        return self.title or self.link or self.id or "(no title)"

    @property
    def moment(self) -> Moment | None:
        """When it was published, None where that is not said or says nothing."""
        return stamps.parse_date(self.published)

    @property
    def sha256(self) -> str:
        """A fingerprint of all it says: as long as that stays, the item has not changed."""
        said = msgspec.structs.asdict(self)
        # What was not read yet when the fingerprints of old were made counts where it is said.
        del said["faults"]
        if not self.base:
            del said["base"]
        return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


def identity(item: ImportedItem, feed: str) -> tuple[str, str]:
    """Return source and id by which an item is known again: its id, else link, else title and date.

    A URI names an item wherever it is read, so that its source is ""; any other id means
    something in its own feed only.
    """
    key = item.id or item.link
    if not key:
        stated = f"{item.title}\n{item.published}".encode()
        key = f"sha256:{hashlib.sha256(stated).hexdigest()}"
        return feed, key
    return ("" if _URI.fullmatch(key) else feed), key


def apart(key: tuple[str, str], item: ImportedItem) -> tuple[str, str]:
    """Return source and id of an item whose id another of its feed goes by: link or title too."""
    source, name = key
    own = hashlib.sha256(f"{name}\n{item.link or item.title}".encode()).hexdigest()
    return source, f"sha256:{own}"
