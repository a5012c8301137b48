"""A pasted address as WordPress takes it: what it asks for, and what it leaves of the answer.

Requests and rules are those of WordPress 6.1 for a site it does not know: `WP_oEmbed::discover` and
`fetch`, `wp_filter_oembed_result` and `wp_filter_oembed_iframe_title_attribute`.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from lxml import html
from lxml.html import HtmlElement

from releases.desk.approval import Order
from releases.timeline import Action
from tests import builders
from tests.clocks import ManualClock
from tests.service.app_server import BASE, ROOM, Press, run_app

TITLES = (
    'Vattnet i "Lill-Anna" är > 25 grader & går att bada i',
    "Länets <b>nya</b> ambulanser/>fler än väntat",
    "Ambulansen 'Örnen' lyfter – klockan 07.00",
)
NAME = "Pressmeddelande från Region Mellanlandet, 3 april 2018"
# What it reads of a page, and what it leaves of an iframe.
MOST = 153_600
KEPT = {
    *("src", "width", "height", "title", "scrolling"),
    *("frameborder", "marginwidth", "marginheight"),
}


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    with run_app(tmp_path_factory.mktemp("wordpress"), ManualClock()) as running:
        yield running


def discovered(press: Press, address: str) -> str | None:
    """Return the address of its oEmbed that a page gives, as WordPress reads it."""
    answer = press.get(address.removeprefix(BASE))
    while answer.status == 301:
        answer = press.get((answer.header("location") or "").removeprefix(BASE))
    head = answer.body[:MOST].decode().partition("</head>")[0]
    for link in re.findall(r"<link([^<>]+?)/?>", head, re.IGNORECASE):
        said = dict(re.findall(r'([\w-]+)\s*=\s*"([^"]*)"', link))
        if said.get("type") == "application/json+oembed" and said.get("href"):
            return unescape(said["href"])
    return None


def fetched(press: Press, provider: str, pasted: str, width: int = 600) -> dict[str, Any]:
    """Return the answer to the request that WordPress makes of what it discovered."""
    parts = urlsplit(provider)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    asked |= {"maxwidth": str(width), "maxheight": str(min(width * 3 // 2, 1000)), "url": pasted}
    answer = press.get(f"{parts.path}?{urlencode({**asked, 'dnt': '1', 'format': 'json'})}")
    assert answer.status == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def cleaned(code: str) -> str:
    """Return what WordPress leaves of an answer's HTML before it adds its own; nothing if unsound.

    Attributes it does not name go; then only a blockquote without any and an iframe stay.
    """
    kept = {"a": {"href"}, "blockquote": set[str](), "iframe": KEPT}
    stripped = re.sub(
        r"<(\w+)((?: [^<>]*)?)>",
        lambda tag: "<{}{}>".format(
            tag[1],
            "".join(
                attribute
                for attribute, name in re.findall(r'( ([\w-]+)(?:="[^"]*")?)', tag[2])
                if name in kept.get(tag[1], ())
            ),
        ),
        code,
    )
    match = re.search(
        r"(<blockquote>.*?</blockquote>)?.*(<iframe.*?></iframe>)", stripped, re.DOTALL
    )
    return (match[1] or "") + match[2] if match else ""


def frame(answer: Mapping[str, Any]) -> HtmlElement:
    """Return the iframe of an answer."""
    (element,) = html.fragment_fromstring(answer["html"], create_parent=True).iter("iframe")
    return element


def published(press: Press, title: str) -> str:
    """Return the address of a new release as its reader copies it."""
    release = press.publish(builders.document(title)).release
    return press.get(f"/{ROOM}/{release}").header("location") or ""


@pytest.mark.parametrize("title", TITLES)
def test_a_pasted_release_becomes_its_frame(press: Press, title: str) -> None:
    address = published(press, title)
    provider = discovered(press, address)
    assert provider
    answer = fetched(press, provider, address)
    assert (answer["type"], answer["title"]) == ("rich", title)
    element = frame(answer)
    assert press.get((element.get("src") or "").removeprefix(BASE)).status == 200


@pytest.mark.parametrize(
    "added", ["?utm_source=nyhetsbrev", "#kontakt", "?fbclid=1#:~:text=Vattnet", "/"]
)
def test_what_stands_behind_a_copied_address_does_no_harm(press: Press, added: str) -> None:
    address = published(press, "Fler platser i förskolan")
    provider = discovered(press, address + added.partition("#")[0])
    assert provider
    assert fetched(press, provider, address + added)["title"] == "Fler platser i förskolan"


@pytest.mark.parametrize("path", [f"/{ROOM}/", f"/{ROOM}/?kind=news&topic=kultur", f"/{ROOM}"])
def test_a_pasted_press_room_becomes_the_frame_of_its_list(press: Press, path: str) -> None:
    provider = discovered(press, BASE + path)
    assert provider
    answer = fetched(press, provider, BASE + path, 500)
    assert answer["width"] == 500
    assert press.get((frame(answer).get("src") or "").removeprefix(BASE)).status == 200


def test_a_withdrawn_release_is_discovered_as_its_notice(press: Press) -> None:
    """Where it was pasted, WordPress asks again once the text around it is saved."""
    address = published(press, "Fel belopp i budgeten")
    press.clock.advance(timedelta(minutes=1))
    release = address.split("/")[-2]
    press.order(release, Order(Action.WITHDRAW, note="Beloppet var fel."))
    assert press.get(address.removeprefix(BASE)).status == 410
    provider = discovered(press, address)
    assert provider
    assert fetched(press, provider, address)["title"] == "Återkallat: Fel belopp i budgeten"


def test_nothing_that_a_frame_says_is_taken_from_it(press: Press) -> None:
    for path in (f"/{ROOM}/", published(press, TITLES[0]).removeprefix(BASE)):
        answer = fetched(press, f"{BASE}/oembed", BASE + path)
        assert set(frame(answer).keys()) <= KEPT
        assert frame({"html": cleaned(answer["html"])}).items() == frame(answer).items()


@pytest.mark.parametrize("title", TITLES)
def test_a_link_stands_for_the_frame_until_the_frame_speaks(press: Press, title: str) -> None:
    """WordPress loads what listens to frames only where a quotation stands beside one."""
    address = published(press, title)
    left = cleaned(fetched(press, f"{BASE}/oembed", address)["html"])
    assert re.match(r"<blockquote>.+</blockquote><iframe ", left)
    (link,) = html.fragment_fromstring(left, create_parent=True).iter("a")
    assert (link.get("href"), link.text_content()) == (address, NAME)
    for path in (f"/{ROOM}/", f"/{ROOM}/?kind=news"):
        left = cleaned(fetched(press, f"{BASE}/oembed", BASE + path)["html"])
        (link,) = html.fragment_fromstring(left, create_parent=True).iter("a")
        assert link.get("href") == BASE + path


@pytest.mark.parametrize("title", TITLES)
def test_what_wordpress_keeps_says_nothing_that_a_correction_changes(
    press: Press, title: str
) -> None:
    """It keeps the frame for years, with the title of its first day."""
    address = published(press, title)
    release = address.split("/")[-2]
    before = fetched(press, f"{BASE}/oembed", address)
    press.clock.advance(timedelta(minutes=1))
    right = builders.document("Rätt rubrik", lead="Rätt.")
    press.order(release, Order(Action.CORRECT, note="Rubriken var fel."), right)
    corrected = fetched(press, f"{BASE}/oembed", address)
    press.clock.advance(timedelta(minutes=1))
    press.order(release, Order(Action.WITHDRAW, note="Allt var fel."))
    withdrawn = fetched(press, f"{BASE}/oembed", address)
    told = [answer["title"] for answer in (before, corrected, withdrawn)]
    assert told == [title, "Rätt rubrik", "Återkallat: Rätt rubrik"]
    kept = frame(before).items()
    assert dict(kept)["title"] == NAME
    assert frame(corrected).items() == frame(withdrawn).items() == kept


def test_elsewhere_the_frame_stands_alone(press: Press) -> None:
    """A system that changes nothing shows no quotation."""
    code = fetched(press, f"{BASE}/oembed", f"{BASE}/{ROOM}/")["html"]
    (quotation,) = html.fragment_fromstring(code, create_parent=True).iter("blockquote")
    assert quotation.get("hidden") is not None


def test_a_frame_takes_no_more_room_than_was_asked_for(press: Press) -> None:
    """A browser's own border would stand outside the width, in the colours of 1995."""
    for width in (320, 500, 600):
        element = frame(fetched(press, f"{BASE}/oembed", f"{BASE}/{ROOM}/", width))
        assert (element.get("width"), element.get("frameborder")) == (str(width), "0")


