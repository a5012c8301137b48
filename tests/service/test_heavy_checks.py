"""Documents are checked before the writer is asked: what is refused keeps no one waiting."""

from concurrent.futures import ThreadPoolExecutor

from releases.rules import personal_data
from tests.service.app_server import ROOM, Press, Wire
from tests.service.processes import eventually

RELEASES = f"/api/v1/newsrooms/{ROOM}/releases"
# Nearly all that a body may hold, with the number of somebody who does not exist.
HEAVY = "Ord på ord på ord. " * 26_000 + "19811218-9876"


def test_the_api_refuses_a_document_without_asking_the_writer(press: Press) -> None:
    token = press.token()
    created = press.api("POST", RELEASES, token, {"title": "Nytt"})
    path = f"{RELEASES}/{created.json()['id']}"
    with press.busy_writer():
        too_long = {"title": "Nytt", "body": "x" * 900_000}
        assert press.api("POST", RELEASES, token, too_long).status == 422
        assert press.api("PUT", path, token, too_long, if_match=created.etag).status == 422


def test_the_writer_finds_the_search_for_personal_numbers_done(press: Press) -> None:
    token = press.token()
    created = press.api("POST", RELEASES, token, {"title": "Nytt", "body": HEAVY}).json()
    path = f"{RELEASES}/{created['id']}/entries"
    personal_data.in_document.cache_clear()

    def publish() -> int:
        wire = Wire(press.address)
        try:
            return wire.api("POST", path, token, {"action": "publish"}).status
        finally:
            wire.close()

    with ThreadPoolExecutor(1) as pool:
        with press.busy_writer():
            asked = pool.submit(publish)
            assert eventually(lambda: personal_data.in_document.cache_info().currsize)
        assert asked.result() == 422
    assert personal_data.in_document.cache_info().misses == 1
