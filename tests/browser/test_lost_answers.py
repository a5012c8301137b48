"""A publication that meets no server: the page stays, says what is known, finds out the rest."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from releases.desk import approval
from releases.desk.approval import Order
from releases.model import Release
from releases.rules.roles import Role
from releases.store import log
from releases.timeline import Action
from tests.browser.desk import BASE, BrowserDesk, run_desk
from tests.browser.sheets import sign_in
from tests.service.app_server import WHO

NOT_YET = "Inte publicerat."
UNKNOWN = "Servern svarade inte. Det är inte säkert"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


def entries(desk: BrowserDesk, release: Release) -> int:
    return len(desk.press.store.reading(log.entries, release.id).result())


PAGES = {"review": "r/{}/granska?when=now", "urgent": "snabb/{}"}
AFTER = {"review": "**/kvitto", "urgent": "**/klart"}
pages = pytest.mark.parametrize("kind", PAGES)


def open_confirmation(desk: BrowserDesk, kind: str) -> tuple[Page, Release]:
    page, release = desk.enter(), desk.draft()
    page.goto(f"{BASE}/{PAGES[kind].format(release.id)}")
    return page, release


def confirm(page: Page) -> None:
    page.get_by_role("button", name="Publicera nu").click()


def alert(page: Page) -> str:
    shown = page.locator("[data-undone]:not([hidden])")
    expect(shown).to_be_in_viewport()
    return shown.inner_text()


@pages
def test_without_a_network_nothing_is_published_and_the_page_says_so(
    desk: BrowserDesk, kind: str
) -> None:
    page, release = open_confirmation(desk, kind)
    before = page.url
    page.context.set_offline(True)
    confirm(page)
    assert alert(page).startswith(f"{NOT_YET} Ingen kontakt med servern.")
    assert page.url == before
    assert entries(desk, release) == 0
    page.context.set_offline(False)
    sent: list[str] = []
    page.on("request", lambda each: sent.append(each.method))
    confirm(page)
    page.wait_for_url(AFTER[kind])
    assert sent.count("POST") == 1
    expect(page.locator(".said")).to_contain_text("Publicerat")
    assert entries(desk, release) == 1


@pages
@pytest.mark.parametrize("status", [0, 502])
def test_a_form_that_never_came_through_is_told_when_the_server_answers(
    desk: BrowserDesk, kind: str, status: int
) -> None:
    page, release = open_confirmation(desk, kind)

    def refuse(route: Route) -> None:
        if status:
            route.fulfill(status=status, content_type="text/html", body="<h1>Bad Gateway</h1>")
        else:
            route.abort("connectionrefused")

    page.route("**/redaktion/**", refuse)
    confirm(page)
    assert alert(page).startswith(UNKNOWN)
    # Pressed again, it waits for what is known.
    confirm(page)
    page.unroute("**/redaktion/**")
    expect(page.locator("[data-undone]:not([hidden])")).to_contain_text(
        f"{NOT_YET} Kontakten", timeout=9_000
    )
    assert entries(desk, release) == 0
    confirm(page)
    page.wait_for_url(AFTER[kind])
    assert entries(desk, release) == 1


@pages
def test_a_publication_whose_answer_was_lost_is_found_and_not_done_twice(
    desk: BrowserDesk, kind: str
) -> None:
    page, release = open_confirmation(desk, kind)

    def lose(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/redaktion/**", lose)
    confirm(page)
    page.wait_for_url(AFTER[kind])
    assert entries(desk, release) == 1


def withdrawing(desk: BrowserDesk, release: Release) -> str:
    desk.press.write(approval.approve, release.ref, Order(Action.PUBLISH), WHO)
    return f"{BASE}/r/{release.id}/aterkalla"


def submitting(desk: BrowserDesk, release: Release) -> str:
    return f"{BASE}/r/{release.id}/granska"


def writing(desk: BrowserDesk, release: Release) -> str:
    return f"{BASE}/snabb"


@pytest.mark.parametrize(
    ("address", "role", "field", "button", "undone"),
    [
        (withdrawing, Role.EDITOR, "Förklaring till läsarna", "Återkalla", "Inte återkallat."),
        (submitting, Role.AUTHOR, "Meddelande till", "Skicka för godkännande", "Inte skickat."),
        (writing, Role.EDITOR, "Vad har hänt?", "Fortsätt", "Inte sparat."),
    ],
)
def test_what_was_typed_stays_on_the_page(
    desk: BrowserDesk,
    address: Callable[[BrowserDesk, Release], str],
    role: Role,
    field: str,
    button: str,
    undone: str,
) -> None:
    page = desk.enter(role)
    page.goto(address(desk, desk.draft()))
    page.get_by_label(field).fill("Det här skrev jag.")
    for box in page.get_by_label("Ja, återkalla nu").all():
        box.check()
    page.context.set_offline(True)
    page.get_by_role("button", name=button).click()
    assert alert(page).startswith(undone)
    expect(page.get_by_label(field)).to_have_value("Det här skrev jag.")


def test_what_is_refused_is_shown_as_the_servers_page(desk: BrowserDesk) -> None:
    page, release = open_confirmation(desk, "review")
    desk.press.write(approval.approve, release.ref, Order(Action.PUBLISH), WHO)
    confirm(page)
    expect(page.locator("main [role=alert]").first).to_be_visible()
    assert entries(desk, release) == 1


def test_who_was_signed_out_is_asked_again(desk: BrowserDesk) -> None:
    page, release = open_confirmation(desk, "review")
    page.context.clear_cookies()
    confirm(page)
    sign_in(page)
    expect(page.get_by_text("Inte publicerat. Du hade blivit utloggad.")).to_be_visible()
    assert entries(desk, release) == 0
