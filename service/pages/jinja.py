"""From template and values to bytes: one Jinja2 environment for public pages, errors and desk."""

import re
from collections.abc import Callable, MutableMapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from feeds import markup, wording
from feeds.characters import clean, escape, language, spoken_attributes, web_address
from feeds.languages import SWEDISH, translate
from feeds.links import Links
from feeds.topics import topic_label
from releases.model import Kind, Newsroom
from releases.public import PublicRelease, Selection
from releases.text import phones, search_terms
from releases.times import STOCKHOLM
from service.pages.static_files import static_url


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


def _phone_link(stored: str) -> Markup:
    return Markup(markup.phone_link(stored))  # noqa: S704 - escaped there


def _email_link(stored: str) -> Markup:
    return Markup(markup.email_link(stored))  # noqa: S704 - escaped there


def exact_clock(instant: datetime) -> str:
    """Write the Stockholm time of day to the second: 07.23.05."""
    return instant.astimezone(STOCKHOLM).strftime("%H.%M.%S")


def _mark_code(text: str) -> Markup:
    """Return a text with its `backquoted` words as `<code>`."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text)))  # noqa: S704 - escaped


def breakable(path: str) -> Markup:
    """Return a path that may be broken across lines behind its slashes."""
    return Markup("/<wbr>").join(path.split("/"))


def foreign(tag: str, around: str = SWEDISH) -> Markup:
    """Return `lang` and `dir` where a text is not in the language of the page around it."""
    return Markup(spoken_attributes(tag, around))  # noqa: S704 - a checked tag alone


def _clean_value(value: object) -> object:
    """Strip what HTML forbids from every text a template writes."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


class _Context(Context):
    """What a template sees while it is rendered; what it calls is called as it is."""

    def call(
        self,
        called: Callable[..., Any],
        /,
        *args: object,
        _block_vars: object = None,
        _loop_vars: object = None,
        **kwargs: object,
    ) -> object:
        """Call something in a template. Nothing of ours asks for the context; macros do."""
        # Jinja's own looks at everything whether it does, which costs more than most calls.
        return (
            super().call(called, *args, **kwargs)
            if isinstance(called, Macro)
            else called(*args, **kwargs)
        )


class _Templates(Environment):
    """An environment whose templates share one dictionary of globals, which all are given here."""

    context_class = _Context

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        # Jinja's own is a chain of two, which is looked through name by name at each rendering.
        return self.globals if d is None else {**self.globals, **d}


_ENVIRONMENT = _Templates(
    loader=PackageLoader("service"),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=_clean_value,
    # An update that replaces the files changes nothing in a process of the version before it.
    auto_reload=False,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters["phone"] = phones.format_phone
_ENVIRONMENT.filters["phone_link"] = phones.link
_ENVIRONMENT.globals.update(
    Kind=Kind,
    Selection=Selection,
    foreign=foreign,
    language=language,
    language_name=wording.language_name,
    kind_labels=wording.KIND_LABELS,
    kind_plurals=wording.KIND_PLURALS,
    occasion=wording.occasion,
    say=translate,
    breakable=breakable,
    email_link=_email_link,
    exact_clock=exact_clock,
    coded=_mark_code,
    withdrawal=wording.WITHDRAWAL,
    moment=wording.moment,
    phone_link=_phone_link,
    published=published,
    question_length=search_terms.LENGTH,
    published_day=published_day,
    static_url=static_url,
    time=time,
    topic_label=topic_label,
    web_address=web_address,
)


@lru_cache(256)
def _share(
    template: str, links: Links, newsroom: Newsroom | None, selection: Selection, tongue: str
) -> Markup:
    """Return a part of pages that depends on nothing else, and is on every page of a newsroom."""
    part = _ENVIRONMENT.get_template(template).render(
        links=links, newsroom=newsroom, selection=selection, tongue=tongue
    )
    return Markup(part)  # noqa: S704 - escaped there


_ENVIRONMENT.globals["shared"] = _share


def register(**names: object) -> None:
    """Add what more templates may call; ValueError for a name that is taken."""
    if taken := _ENVIRONMENT.globals.keys() & names:
        raise ValueError(*sorted(taken))
    _ENVIRONMENT.globals.update(names)


def prepare() -> None:
    """Compile every template, which its first rendering would else do."""
    for name in _ENVIRONMENT.list_templates():
        _ENVIRONMENT.get_template(name)


def render(template: str, links: Links, **values: object) -> bytes:
    """Return a page of `service/templates` in UTF-8; a value it lacks is an error.

    `tongue` among the values is the language of our own words on the page, else they are Swedish.
    """
    shown = {"tongue": SWEDISH, "links": links} | values
    return _ENVIRONMENT.get_template(template).render(shown).encode()
