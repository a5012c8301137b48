"""The doctor on a partner's page: what blocks an embed, what is missing, and the line to send."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from feeds.links import Links
from service.cli import cli
from service.doctor.embed import examine
from service.doctor.foreign_csp import policies
from tests.builders import LINKS
from tests.service.app_server import run_listener

PAGE = "https://www.mellanlandet.example/nyheter"
COMPONENT = '<h1>Nyheter</h1><press-releases newsroom="region-mellanlandet"></press-releases>'
FRAME = (
    '<h1>Nyheter</h1><iframe src="https://press.example/region-mellanlandet/embed" '
    'title="Pressmeddelanden" height="600"></iframe>'
)


def bad(page: str, *headers: tuple[str, str]) -> list[tuple[str, str]]:
    """Return what needs a person."""
    findings = examine(PAGE, page, headers, LINKS)
    return [(finding.subject, finding.said) for finding in findings if not finding.well]


def policy(text: str) -> tuple[str, str]:
    return "Content-Security-Policy", text


@pytest.mark.parametrize("page", [COMPONENT, FRAME, '<h1>N</h1><section class="pressrum">'])
def test_a_sound_page_without_policy_needs_nobody(page: str) -> None:
    assert bad(page) == []


def test_the_line_to_send_opens_what_the_component_needs_and_nothing_else() -> None:
    assert bad(COMPONENT, policy("default-src 'self'; img-src 'none'")) == [
        ("policy", "the component's script: blocked by default-src"),
        ("policy", "the component's list: blocked by default-src"),
        (
            "header",
            "Content-Security-Policy: default-src 'self'; img-src 'none'; "
            "script-src 'self' https://press.example; connect-src 'self' https://press.example",
        ),
    ]


def test_the_line_it_prints_is_one_it_then_finds_sound() -> None:
    for stated in (
        "default-src 'none'",
        "script-src 'self'; connect-src 'none'",
        "default-src 'self' data:",
    ):
        pictured = COMPONENT.replace("newsroom", "pictures newsroom") + FRAME
        line = bad(pictured, policy(stated))[-1][1]
        assert bad(pictured, policy(line.removeprefix("Content-Security-Policy: "))) == []


@pytest.mark.parametrize(
    ("stated", "allowed"),
    [
        ("script-src https://press.example", True),
        ("script-src press.example", True),
        ("script-src https:", True),
        ("script-src *", True),
        ("script-src *.example", True),
        ("script-src https://press.example:*", True),
        ("script-src https://press.example/embed.js", True),
        ("script-src https://press.example/", True),
        ("SCRIPT-SRC https://PRESS.example", True),
        ("default-src 'none'; script-src-elem https://press.example", True),
        ("connect-src 'none'", True),
        ("", True),
        ("script-src 'self'", False),
        ("script-src 'none'", False),
        ("script-src", False),
        ("script-src https://press.example:8443", False),
        ("script-src https://press.example/other.js", False),
        ("script-src https://evil.example", False),
        ("script-src *.press.example", False),
        ("script-src 'strict-dynamic' https://press.example", False),
        ("script-src 'nonce-abc' 'unsafe-inline'", False),
        ("script-src 'none'; script-src https://press.example", False),
        ("script-src https://press.example, script-src 'self'", False),
        ("default-src 'self'", False),
    ],
)
def test_a_policy_is_read_as_browsers_read_it(stated: str, allowed: bool) -> None:
    url = "https://press.example/embed.js"
    read = policies([stated])
    assert bool(read) == bool(stated)
    assert all(ruling.allows("script-src", url, PAGE) for ruling in read) == allowed


@given(st.text(max_size=60))
def test_no_policy_is_too_strange_to_be_read(stated: str) -> None:
    for ruling in policies([stated]):
        ruling.allows("script-src", "https://press.example/embed.js", PAGE)
        assert policies([ruling.text()]) == (ruling,)


def test_a_policy_in_the_page_itself_counts_too() -> None:
    meta = '<meta http-equiv="Content-Security-Policy" content="connect-src \'self\'">'
    assert ("policy", "the component's list: blocked by connect-src") in bad(meta + COMPONENT)


def test_what_a_page_does_not_use_may_be_blocked() -> None:
    findings = examine(PAGE, FRAME, [policy("default-src 'self'; frame-src https:")], LINKS)
    assert all(finding.well for finding in findings)
    said = [finding.said for finding in findings if finding.subject == "policy"]
    assert "the component's script: blocked by default-src (not used on this page)" in said


@pytest.mark.parametrize(
    ("page", "subject", "said"),
    [
        (FRAME.replace('title="Pressmeddelanden"', ""), "iframe", "has no title"),
        (FRAME.replace('height="600"', ""), "layout", "no height"),
        (FRAME.replace("height", 'sandbox="allow-scripts" height'), "iframe", "sandbox"),
        (FRAME + '<img src="x.jpg">', "alt", "1 pictures without alt"),
        (COMPONENT.replace("newsroom", 'heading="4" newsroom'), "headings", "follows <h1>"),
        ("<h1>N</h1><h3>x</h3>" + COMPONENT, "headings", "<h3> follows <h1>"),
        (
            FRAME + '<img alt="" src="https://press.example/media/a.jpg">',
            "layout",
            "picture of ours",
        ),
    ],
)
def test_what_is_missing_is_said(page: str, subject: str, said: str) -> None:
    assert [finding for finding in bad(page) if finding[0] == subject and said in finding[1]]


def test_whether_room_is_kept_for_the_component_is_said_as_far_as_it_can_be_seen() -> None:
    style = "<style>press-releases { --pressrum-height: 40rem }</style>"
    said = [
        [finding.said for finding in examine(PAGE, page, [], LINKS) if finding.subject == "layout"]
        for page in (style + COMPONENT, COMPONENT, FRAME)
    ]
    assert said[0] == ["the line that sets --pressrum-height is in the page"]
    assert "see to it in its sheets" in said[1][0]
    assert said[2] == []


def test_a_secure_page_loads_nothing_from_an_insecure_service() -> None:
    findings = examine(PAGE, FRAME, [], Links("http://press.example"))
    assert [finding.subject for finding in findings if not finding.well] == ["address"]


def test_other_peoples_frames_are_their_own_business() -> None:
    assert bad(FRAME + '<iframe src="https://film.example/"></iframe>') == []


def test_cookies_are_named_as_the_pages_own() -> None:
    findings = examine(PAGE, FRAME, [("Set-Cookie", "besok=1; Path=/")], LINKS)
    assert "the page sets besok; the embed none" in [finding.said for finding in findings]


@given(st.text(max_size=300))
def test_no_page_is_too_broken_to_be_examined(page: str) -> None:
    assert examine(PAGE, page, [], LINKS)


def test_the_command_looks_at_a_page_through_the_guard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def page(_: Request) -> Response:
        return HTMLResponse(COMPONENT, headers={"Content-Security-Policy": "default-src 'self'"})

    async def moved(_: Request) -> Response:
        return RedirectResponse("/nyheter", 301)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PRESSRUM_BASE_URL", "https://press.example")
    site = Starlette(routes=[Route("/nyheter", page), Route("/", moved)])
    with run_listener(site) as address:
        refused = CliRunner().invoke(cli, ["doctor", "embed", address])
        assert "not a public address" in str(refused.exception)
        monkeypatch.setenv("PRESSRUM_PRIVATE_TARGETS", "127.0.0.1")
        done = CliRunner().invoke(cli, ["doctor", "embed", address])
    assert done.exit_code == 1
    assert "BAD  policy: the component's script: blocked by default-src" in done.output
    assert "connect-src 'self' https://press.example" in done.output
    assert list(tmp_path.iterdir()) == []
