"""Varnish as deploy/varnish.vcl has it, before two real replicas: one ends, then the other."""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from bench import caches, servers
from tests.browser.partner_site import require_tool
from tests.service.app_server import ROOM, Wire
from tests.service.processes import ServerProcess, eventually, run, run_server
from tests.service.proxies import Anew
from tests.service.test_process import made

VCL = Path(__file__).parents[2] / "deploy/varnish.vcl"
FEED = f"/{ROOM}/feed.json"
ADD = ("newsroom", "add", ROOM, "--name", "Region Mellanlandet")
TOKEN = ("token", "add", "--newsroom", ROOM, "--name", "t", "--scope", "publish")


class ReplicaStage:
    """Two replicas, what stands before them, and a token for writing."""

    def __init__(self, front: Wire, replicas: list[ServerProcess], token: str) -> None:
        self.front = front
        self.replicas = replicas
        self.token = token

    def titles(self) -> list[str]:
        return [item["title"] for item in json.loads(self.front.get(FEED).body)["items"]]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[ReplicaStage]:
    require_tool(caches.program("varnishd"), "varnishd")
    port = servers.free_port()
    settings = {
        "PRESSRUM_BASE_URL": "https://press.example",
        "PRESSRUM_PURGE": f"http://127.0.0.1:{port}/",
    }
    run(tmp_path, *ADD, **settings)
    token = run(tmp_path, *TOKEN, **settings).stdout.split()[-1]
    with ExitStack() as stack:
        replicas = [stack.enter_context(run_server(tmp_path, **settings)) for _ in range(2)]
        text = VCL.read_text().replace('"172.31.13.0"/24;', '"127.0.0.1";')
        for last, replica in zip(("11", "12"), replicas, strict=True):
            at = replica.address.rpartition(":")[2]
            text, count = re.subn(
                rf'"172\.31\.13\.{last}";(\s+\.port = )"8000"', rf'"127.0.0.1";\1"{at}"', text
            )
            assert count == 2
        folder = tmp_path / "varnish"
        folder.mkdir()
        stack.enter_context(caches.run_varnish(folder, text, port))
        with closing(Anew(f"http://127.0.0.1:{port}")) as front:
            yield ReplicaStage(front, replicas, token)


def test_what_one_replica_publishes_is_shown_though_the_other_ends_and_kept_when_both_have(
    stage: ReplicaStage,
) -> None:
    first, second = stage.replicas
    made(first, stage.token, "Av den första")
    eventually(lambda: stage.titles() == ["Av den första"])
    first.process.kill()
    first.process.wait()
    made(second, stage.token, "Av den andra")
    eventually(lambda: stage.titles() == ["Av den andra", "Av den första"])
    second.process.kill()
    second.process.wait()
    for _ in range(3):
        assert stage.titles() == ["Av den andra", "Av den första"]


def test_a_reader_meets_no_fault_while_a_replica_that_was_killed_is_not_yet_known_to_be_gone(
    stage: ReplicaStage,
) -> None:
    made(stage.replicas[0], stage.token, "Bron öppnar")
    stage.replicas[1].process.kill()
    stage.replicas[1].process.wait()
    answers = {stage.front.get(f"/{ROOM}/?year={year}").status for year in range(2000, 2020)}
    assert answers == {200}
