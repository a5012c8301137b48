"""A newsroom's colour over HTTP: in its embeds from the moment it is chosen, and nowhere else."""

import base64
import hashlib
import re

import pytest

from feeds.accent import DARK, Accent, accent
from releases.desk import newsroom_settings
from releases.rules.roles import Role
from releases.store.settings import RoomSettings
from releases.text.colours import WHITE, contrast
from service.pages.static_files import STATIC
from tests import builders
from tests.builders import HOUR
from tests.service.app_server import BASE, ROOM, WHO, HttpResponse, Press
from tests.service.parsed import read, texts
from tests.service.redaktion.desk_client import Visitor, somebody
from tests.service.redaktion.review_forms import add_draft, at

OTHER = "region-grannlandet"
PLUM = accent("#7a1f5c") or Accent("", "")


def chosen(press: Press, colour: str, room: str = ROOM) -> None:
    press.write(newsroom_settings.change, RoomSettings(room, accent=colour), WHO)


def style(answer: HttpResponse) -> str:
    """Return the text of a page's style element as it was sent, checked against its policy."""
    (styles,) = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    policy = answer.header("content-security-policy") or ""
    assert f"style-src 'self' {BASE} 'sha256-{digest}';" in policy
    assert "unsafe" not in policy
    return str(styles)


def test_the_fragment_tells_the_colour_and_uses_none(press: Press) -> None:
    press.publish(builders.document())
    before = press.get(f"/{ROOM}/embed.html").text
    chosen(press, PLUM.light)
    after = press.get(f"/{ROOM}/embed.html").text
    told = f' data-pressrum-accent="{PLUM.light}" data-pressrum-accent-dark="{PLUM.dark}"'
    assert after.replace(told, "") == before
    assert told in after


@pytest.mark.parametrize("query", ["", "?theme=light", "?theme=dark&count=1", "?kind=news"])
def test_the_frame_has_the_colour_under_a_policy_that_names_just_that_style(
    press: Press, query: str
) -> None:
    assert "<style" not in press.get(f"/{ROOM}/embed{query}").text
    chosen(press, PLUM.light)
    told = style(press.get(f"/{ROOM}/embed{query}"))
    assert told == f":root{{--newsroom:{PLUM.light};--newsroom-dark:{PLUM.dark}}}"


def test_the_frame_that_oembed_gives_has_the_colour(press: Press) -> None:
    entry = press.publish(builders.document())
    chosen(press, PLUM.light)
    address = f"{BASE}/{ROOM}/{entry.release}"
    (source,) = read(press.get(f"/oembed?url={address}").json()["html"].encode()).xpath("//@src")
    assert PLUM.light in style(press.get(source.removeprefix(BASE)))


def test_a_choice_is_seen_at_once_also_by_who_asks_by_date(press: Press) -> None:
    press.publish(builders.document())
    for path in (f"/{ROOM}/embed", f"/{ROOM}/embed.html"):
        press.clock.advance(HOUR)
        seen = press.get(path)
        dated = seen.header("last-modified") or ""
        assert press.get(path, if_modified_since=dated).status == 304
        press.clock.advance(HOUR)
        chosen(press, PLUM.light)
        assert press.get(path, if_none_match=seen.etag).status == 200
        assert PLUM.light in press.get(path, if_modified_since=dated).text
        press.clock.advance(HOUR)
        chosen(press, "")
        assert PLUM.light not in press.get(path).text
        assert press.get(path).etag == seen.etag


def test_a_colour_is_one_newsrooms(press: Press) -> None:
    press.open(builders.newsroom(OTHER))
    chosen(press, PLUM.light)
    for path in (f"/{OTHER}/embed", f"/{OTHER}/embed.html", f"/{OTHER}/embed/builder"):
        assert PLUM.light not in press.get(path).text
    assert "<style" not in press.get(f"/{OTHER}/embed").text


def test_the_builder_tells_of_the_colour_where_there_is_one(press: Press) -> None:
    told = "//small[@id = //select[@name='theme']/@aria-describedby]"
    assert texts(read(press.get(f"/{ROOM}/embed/builder").body), told) == []
    chosen(press, PLUM.light)
    (text,) = texts(read(press.get(f"/{ROOM}/embed/builder").body), told)
    assert "--pressrum-accent" in text


def test_the_desk_shows_an_embed_in_the_colour_before_it_is_published(press: Press) -> None:
    release = add_draft(press)
    chosen(press, PLUM.light)
    editor = Visitor(press).admitted(somebody(press, "red@mellanlandet.example", Role.EDITOR))
    assert PLUM.dark in style(editor.get(at(release.id, "/som/inbaddning")))
    editor.close()


def test_our_own_dark_pages_are_as_dark_as_the_colour_needs() -> None:
    sheet = STATIC["embed.css"].decode()
    dark = "".join(re.findall(r"\.pressrum-dark {\n  --as-ink.+?}", sheet, re.DOTALL))
    pages = re.findall(r"--as-(?:page|note): (#\w+);", dark)
    assert len(pages) == 2
    assert all(contrast(WHITE, page) >= contrast(WHITE, DARK) for page in pages)
