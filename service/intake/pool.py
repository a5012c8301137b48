"""The processes that read, and the queue before them."""

import asyncio
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self, TypeVar

import structlog

from releases.errors import Busy, FieldError
from service.intake.jobs import Answer, Failed, Job, Refused, field_of
from service.intake.limits import ChildLimits
from service.intake.process import NotStarted, Process, Stopped

log = structlog.get_logger()

WORKERS = 2
# Who waits behind so many would rather be told.
WAITING = 16
A = TypeVar("A")


class Readers:
    """Reads in what came from outside, in processes that are started when they are needed."""

    def __init__(
        self, limits: ChildLimits | None = None, *, workers: int = WORKERS, waiting: int = WAITING
    ) -> None:
        self._limits = limits or ChildLimits()
        self._most = workers + waiting
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="reading")
        self._lock = threading.Lock()
        self._asked = 0
        self._idle: list[Process] = []
        self._at_work: set[Process] = set()
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    async def ask(self, job: Job, wanted: type[A]) -> A:
        """Return the answer to a job; raises `FieldError` or `Busy`."""
        return await asyncio.wrap_future(self._asking(job, wanted))

    def ask_now(self, job: Job, wanted: type[A]) -> A:
        """Like `ask`, for whoever has nothing else to do meanwhile."""
        return self._asking(job, wanted).result()

    def prepare(self) -> None:
        """Start a process before it is needed."""
        process = self._take()
        try:
            process.prepare()
        except NotStarted as error:
            self._gone(process)
            # Closing the pool ends a process that is still starting.
            if not self._is_closed:
                log.error("reading.not-started", why=str(error))  # noqa: TRY400 - no more is known
        else:
            self._put(process)

    def close(self) -> None:
        """End all processes; what is being read is refused."""
        with self._lock:
            self._is_closed = True
            idle, self._idle = self._idle, []
            for process in self._at_work:
                process.kill()
        for process in idle:
            process.end()
        self._threads.shutdown(cancel_futures=True)

    def _asking(self, job: Job, wanted: type[A]) -> "Future[A]":
        with self._lock:
            if self._asked >= self._most or self._is_closed:
                raise Busy
            self._asked += 1
        future = self._threads.submit(self._answered, job, wanted)
        future.add_done_callback(self._leave)
        return future

    def _leave(self, _: object) -> None:
        with self._lock:
            self._asked -= 1

    def _answered(self, job: Job, wanted: type[A]) -> A:
        answer = self._answer(job)
        match answer:
            case Refused():
                raise answer.error
            case Failed():
                log.error("reading.failed", job=_name(job), what=answer.what, where=answer.where)
                raise FieldError(field_of(job), "unreadable")
        assert isinstance(answer, wanted)  # noqa: S101 - each job has one kind of answer
        return answer

    def _answer(self, job: Job) -> Answer:
        process = self._take()
        try:
            answer = process.ask(job)
        except NotStarted as error:
            self._gone(process)
            log.error("reading.not-started", why=str(error))  # noqa: TRY400 - no more is known
            raise Busy from error
        except Stopped as error:
            self._gone(process)
            log.warning("reading.stopped", job=_name(job), why=str(error))
            raise FieldError(field_of(job), "takes_too_much") from None
        except BaseException:
            self._gone(process)
            raise
        self._put(process)
        return answer

    def _take(self) -> Process:
        with self._lock:
            spent = [process for process in self._idle if process.is_spent]
            self._idle = [process for process in self._idle if process not in spent]
            process = self._idle.pop() if self._idle else None
            if process is not None:
                self._at_work.add(process)
        for each in spent:
            each.end()
        if process is None:
            process = Process(self._limits)
            with self._lock:
                self._at_work.add(process)
                if self._is_closed:
                    process.kill()
        return process

    def _put(self, process: Process) -> None:
        with self._lock:
            self._at_work.discard(process)
            is_kept = not (self._is_closed or process.is_spent)
            if is_kept:
                self._idle.append(process)
        if not is_kept:
            process.end()

    def _gone(self, process: Process) -> None:
        with self._lock:
            self._at_work.discard(process)
        process.end()


def _name(job: Job) -> str:
    return type(job).__name__
