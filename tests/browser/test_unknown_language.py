"""Pages of a release whose language nobody knows are as accessible as the others."""

import pytest

from tests.browser.leftward import TURNED, faults, persian, stands
from tests.browser.partner_site import OURS, run_partner_stage
from tests.service.app_server import ROOM


def test_a_release_without_a_language_is_sound_and_keeps_its_direction(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with run_partner_stage(tmp_path_factory.mktemp("stage")) as stage:
        entry = stage.press.publish(persian(language="und-Arab"))
        page = stage.context(bypass_csp=True, viewport={"width": 1280, "height": 900}).new_page()
        for address in (f"{OURS}/{ROOM}/{entry.release}", f"{OURS}/{ROOM}/"):
            page.goto(address)
            assert faults(page) == []
            assert page.locator('[lang^="und"]').count() == 0
        page.goto(f"{OURS}/{ROOM}/{entry.release}")
        assert page.locator("h1").get_attribute("lang") == ""
        assert stands(page.locator("h1")) == TURNED
