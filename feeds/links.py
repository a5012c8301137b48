"""Every public URL has its one spelling here; all are absolute, built from the configured base."""

from functools import lru_cache
from urllib.parse import quote_plus, urlencode

import msgspec

from feeds.characters import clean
from releases.model import EXTENSIONS, ORIGINAL, Media, Newsroom, Rendition
from releases.public import PublicRelease, Selection, Translation, Volume
from releases.text.slugs import slug


def file_name(media: Media, rendition: Rendition | None = None) -> str:
    """Return the name of a stored file, or of another file of it, as the public knows it."""
    if rendition is None:
        return f"{media.id}{EXTENSIONS[media.type]}"
    if rendition == media.original:
        return f"{media.id}-{ORIGINAL}{EXTENSIONS[rendition.type]}"
    return f"{media.id}-{rendition.width}{EXTENSIONS[rendition.type]}"


class Links(msgspec.Struct, frozen=True):
    """The public URLs of a service at `base` (scheme, host, optional path; no closing slash)."""

    base: str

    def start(self) -> str:
        return f"{self.base}/"

    def feedback(self, item: PublicRelease) -> str:
        """Return where readers send comments on a release."""
        return f"{self.base}/{item.newsroom.slug}/{item.id}/-/synpunkt"

    def newsroom(self, newsroom: str) -> str:
        return f"{self.base}/{newsroom}/"

    def release(self, release: PublicRelease) -> str:
        return self._release(release.newsroom.slug, release.id, release.document.title)

    def translation(self, release: PublicRelease, other: Translation) -> str:
        """Return the URL of one of a release's translations."""
        return self._release(release.newsroom.slug, other.release, other.title)

    def search(self, newsroom: str) -> str:
        return f"{self.base}/{newsroom}/search"

    def follow(self, newsroom: str) -> str:
        """Return the URL of the page that tells people of a newsroom's feeds."""
        return f"{self.base}/{newsroom}/feeds"

    def calendar(self, newsroom: str, release: str = "") -> str:
        """Return the URL of the calendar of a newsroom's invitations, or of one release's event."""
        one = f"?{urlencode({'release': release})}" if release else ""
        return f"{self.base}/{newsroom}/calendar.ics{one}"

    def sitemap(self, newsroom: str, year: int, part: int) -> str:
        """Return the URL of a part of a newsroom's year: sitemap-2018.xml, sitemap-2018-2.xml."""
        return f"{self.base}/{newsroom}/sitemap-{year}{f'-{part}' if part > 1 else ''}.xml"

    def root(self, path: str) -> str:
        """Return the URL of a resource of the whole service: `robots.txt`, `tillganglighet`."""
        return f"{self.base}/{path}"

    def feed(self, form: str, selection: Selection) -> str:
        """Return the URL of a feed; `form` is rss, atom or json. A feed is of every year."""
        chosen = msgspec.structs.replace(selection, year=None)
        return f"{self._room(selection)}/feed.{form}{query(chosen)}"

    def archive(self, newsroom: str, volume: Volume) -> str:
        """Return the URL of a volume of a newsroom's archive: 2018-04.atom, then 2018-04-2.atom."""
        part = f"-{volume.part}" if volume.part > 1 else ""
        return f"{self.base}/{newsroom}/archive/{volume.year:04}-{volume.month:02}{part}.atom"

    def fragment(self, selection: Selection) -> str:
        return f"{self._room(selection)}/embed.html{query(selection)}"

    def frame(self, selection: Selection) -> str:
        """Return the URL of a list as a page to be shown in an iframe."""
        return f"{self._room(selection)}/embed{query(selection)}"

    def frame_of(self, release: PublicRelease) -> str:
        """Return the URL of one release as a page to be shown in an iframe."""
        return f"{self.base}/{release.newsroom.slug}/embed?release={release.id}"

    def builder(self, newsroom: str) -> str:
        """Return the URL of the page where partners choose a list and copy its code."""
        return f"{self.base}/{newsroom}/embed/builder"

    def component(self) -> str:
        """Return the URL of the script that defines `<press-releases>`."""
        return f"{self.base}/embed.js"

    def oembed(self, url: str, form: str) -> str:
        """Return the URL of the oEmbed of one of our pages; `form` is json or xml."""
        return f"{self.base}/oembed?url={_quoted(url)}&format={form}"

    def listing(self, selection: Selection) -> str:
        """Return the URL of the page for people that shows the same list."""
        return f"{self._room(selection)}/{query(selection)}"

    def media(self, media: Media) -> str:
        """Return the URL of a stored file; of a picture the one that stands for all its sizes."""
        return f"{self.base}/media/{file_name(media)}"

    def rendition(self, media: Media, rendition: Rendition) -> str:
        return f"{self.base}/media/{file_name(media, rendition)}"

    def logo(self, newsroom: Newsroom) -> str:
        """Return the URL of a newsroom's logo, stored here or elsewhere, empty for none."""
        return f"{self.base}/media/{newsroom.logo}" if newsroom.logo_media else newsroom.logo

    def static(self, name: str) -> str:
        return f"{self.base}/static/{name}"

    def api(self, path: str) -> str:
        """Return the URL of something under /api: `docs`, `v1/newsrooms/…`."""
        return f"{self.base}/api/{path}"

    def _release(self, newsroom: str, release: str, title: str) -> str:
        return f"{self.base}/{newsroom}/{release}/{slug(clean(title))}"

    def _room(self, selection: Selection) -> str:
        return f"{self.base}/{selection.newsroom}" if selection.newsroom else self.base


# A page names both forms of the oEmbed of one address.
_quoted = lru_cache(1_024)(quote_plus)

# What narrows a listing, in the order of its canonical query string.
FILTERS = ("kind", "topic", "place", "lang")


@lru_cache(1_024)
def query(selection: Selection) -> str:
    """Return the canonical query string of a selection's filters, with its question mark."""
    pairs = [
        (name, clean(str(value)))
        for name in (*FILTERS, "year")
        if (value := getattr(selection, name))
    ]
    return f"?{urlencode(pairs)}" if pairs else ""