def test_a_frame_keeps_to_light_pages_since_nobody_can_choose(press: Press) -> None:
    """A reader's dark mode alone says nothing of the page around: most stay light."""
    for path in (f"/{ROOM}/", f"/{ROOM}/?kind=news", published(press, "Nytt ljus i tunneln")):
        answer = fetched(press, f"{BASE}/oembed", BASE + path.removeprefix(BASE))
        src = frame(answer).get("src") or ""
        page = press.get(src.removeprefix(BASE)).text
        assert '<meta name="color-scheme" content="light">' in page


SAME = (
    f"http://press.example/{ROOM}/",
    f"https://press.example:443/{ROOM}/",
    f"https://Press.Example/{ROOM}/",
    f"HTTPS://press.example/{ROOM}/",
    f"http://press.example:80/{ROOM}/?kind=news",
)


@pytest.mark.parametrize("pasted", SAME)
def test_an_address_is_known_in_every_spelling_that_leads_to_us(press: Press, pasted: str) -> None:
    known = fetched(press, f"{BASE}/oembed", BASE + "/" + pasted.split("/", 3)[3])
    assert fetched(press, f"{BASE}/oembed", pasted) == known


@pytest.mark.parametrize(
    "pasted",
    [
        f"https://press.example:8443/{ROOM}/",
        f"ftp://press.example/{ROOM}/",
        f"https://www.press.example/{ROOM}/",
        f"https://press.example:x/{ROOM}/",
        f"https://press.example@annan.example/{ROOM}/",
        f"https://a:b@press.example/{ROOM}/",
        f"//press.example/{ROOM}/",
    ],
)
def test_an_address_that_leads_elsewhere_is_not_ours(press: Press, pasted: str) -> None:
    assert press.get(f"/oembed?{urlencode({'url': pasted})}").status == 404


def test_a_foreign_host_is_known_by_its_letters_too(tmp_path: Path) -> None:
    base = "https://xn--rebro-pressrum-upb.example"
    with run_app(tmp_path, ManualClock(), base_url=base) as press:
        known = fetched(press, f"{base}/oembed", f"{base}/{ROOM}/")
        for pasted in ("https://örebro-pressrum.example", "https://ÖREBRO-pressrum.example"):
            assert fetched(press, f"{base}/oembed", f"{pasted}/{ROOM}/") == known
        long = f"https://{'å' * 70}.example/{ROOM}/"
        assert press.get(f"/oembed?{urlencode({'url': long})}").status == 404
