"""Archive documents of RFC 5005 section 4: all a newsroom ever published, a month at a time.

They are Atom for the readers of every format. The archive is the whole newsroom's: narrowed
feeds and the feed of all newsrooms have none.
"""

from msgspec.structs import replace

from feeds.channel import channel
from feeds.elements import Relation
from feeds.links import Links
from feeds.rendered import Rendered
from feeds.syndication import ATOM_TYPE, atom_document
from releases.public import Archive, Volume


def archive(newest: Archive, links: Links) -> Rendered:
    """Return a volume as Atom in UTF-8, linked to its neighbours and to the current feed.

    Its id is the current feed's, as it is part of the same logical feed. A withdrawn release is
    a deletion (RFC 6721) and nothing else.
    """
    listing = newest.listing
    slug = listing.selection.newsroom or ""

    def relation(rel: str, volume: Volume | None) -> tuple[Relation, ...]:
        if volume is None:
            return ()
        return ({"rel": rel, "href": links.archive(slug, volume), "type": ATOM_TYPE},)

    head = channel(listing, links, "atom")
    relations = (
        {"rel": "current", "href": head.feed, "type": ATOM_TYPE},
        *relation("prev-archive", newest.earlier),
        *relation("next-archive", newest.later),
    )
    volume = replace(head, feed=links.archive(slug, newest.volume))
    return atom_document(listing, volume, links, relations, archive=True)
