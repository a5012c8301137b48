"""A client that openapi-python-client makes of the served document works against the service."""

import importlib
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from releases.store.tokens import Scope
from tests.builders import MORNING
from tests.clocks import ManualClock
from tests.photographs import photograph
from tests.service.app_server import ROOM, Press, run_app

PACKAGE = "generated_pressrum_client"
CONFIG = Path(__file__).with_name("generator.yml")


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    folder = tmp_path_factory.mktemp("served")
    with run_app(folder, ManualClock(), reachable=True) as running:
        yield running


class Generated:
    """The generated package, and a client of it with a token of a newsroom."""

    def __init__(self, folder: Path, address: str, token: str) -> None:
        self.folder = folder
        self.models = self.module("models")
        self.types = self.module("types")
        self.client = self.module("client").AuthenticatedClient(base_url=address, token=token)

    def module(self, name: str) -> ModuleType:
        return importlib.import_module(f"{PACKAGE}.{name}")

    def call(self, operation: str, *named: str, **values: Any) -> Any:
        """Call an operation by its id and return its whole answer: status, headers, value."""
        return self.operation(operation).sync_detailed(*named, client=self.client, **values)

    def operation(self, name: str) -> ModuleType:
        [path] = self.folder.glob(f"api/*/{name}.py")
        return self.module(f"api.{path.parent.name}.{name}")


@pytest.fixture(scope="module")
def generated(press: Press, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generated]:
    folder = tmp_path_factory.mktemp("generated")
    document = folder / "openapi.json"
    document.write_bytes(press.get("/api/openapi.json").body)
    target = folder / PACKAGE
    subprocess.run(
        (
            *(sys.executable, "-m", "openapi_python_client", "generate", "--path", str(document)),
            *("--output-path", str(target), "--meta", "none", "--config", str(CONFIG)),
            "--fail-on-warning",
        ),
        check=True,
        capture_output=True,
        timeout=120,
    )
    [server] = json.loads(document.read_text())["servers"]
    sys.path.insert(0, str(folder))
    made = Generated(target, server["url"], press.token(Scope.PUBLISH))
    yield made
    made.client.get_httpx_client().close()
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
        del sys.modules[name]


@pytest.fixture
def draft(generated: Generated) -> Any:
    body = generated.models.Document(
        title="Fler turer över sundet",
        lead="Färjan går varje timme från juni.",
        topics=["kollektivtrafik"],
        contacts=[generated.models.Contact(name="Siri Alm", emails=["siri.alm@sund.example"])],
    )
    answer = generated.call("create_release", ROOM, body=body)
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"')
    return answer.parsed


def test_it_knows_every_operation_of_the_document(press: Press, generated: Generated) -> None:
    paths = press.get("/api/openapi.json").json()["paths"]
    described = {each["operationId"] for path in paths.values() for each in path.values()}
    assert {path.stem for path in generated.folder.glob("api/*/*.py")} - {"__init__"} == described


def test_it_asks_what_api_it_speaks_to_without_a_token(press: Press, generated: Generated) -> None:
    with generated.module("client").Client(base_url=f"{press.address}/api/v1") as stranger:
        told = generated.operation("api_info").sync(client=stranger)
    assert (told.api_name, told.api_status) == ("Pressrum", "active")


def test_it_reads_and_replaces_a_draft_and_hears_of_a_conflict(
    generated: Generated, draft: Any
) -> None:
    read = generated.call("read_release", ROOM, draft.id)
    changed = read.parsed.draft
    assert changed.title == "Fler turer över sundet"
    changed.body = "Biljetten kostar som förut."
    changed.images = [generated.models.Image(alt="Färjan vid kaj", focus=[0.25, 0.75])]
    saved = generated.call(
        "replace_draft", ROOM, draft.id, body=changed, if_match=read.headers["ETag"]
    )
    assert (saved.status_code, saved.parsed.version) == (200, 2)
    assert saved.parsed.draft.images[0].focus == [0.25, 0.75]
    late = generated.call("replace_draft", ROOM, draft.id, body=changed, if_match='"1"')
    assert (late.status_code, late.parsed.code) == (412, "version_conflict")


def test_it_schedules_moves_cancels_and_publishes(
    press: Press, generated: Generated, draft: Any
) -> None:
    models = generated.models
    at = datetime(2030, 6, 3, 7, 30, tzinfo=UTC)
    order = models.EntryOrder(action=models.Action.PUBLISH, at=at.isoformat())
    planned = generated.call(
        "append_entry", ROOM, draft.id, body=order, idempotency_key="sund-1"
    ).parsed
    assert planned.at == at
    assert generated.call("read_release", ROOM, draft.id).parsed.state == "scheduled"

    later = models.Move(at=(at + timedelta(days=1)).isoformat())
    moved = generated.call("move_entry", ROOM, draft.id, planned.id, body=later).parsed
    assert (moved.at, moved.replaces) == (at + timedelta(days=1), [planned.id])

    gone = generated.call("cancel_entry", ROOM, draft.id, moved.id)
    assert gone.status_code == 204

    now = models.EntryOrder(action=models.Action.PUBLISH)
    published = generated.call("append_entry", ROOM, draft.id, body=now).parsed
    assert published.effective == MORNING
    shown = generated.call("read_release", ROOM, draft.id).parsed
    assert press.get(shown.url.removeprefix(press.address)).status == 200
    changes = generated.call("public_changes", ROOM).parsed.changes
    assert [change.title for change in changes if change.release == draft.id] == [draft.draft.title]
    assert changes[-1].document.contacts[0].emails == ["siri.alm@sund.example"]


def test_it_sends_in_a_picture_and_reads_it_back(generated: Generated) -> None:
    file = generated.types.File(
        payload=io.BytesIO(photograph()), file_name="farja.jpg", mime_type="image/jpeg"
    )
    form = generated.models.MediaForm(file=file, alt="Färjan vid kaj", focal_x=0.3, focal_y=0.5)
    stored = generated.call("add_media", ROOM, body=form).parsed
    assert stored.image.alt == "Färjan vid kaj"
    assert stored.focus == [0.3, 0.5]
    name = stored.files[0].url.rpartition("/")[2]
    read = generated.call("read_file", ROOM, stored.id, name)
    assert read.content.startswith(b"\xff\xd8")
    listed = generated.call("list_media", ROOM, limit=1).parsed
    assert [each.id for each in listed.media] == [stored.id]


def test_it_reads_in_a_text_and_lists_drafts_by_words(generated: Generated, draft: Any) -> None:
    source = generated.models.Source(text="Ny brygga i Sundhamn\n\nBryggan är klar i maj.")
    [record] = generated.call("read_source", ROOM, body=source).parsed.records
    assert record.document.title == "Ny brygga i Sundhamn"
    generated.call("create_release", ROOM, body=record.document)
    found = generated.call("list_releases", ROOM, q="brygg", limit=5).parsed
    assert [each.title for each in found.releases] == ["Ny brygga i Sundhamn"]
