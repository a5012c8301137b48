"""What stands in the way of an embed on a partner's page, from its HTML and headers alone."""

from collections.abc import Sequence
from html.parser import HTMLParser
from urllib.parse import urljoin

import msgspec

from feeds.links import Links
from service.doctor.database import Finding
from service.doctor.foreign_csp import Policy, policies

# Directive, what it is for, and an address it must let through.
_LOADED = (
    ("script-src", "the component's script", "/embed.js"),
    ("connect-src", "the component's list", "/newsroom/embed.html"),
    ("img-src", "pictures", "/media/picture.jpg"),
    ("frame-src", "the iframe", "/newsroom/embed"),
)
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_HEIGHT = "--pressrum-height"
_FREE = "allow-top-navigation"


class EmbedPage(msgspec.Struct):
    """What a page holds that matters to an embed."""

    ways: set[str] = msgspec.field(default_factory=set)
    faults: list[tuple[str, str]] = msgspec.field(default_factory=list)
    policies: list[str] = msgspec.field(default_factory=list)
    unsaid: int = 0
    pictured: bool = False


def examine(url: str, page: str, headers: Sequence[tuple[str, str]], links: Links) -> list[Finding]:
    """Return what was found on the page at `url`, the header it should send last if another."""
    reader = _Reader(url, links)
    reader.feed(page)
    reader.close()
    seen = reader.seen
    if url.startswith("https:") and links.base.startswith("http:"):
        seen.faults.append(
            ("address", "the page is https and we are not: nothing of ours is loaded")
        )
    sent = [value for name, value in headers if name.lower() == "content-security-policy"]
    ruling = policies([*sent, *seen.policies])
    cookies = [value.split("=")[0] for name, value in headers if name.lower() == "set-cookie"]
    return [
        Finding("embed", f"found: {', '.join(sorted(seen.ways))}" if seen.ways else _NONE),
        *_policy(url, ruling, seen, links),
        *(Finding(subject, said, well=False) for subject, said in seen.faults),
        *_layout_findings(page, seen),
        Finding("alt", f"{seen.unsaid} pictures without alt", well=False)
        if seen.unsaid
        else Finding("alt", "every picture says what it shows or that it says nothing"),
        Finding("cookies", f"the page sets {', '.join(cookies)}; the embed none")
        if cookies
        else Finding("cookies", "none"),
    ]


def _layout_findings(page: str, seen: EmbedPage) -> list[Finding]:
    """Return what is known of the room kept for the component: its style may be in any sheet."""
    if "component" not in seen.ways:
        return []
    there = "in the page" if _HEIGHT in page else "not in the page itself; see to it in its sheets"
    return [Finding("layout", f"the line that sets {_HEIGHT} is {there}")]


def _policy(url: str, ruling: Sequence[Policy], seen: EmbedPage, links: Links) -> list[Finding]:
    if not ruling:
        return [Finding("policy", "the page has no Content-Security-Policy: nothing is blocked")]
    needed = _needed_directives(seen)
    findings: list[Finding] = []
    opened = list(ruling)
    for directive, what, path in _LOADED:
        blocking = [
            policy for policy in ruling if not policy.allows(directive, links.base + path, url)
        ]
        if not blocking:
            findings.append(Finding("policy", f"{what}: allowed"))
            continue
        name = next(
            governing[0] for policy in blocking if (governing := policy.governing(directive))
        )
        well = directive not in needed
        said = f"{what}: blocked by {name}" + (" (not used on this page)" if well else "")
        findings.append(Finding("policy", said, well=well))
        if not well:
            opened = [
                policy.with_source(directive, links.base) if original in blocking else policy
                for original, policy in zip(ruling, opened, strict=True)
            ]
    if opened != list(ruling):
        said = ", ".join(source.text() for source in opened)
        findings.append(Finding("header", f"Content-Security-Policy: {said}", well=False))
    return findings


def _needed_directives(seen: EmbedPage) -> set[str]:
    needed = {"frame-src"} if "iframe" in seen.ways else set()
    if "component" in seen.ways or not seen.ways:
        needed |= {"script-src", "connect-src"}
    return needed | ({"img-src"} if seen.pictured else set())


class _Reader(HTMLParser):
    """Goes through a page once, in order, as somebody who listens to it does."""

    def __init__(self, url: str, links: Links) -> None:
        super().__init__()
        self.seen = EmbedPage()
        self._url = url
        self._links = links
        self._level = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _LEVELS:
            self._heading(_LEVELS[tag], f"<{tag}>")
        elif tag == "press-releases":
            self._component(values)
        elif tag == "iframe":
            self._frame(values)
        elif tag == "img":
            self._picture(values)
        elif tag == "meta" and values.get("http-equiv", "").lower() == "content-security-policy":
            self.seen.policies.append(values.get("content", ""))
        elif "pressrum" in values.get("class", "").split():
            self.seen.ways.add("fragment")

    def _heading(self, level: int, named: str) -> None:
        if level > self._level + 1:
            above = f"<h{self._level}>" if self._level else "no heading"
            said = f"{named} follows {above}: a level is skipped"
            self.seen.faults.append(("headings", said))
        self._level = level

    def _component(self, values: dict[str, str]) -> None:
        self.seen.ways.add("component")
        self.seen.pictured |= "pictures" in values
        level = _LEVELS.get(f"h{values.get('heading', '')}", 2)
        self._heading(level, f'<press-releases heading="{level}">')

    def _frame(self, values: dict[str, str]) -> None:
        if not self._ours(values.get("src", "")):
            return
        self.seen.ways.add("iframe")
        if not values.get("title", "").strip():
            self.seen.faults.append(("iframe", "has no title: say what is in it"))
        if not values.get("height"):
            self.seen.faults.append(("layout", "the iframe has no height: the page will jump"))
        if "sandbox" in values and _FREE not in values["sandbox"]:
            said = (
                "its sandbox lets no link be followed: add allow-top-navigation-by-user-activation"
            )
            self.seen.faults.append(("iframe", said))

    def _picture(self, values: dict[str, str]) -> None:
        self.seen.unsaid += "alt" not in values
        if self._ours(values.get("src", "")):
            self.seen.pictured = True
            if not (values.get("width") and values.get("height")):
                said = "a picture of ours has lost its width and height: the page will jump"
                self.seen.faults.append(("layout", said))

    def _ours(self, address: str) -> bool:
        return urljoin(self._url, address).startswith(f"{self._links.base}/")


_NONE = "there is none on the page yet; what follows is for the component"
