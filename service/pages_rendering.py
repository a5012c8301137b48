"""From template and values to bytes: the one Jinja2 environment and what templates may call."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from importlib.resources import files
from importlib.resources.abc import Traversable

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from feeds import markup, wording
from feeds.characters import clean, escape, language, web_address
from feeds.links import Links
from feeds.tongues import SWEDISH, said
from feeds.topics import topic_label
from releases import searching
from releases.model import Kind
from releases.reading import PublicRelease, Selection
from releases.times import STOCKHOLM

_VERSION_LENGTH = 12
# Parts of the public pages' sheet and of the desk's alike.
_COMMON = "common.css"
_SHEETS = ("pressrum.css", "redaktion.css")


def _static(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.name == _COMMON:
            continue
        if entry.name.endswith(".css") and entry.is_dir():
            common = folder.joinpath(_COMMON).iterdir() if entry.name in _SHEETS else ()
            yield f"{prefix}{entry.name}", _joined((*common, *entry.iterdir()))
        elif entry.is_dir():
            yield from _static(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry.read_bytes()


def _joined(parts: Iterable[Traversable]) -> bytes:
    """Return a style sheet whose parts, one idea a file, stand in the order of their numbers."""
    ordered = sorted(parts, key=lambda part: int(part.name.partition("-")[0]))
    return b"\n".join(part.read_bytes() for part in ordered)


# Every file in `service/static` by its path there.
STATIC = dict(_static(files("service").joinpath("static")))
_VERSIONS = {
    name: hashlib.sha256(body).hexdigest()[:_VERSION_LENGTH] for name, body in STATIC.items()
}


def static_version(name: str) -> str:
    """Return the content hash of a file in `service/static`; KeyError where there is none."""
    return _VERSIONS[name]


def static_url(links: Links, name: str) -> str:
    """Return the URL of a static file that changes with its content, good to cache for ever."""
    return f"{links.static(name)}?v={static_version(name)}"


def time(instant: datetime, shown: str, *, day_only: bool = False) -> Markup:
    """Return the `<time>` element of an instant, shown with the given words."""
    return Markup(markup.time_element(instant, shown, day_only=day_only))  # noqa: S704 - escaped there


def published(release: PublicRelease, spoken: str = SWEDISH) -> Markup:
    """Return when a release was published, without a time of day where none was stated."""
    at, day_only = release.state.published, release.state.day_only
    return time(at, wording.moment(at, spoken, day_only=day_only), day_only=day_only)


def published_day(release: PublicRelease) -> Markup:
    """Return the day a release was published, as lists show it."""
    at = release.state.published
    return time(at, wording.day(at), day_only=release.state.day_only)


def clock(instant: datetime) -> str:
    """Write the Stockholm time of day to the second: 07.23.05."""
    return instant.astimezone(STOCKHOLM).strftime("%H.%M.%S")


def coded(text: str) -> Markup:
    """Return a text with its `backquoted` words as `<code>`."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text)))  # noqa: S704 - escaped


def breakable(path: str) -> Markup:
    """Return a path that may be broken across lines behind its slashes."""
    return Markup("/<wbr>").join(path.split("/"))


def foreign(tag: str, around: str = SWEDISH) -> Markup:
    """Return a `lang` attribute where a text is not in the language of the page around it."""
    spoken = language(tag)
    same = spoken.lower().split("-")[0] == around
    return Markup("") if same else Markup(' lang="{}"').format(spoken)


def _shown(value: object) -> object:
    """Strip what HTML forbids from every text a template writes."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


_ENVIRONMENT = Environment(
    loader=PackageLoader("service"),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=_shown,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.globals.update(
    Kind=Kind,
    Selection=Selection,
    foreign=foreign,
    language=language,
    language_name=wording.language_name,
    kind_labels=wording.KIND_LABELS,
    kind_plurals=wording.KIND_PLURALS,
    occasion=wording.occasion,
    say=said,
    breakable=breakable,
    clock=clock,
    coded=coded,
    withdrawal=wording.WITHDRAWAL,
    moment=wording.moment,
    published=published,
    question_length=searching.LENGTH,
    published_day=published_day,
    static_url=static_url,
    time=time,
    topic_label=topic_label,
    web_address=web_address,
)


def prepare() -> None:
    """Compile every page's template, which its first rendering would else do."""
    for name in _ENVIRONMENT.list_templates():
        # The desk's templates are its own environment's.
        if "/" not in name:
            _ENVIRONMENT.get_template(name)


def render(template: str, links: Links, **values: object) -> bytes:
    """Return a page of `service/templates` in UTF-8; a value it lacks is an error.

    `tongue` among the values is the language of our own words on the page, else they are Swedish.
    """
    shown = {"tongue": SWEDISH, "links": links} | values
    return _ENVIRONMENT.get_template(template).render(shown).encode()
