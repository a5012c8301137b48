"""The frame of a release in a page of WordPress, which puts it into a sandbox and talks to it.

What the page does is what WordPress 6.1 does with the answer of a site it does not know: the frame
may run scripts, but has no origin and opens nothing, and says its secret with whatever it wants.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.partner_site import OURS, PartnerStage, run_partner_stage
from tests.service.app_server import ROOM

SPOKEN = "hTq2vXb9Ks"
# As `wp_filter_oembed_result` writes it.
FRAME = (
    '<figure class="wp-block-embed"><blockquote class="wp-embedded-content" '
    'data-secret="{secret}"><a href="/">Nyheter</a></blockquote>'
    '<iframe style="position: absolute; clip: rect(1px, 1px, 1px, 1px);" '
    'class="wp-embedded-content" sandbox="allow-scripts" '
    f'security="restricted" title="Nyheter" src="{OURS}/{ROOM}/embed?count=2{{hash}}" '
    'data-secret="{secret}" width="500" height="320" frameborder="0"></iframe></figure>'
    '<script src="/wp-embed.js"></script>'
)
# The rules of `wp-embed.js`: the secret, the source, heights from 200 to 1,000 pixels, and links to
# the frame's own host out of the frame that has the focus.
RECEIVER = """
window.heard = [];
const receive = ({ data, source }) => {
  if (!data || !(data.secret || data.message || data.value)) return;
  if (/[^a-zA-Z0-9]/.test(data.secret)) return;
  window.heard.push(data);
  for (const quotation of document.querySelectorAll(`blockquote[data-secret="${data.secret}"]`)) {
    quotation.style.display = "none";
  }
  for (const frame of document.querySelectorAll(`iframe[data-secret="${data.secret}"]`)) {
    if (source !== frame.contentWindow) continue;
    frame.removeAttribute("style");
    if (data.message === "height") {
      frame.height = Math.max(200, Math.min(1000, parseInt(data.value, 10)));
    }
    if (data.message === "link") {
      const target = new URL(data.value, location.href);
      if (!/^https?:$/.test(target.protocol) || target.host !== new URL(frame.src).host) continue;
      if (document.activeElement === frame) window.top.location.href = data.value;
    }
  }
};
const load = () => {
  for (const frame of document.querySelectorAll("iframe.wp-embedded-content")) {
    frame.contentWindow.postMessage({ message: "ready", secret: frame.dataset.secret }, "*");
  }
};
"""
LISTEN = 'addEventListener("message", receive); load();'
# Before the frame has come, as a rule: then nobody inside hears that the page is ready.
AT_ONCE = RECEIVER + LISTEN


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PartnerStage]:
    with run_partner_stage(tmp_path_factory.mktemp("wordpress")) as running:
        yield running


def shown(stage: PartnerStage, script: str = AT_ONCE, secret: str = SPOKEN) -> Page:
    """Return the page of WordPress with the frame in it."""
    stage.script("/wp-embed.js", script)
    hash_ = f"#?secret={secret}" if secret else ""
    page = stage.show(FRAME.format(hash=hash_, secret=secret or "none"), "")
    expect(page.frame_locator("iframe").locator("main")).to_have_count(1)
    return page


def whole(page: Page) -> int:
    height: int = page.frames[1].evaluate(
        "Math.ceil(document.documentElement.getBoundingClientRect().height)"
    )
    return height


def test_the_frame_gets_its_height(stage: PartnerStage) -> None:
    page = shown(stage)
    expect(page.locator("iframe")).not_to_have_attribute("height", "320")
    assert page.get_attribute("iframe", "height") == str(whole(page))
    assert page.get_attribute("iframe", "style") is None
    expect(page.locator("blockquote")).to_be_hidden()


def test_the_frame_tells_again_once_the_page_is_ready_to_listen(stage: PartnerStage) -> None:
    page = shown(stage, RECEIVER)
    page.frames[1].wait_for_load_state("load")
    page.evaluate(LISTEN)
    expect(page.locator("iframe")).not_to_have_attribute("height", "320")
    assert page.get_attribute("iframe", "height") == str(whole(page))


def test_the_height_follows_the_content(stage: PartnerStage) -> None:
    page = shown(stage)
    expect(page.locator("iframe")).not_to_have_attribute("height", "320")
    wide = whole(page)
    expect(page.locator("iframe")).to_have_attribute("height", str(wide))
    page.eval_on_selector("iframe", "frame => { frame.width = '240' }")
    expect(page.locator("iframe")).not_to_have_attribute("height", str(wide))
    assert page.get_attribute("iframe", "height") == str(whole(page))


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Nya busslinjer till sjukhuset", f"{OURS}/{ROOM}/*/nya-busslinjer-till-sjukhuset"),
        ("Fler från Region Mellanlandet", f"{OURS}/{ROOM}/"),
    ],
)
def test_a_link_opens_in_the_page_around_it(stage: PartnerStage, name: str, address: str) -> None:
    page = shown(stage)
    page.frame_locator("iframe").get_by_role("link", name=name).click()
    page.wait_for_url(address)


def test_a_link_opens_by_the_keyboard(stage: PartnerStage) -> None:
    page = shown(stage)
    page.frame_locator("iframe").get_by_role("link", name="Nya busslinjer").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{OURS}/{ROOM}/*/nya-busslinjer-till-sjukhuset")


def test_a_click_for_another_window_is_left_to_the_browser(stage: PartnerStage) -> None:
    page = shown(stage)
    link = page.frame_locator("iframe").get_by_role("link", name="Nya busslinjer")
    link.click(modifiers=["Shift"])
    link.click(modifiers=["Control"])
    expect(page.locator("iframe")).not_to_have_attribute("height", "320")
    assert {said["message"] for said in page.evaluate("window.heard")} == {"height"}


def test_without_a_secret_the_frame_says_nothing_of_the_kind(stage: PartnerStage) -> None:
    page = shown(stage, secret="")
    page.evaluate("addEventListener('message', ({ data }) => { window.told = data })")
    page.eval_on_selector("iframe", "frame => { frame.style = 'width: 300px' }")
    page.wait_for_function("window.told")
    assert page.evaluate("[Object.keys(window.told), window.heard]") == [["pressrum"], []]
