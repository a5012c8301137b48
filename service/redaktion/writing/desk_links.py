"""The links of a page that is looked at from the desk: its files are shown to who is signed in."""

from feeds.links import Links
from releases.model import Media, Rendition


class DeskLinks(Links, frozen=True):
    """Public links, but for stored files: those go through the desk of a newsroom."""

    newsroom_slug: str

    def media(self, media: Media) -> str:
        return self._shown(media, super().media(media))

    def rendition(self, media: Media, rendition: Rendition) -> str:
        return self._shown(media, super().rendition(media, rendition))

    def _shown(self, media: Media, url: str) -> str:
        name = url.rpartition("/")[2]
        return f"{self.base}/redaktion/{self.newsroom_slug}/media/{media.id}/{name}"
