"""What partners embed, over HTTP: options, headers, tags, and who may frame what."""

import gzip
import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain
from pathlib import Path

import pytest

from feeds.embed_options import Embed, Theme, fragment_url, frame_url
from feeds.links import Links
from releases.desk.approval import Order
from releases.model import Kind
from releases.public import Selection
from releases.timeline import Action
from service.app import ROUTES
from service.doctor.embed import examine
from service.pages.embed_snippets import list_snippets
from service.pages.static_files import STATIC
from service.public.resources import Resource
from tests import builders
from tests.builders import LINKS
from tests.clocks import ManualClock
from tests.service.app_server import BASE, ROOM, Press, run_app
from tests.service.parsed import read, texts

FRAME = f"/{ROOM}/embed"


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    with run_app(tmp_path_factory.mktemp("embeds"), ManualClock()) as running:
        running.picture("bild1")
        running.publish(builders.document(images=(builders.image("bild1"),)))
        running.clock.advance(timedelta(minutes=1))
        running.publish(builders.document("Nyheten", kind=Kind.NEWS, topics=("kultur",)))
        running.clock.advance(timedelta(minutes=1))
        gone = running.publish(builders.document("Borta"))
        running.clock.advance(timedelta(minutes=1))
        running.order(gone.release, Order(Action.WITHDRAW, note="Uppgifterna var fel."))
        yield running


def test_the_script_weighs_less_than_four_kilobytes(press: Press) -> None:
    assert len(gzip.compress(press.get("/embed.js").body)) < 4_000
    assert int(press.get("/embed.js", accept_encoding="gzip").header("content-length") or 0) < 4_000


def test_the_script_may_be_taken_by_every_origin_and_is_asked_for_again_by_its_tag(
    press: Press,
) -> None:
    script = press.get("/embed.js")
    assert script.kind == "text/javascript; charset=utf-8"
    assert script.header("access-control-allow-origin") == "*"
    assert script.header("cross-origin-resource-policy") == "cross-origin"
    assert press.get("/embed.js", if_none_match=script.etag).status == 304


def test_the_script_brings_the_style_sheet_of_the_frame_and_writes_no_style_element(
    press: Press,
) -> None:
    script = press.get("/embed.js").text
    assert ".pressrum-withdrawal" in script
    assert "adoptedStyleSheets" in script
    assert "innerHTML" not in script
    assert "<style" not in script


def test_pictures_are_in_the_fragment_only_if_asked_for(press: Press) -> None:
    assert "<img" not in press.get(f"/{ROOM}/embed.html").text
    assert "<img" not in press.get(f"/{ROOM}/embed.html?pictures=0").text
    assert "Foto: Olle Ek" in press.get(f"/{ROOM}/embed.html?pictures=1").text
    assert press.get(f"/{ROOM}/embed.html?pictures=ja").status == 400


def test_the_frame_is_a_page_of_its_own_whose_links_leave_it(press: Press) -> None:
    page = read(press.get(FRAME).body)
    assert page.get("lang") == "sv"
    assert texts(page, "//title") == texts(page, "//h1") == ["Region Mellanlandet"]
    assert len(page.xpath("//h2")) == 3
    assert page.xpath("//base/@target") == ["_top"]
    assert "Återkallat" in page.text_content()


def test_the_frame_shows_what_is_asked_for(press: Press) -> None:
    page = read(press.get(f"{FRAME}?count=1&kind=news&theme=dark").body)
    assert texts(page, "//h2") == ["Nyheten"]
    assert texts(page, "//h1") == ["Region Mellanlandet: Nyheter"]
    assert page.xpath("//body/@class") == ["pressrum-frame pressrum-dark"]
    assert page.xpath("//meta[@name='color-scheme']/@content") == ["dark"]


def test_a_frame_of_one_release_is_named_by_it(press: Press) -> None:
    entry = press.publish(builders.document("Ensam"))
    page = read(press.get(f"{FRAME}?release={entry.release}").body)
    assert texts(page, "//title") == texts(page, "//h2") == ["Ensam"]
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{BASE}/{ROOM}/{entry.release}/ensam"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("theme=blue", 400),
        ("count=0", 400),
        ("count=51", 400),
        ("kind=rumour", 400),
        ("release=aaaaaaaaaaaaaaaa", 404),
        ("release=aaaaaaaaaaaaaaaa&count=3", 400),
        ("release=aaaaaaaaaaaaaaaa&topic=kultur", 400),
    ],
)
def test_what_cannot_be_asked_of_the_frame_is_refused(
    press: Press, query: str, status: int
) -> None:
    assert press.get(f"{FRAME}?{query}").status == status


@pytest.mark.parametrize("path", [FRAME, f"{FRAME}/builder"])
def test_pages_with_script_run_only_files_of_ours(press: Press, path: str) -> None:
    answer = press.get(path)
    policy = answer.header("content-security-policy") or ""
    assert f"script-src 'self' {BASE};" in policy
    assert "unsafe" not in policy
    page = read(answer.body)
    assert (
        page.xpath("//style | //@style | //script[not(@src)] | //@*[starts-with(name(), 'on')]")
        == []
    )
    sources = page.xpath("//script/@src")
    assert sources
    assert all(src.startswith(f"{BASE}/static/") for src in sources)


