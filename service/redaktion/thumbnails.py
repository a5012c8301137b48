"""The small pictures beside titles in lists: the first picture of each release."""

from collections.abc import Iterable, Mapping

from feeds.picture import thumbnail
from releases.model import Media, Release
from releases.store import media as media_store
from releases.store.schedule import Planned
from releases.store.tx import Tx
from service.pages import jinja
from service.redaktion.preview_responses import ShownLinks
from service.redaktion.request import Visit

jinja.register(thumbnail=thumbnail)


def find_pictures(
    tx: Tx, newsroom: str, releases: Iterable[Release] = (), plans: Iterable[Planned] = ()
) -> Mapping[str, Media]:
    """Return the first picture of each draft or plan that has one, by its id."""
    named = {
        *(picture for release in releases if (picture := first_picture(release))),
        *(plan.picture for plan in plans if plan.picture),
    }
    return {
        name: stored
        for name, stored in media_store.by_id(tx, named).items()
        if stored.newsroom == newsroom
    }


def first_picture(release: Release) -> str:
    """Return the id of the first picture of a draft, "" where it has none."""
    return next((image.media for image in release.draft.images if image.media), "")


def links(visit: Visit) -> ShownLinks:
    """Return the addresses of pictures for who works in the newsroom, public or not."""
    return ShownLinks(visit.services.links.base, visit.url("media"))
