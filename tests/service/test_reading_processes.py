"""Reading in happens in processes with limits: what takes more is refused, and nothing else is."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from structlog.testing import capture_logs

from releases.errors import Busy, FieldError
from service.intake.jobs import PasteRead, ReadPage, ReadPaste, ReadText, ReadWord, Records
from service.intake.limits import ChildLimits
from service.intake.pool import Readers
from tests.service.processes import eventually

SECRET = "Nedläggningen av badhuset"  # noqa: S105 - of a text that nobody has published
LONG = (f"{SECRET} är beslutad.\n\nDet säger Bo Ek, chef.\n\n" * 20_000)[:900_000]
# Each element takes a hundred times its size.
HUNGRY = ReadPage(b"<p>x</p>" * 600_000)
SHORT = ReadText(SECRET.encode(), field="text", is_decoded=True)


def long(field: str = "text") -> ReadText:
    return ReadText(LONG.encode(), field=field, is_decoded=True)


def pid(readers: Readers) -> int:
    """Return the only process there is."""
    (process,) = (*readers._idle, *readers._at_work)
    return process.pid


def is_running(number: int) -> bool:
    """Tell whether a process runs; one that has ended and waits to be noticed does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def readers() -> Iterator[Readers]:
    with Readers(workers=1) as made:
        yield made


TIGHT = {
    "processor time": ChildLimits(cpu_seconds=0.1),
    "time by the clock": ChildLimits(wall_seconds=0.2),
    "memory": ChildLimits(memory_bytes=150_000_000),
    "the size of its answer": ChildLimits(result_bytes=100_000),
}


@pytest.mark.parametrize("limit", TIGHT)
def test_what_takes_more_than_its_limit_is_refused_and_the_next_is_read(limit: str) -> None:
    with Readers(TIGHT[limit], workers=1) as readers, capture_logs() as logs:
        with pytest.raises(FieldError) as refused:
            readers.ask_now(HUNGRY if limit == "memory" else long("html"), Records)
        assert (refused.value.field, refused.value.code) == ("html", "takes_too_much")
        (record,) = readers.ask_now(SHORT, Records).records
        assert record.lead or record.title
    assert SECRET not in str(logs)


def test_one_process_reads_one_after_another_until_it_has_done_its_number() -> None:
    with Readers(ChildLimits(jobs=2), workers=1) as readers:
        pids = []
        for _ in range(4):
            readers.ask_now(SHORT, Records)
            pids.append(pid(readers) if readers._idle else None)
    assert pids[0] is not None
    assert pids[1] is None, "it has done its two jobs, and is gone"
    assert pids[2] not in {None, pids[0]}


def test_a_process_killed_while_it_reads_is_a_refusal(readers: Readers) -> None:
    readers.prepare()
    number = pid(readers)
    os.kill(number, signal.SIGSTOP)
    asked = readers._asking(SHORT, Records)
    eventually(lambda: readers._at_work)
    os.kill(number, signal.SIGKILL)
    with pytest.raises(FieldError, match="more time or memory"):
        asked.result(20)
    assert readers.ask_now(SHORT, Records).records


def test_a_process_that_died_while_nobody_asked_is_not_missed(readers: Readers) -> None:
    readers.prepare()
    number = pid(readers)
    os.kill(number, signal.SIGKILL)
    eventually(lambda: not is_running(number))
    assert readers.ask_now(SHORT, Records).records


def test_refusals_come_through_as_what_they_are(readers: Readers) -> None:
    with pytest.raises(FieldError) as foreign:
        readers.ask_now(ReadText(b"%PDF-1.7 x"), Records)
    assert (foreign.value.field, foreign.value.code) == ("source", "is_pdf")
    with pytest.raises(FieldError) as damaged:
        readers.ask_now(ReadWord(b"PK\3\4"), Records)
    assert damaged.value.field == "docx"
    with pytest.raises(FieldError) as deep:
        readers.ask_now(ReadPage(b"<div>" * 5_000 + b"x"), Records)
    assert deep.value.field == "html"


def test_a_paste_comes_back_as_markdown_and_as_a_record(readers: Readers) -> None:
    read = readers.ask_now(ReadPaste("<h1>Nytt ridhus</h1><p>Det <b>öppnar</b>.</p>"), PasteRead)
    assert read.piece.markdown == "## Nytt ridhus\n\nDet **öppnar**."
    assert read.records[0].title == "Nytt ridhus"


def test_who_comes_when_too_many_wait_is_told_at_once() -> None:
    with Readers(workers=1, waiting=1) as readers:
        readers.prepare()
        number = pid(readers)
        os.kill(number, signal.SIGSTOP)
        first, second = readers._asking(SHORT, Records), readers._asking(SHORT, Records)
        with pytest.raises(Busy):
            readers._asking(SHORT, Records)
        os.kill(number, signal.SIGCONT)
        assert first.result(20) == second.result(20)
        assert readers.ask_now(SHORT, Records).records


def test_the_process_writes_nothing_dumps_nothing_and_knows_no_secret(
    readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRESSRUM_SECRET", "hemligheten")
    readers.prepare()
    folder = Path(f"/proc/{pid(readers)}")
    limits = {
        line[:26].strip(): line[26:].split()[0]
        for line in (folder / "limits").read_text().splitlines()[1:]
    }
    assert limits["Max core file size"] == "0"
    assert limits["Max file size"] == "0"
    assert limits["Max open files"] == "32"
    assert limits["Max address space"] == str(ChildLimits().memory_bytes)
    assert b"hemligheten" not in (folder / "environ").read_bytes()
    assert (folder / "fd" / "2").resolve() == Path("/dev/null")


PARENT = """
import sys
from service.intake.pool import Readers
readers = Readers(workers=1)
readers.prepare()
print(readers._idle[0].pid, flush=True)
sys.stdin.read()
"""


def test_it_ends_when_whoever_asks_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        number = int(parent.stdout.readline())
        assert is_running(number)
        parent.kill()
    eventually(lambda: not is_running(number))


def test_closing_ends_it_and_refuses_what_is_being_read() -> None:
    readers = Readers(workers=1)
    readers.prepare()
    number = pid(readers)
    os.kill(number, signal.SIGSTOP)
    asked = readers._asking(SHORT, Records)
    eventually(lambda: readers._at_work)
    readers.close()
    with pytest.raises(FieldError, match="more time or memory"):
        asked.result(20)
    assert not is_running(number)
    with pytest.raises(Busy):
        readers.ask_now(SHORT, Records)


def test_a_service_that_only_asks_loads_no_reader() -> None:
    names = ["lxml.html", "mammoth", "releases.intake.pipeline", "releases.intake.html.reader"]
    code = (
        "import sys, service.app, service.commands.serve; "
        f"print([each for each in {names} if each in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_limits_travel_as_json() -> None:
    assert (
        msgspec.json.decode(msgspec.json.encode(ChildLimits()), type=ChildLimits) == ChildLimits()
    )