def test_the_press_room_leads_to_the_builder_and_tells_its_oembed(press: Press) -> None:
    page = read(press.get(f"/{ROOM}/").body)
    assert page.xpath("//a[normalize-space()='Bädda in']/@href") == [f"{BASE}{FRAME}/builder"]
    assert len(page.xpath("//link[contains(@type, 'oembed')]")) == 2


def test_the_builder_remembers_the_choice_and_offers_what_is_published(press: Press) -> None:
    page = read(press.get(f"{FRAME}/builder?count=2&topic=kultur&heading=3&pictures=1").body)
    assert page.xpath("//select[@name='topic']/option[@selected]/@value") == ["kultur"]
    assert page.xpath("//select[@name='heading']/option[@selected]/@value") == ["3"]
    assert page.xpath("//input[@name='pictures']/@checked") == ["checked"]
    assert "Kollektivtrafik" in texts(page, "//select[@name='topic']/option")
    assert texts(page, "//select[@name='lang']/option[@value='sv']") == ["svenska"]
    assert "kollektivtrafik" in page.xpath("//select[@name='topic']/option/@value")
    previews = set(page.xpath("//iframe/@src"))
    assert previews == {f"{BASE}{FRAME}?count=2&topic=kultur&pictures=1"}


def test_a_choice_that_nothing_has_stays_chosen(press: Press) -> None:
    page = read(press.get(f"{FRAME}/builder?topic=egen+kod").body)
    assert texts(page, "//select[@name='topic']/option[@selected]") == ["egen kod"]


def test_every_way_in_the_builder_leads_to_something_that_is_there(press: Press) -> None:
    embed = Embed(
        Selection(newsroom=ROOM, kind=Kind.NEWS, topic="kultur"), 3, 4, Theme.DARK, pictures=True
    )
    fragment, frame = fragment_url(embed, LINKS), frame_url(embed, LINKS)
    for url in (fragment, frame):
        assert press.get(url.removeprefix(BASE)).status == 200
    codes = {way.name: way.code for way in list_snippets(embed, "Nytt", LINKS)}
    for name in ("WordPress", "Optimizely (Episerver)"):
        assert f'"{fragment}"' in codes[name]
    assert fragment.removeprefix(BASE) in codes["Server-side include"]
    assert f'src="{frame.replace("&", "&amp;")}"' in codes["Iframe"]
    assert (
        f'<press-releases newsroom="{ROOM}" count="3" kind="news" topic="kultur" heading="4" '
        'pictures theme="dark">'
    ) in codes["Vanlig HTML"]


def test_code_of_a_hostile_choice_is_still_one_element() -> None:
    embed = Embed(Selection(newsroom=ROOM, topic='"><script>alert(1)</script>'))
    for way in list_snippets(embed, "<b>Nytt</b>", LINKS):
        assert "<script>alert" not in way.code
        assert "<b>" not in way.code


def test_what_is_default_is_not_in_an_address() -> None:
    plain = Embed(Selection(newsroom=ROOM))
    assert fragment_url(plain, LINKS) == f"{BASE}/{ROOM}/embed.html"
    assert frame_url(plain, LINKS) == f"{BASE}/{ROOM}/embed"


DOCUMENTED = (Path(__file__).parents[3] / "docs" / "embedding.md").read_text(encoding="utf-8")


def test_every_custom_property_and_class_is_documented_and_there(press: Press) -> None:
    sheet = STATIC["embed.css"].decode()
    used, told = (set(re.findall(r"--pressrum-[a-z]+", text)) for text in (sheet, DOCUMENTED))
    assert used == told
    page = read(press.get(f"/{ROOM}/embed.html?pictures=1").body)
    shown = {name for element in page.xpath("//@class") for name in element.split()}
    assert shown <= set(re.findall(r"pressrum[a-z-]*", DOCUMENTED))


def test_the_documented_policy_is_one_the_doctor_finds_sound() -> None:
    match = re.search(r"^Content-Security-Policy: (.+)$", DOCUMENTED, re.MULTILINE)
    assert match
    page = '<h1>Nyheter</h1><press-releases newsroom="region-nordanvik" pictures></press-releases>'
    headers = [("Content-Security-Policy", match[1])]
    links = Links("https://press.example.se")
    findings = examine("https://www.example.se/", page, headers, links)
    assert findings
    assert all(finding.well for finding in findings)


def test_every_option_of_fragment_and_component_is_documented() -> None:
    embeds = ("/{newsroom}/embed.html", "/{newsroom}/embed")
    known = [
        route.parameters for route in ROUTES if isinstance(route, Resource) and route.path in embeds
    ]
    assert len(known) == len(embeds)
    for name in chain.from_iterable(known):
        assert f"`{name}" in DOCUMENTED, name
