"""Several workers on one port: started, watched, replaced, ended. There is no application in here.

A worker that ends by itself is started again, at once and then ever more slowly. SIGHUP replaces
all of them, one after the other, each by one that serves already. SIGTERM and SIGINT end them all.
What cannot start ends the start; later it ends the rest only once nobody is left who serves.
"""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

import msgspec
import structlog

from service.server.channel import WorkerOrder
from service.server.listeners import BACKLOG, SharedPort
from service.server.watchdog import EXIT_STUCK
from service.server.worker_process import WorkerNotStarted, WorkerProcess
from service.server.worker_slot import WorkerSlot

log = structlog.get_logger()

# A new version may have to change the database before it serves.
START_SECONDS = 120.0
# Workers end by themselves sooner, by their watchdogs.
END_SECONDS = 9.5
LOOK_SECONDS = 1.0


class Supervisor:
    """Keeps `count` workers at work on a port until it is told to end.

    `begun` is called once the first one serves; `forget` with the pid of each that has ended.
    `hung_up` tells whether a SIGHUP means that the terminal has gone.
    """

    def __init__(
        self,
        port: SharedPort,
        count: int,
        environ: dict[str, str],
        order: WorkerOrder,
        begun: Callable[[], None],
        forget: Callable[[int], None],
        hung_up: Callable[[], bool],
    ) -> None:
        self._slots = [WorkerSlot(port) for _ in range(count)]
        self._environ = environ
        self._order = order
        self._begun = begun
        self._forget = forget
        self._hung_up = hung_up
        self._alive: set[WorkerProcess] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._restart_wanted = asyncio.Event()
        self._over = asyncio.Event()
        self._failed: BaseException | None = None

    async def run(self) -> int:
        """Return the exit code once all have ended; raises `WorkerNotStarted`."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._end, number)
        loop.add_signal_handler(signal.SIGHUP, self._hang_up)
        # Whoever comes before the first one serves waits for it; and nobody else takes the port.
        self._slots[0].listening.listen(BACKLOG)
        self._begin(self._start_all())
        await self._over.wait()
        code = await self._end_all()
        if self._failed is not None:
            raise self._failed
        return code

    async def _start_all(self) -> None:
        # Alone: it makes the database or changes it, and fills the demo.
        first, *others = self._slots
        await self._launch(first, None)
        self._begun()
        for slot in others:
            self._begin(self._open(slot))
        self._begin(self._restart_when_wanted())

    async def _open(self, slot: WorkerSlot) -> None:
        async with slot.lock:
            await self._fill(slot)

    async def _launch(
        self, slot: WorkerSlot, within: float | None = START_SECONDS
    ) -> WorkerProcess:
        """Put a worker that serves into a place; raises `WorkerNotStarted`."""
        try:
            worker = await WorkerProcess.start(slot.listening, self._environ, self._order)
        except OSError as error:
            # Too many processes, too little memory: others serve, and it is tried again.
            why = f"no process can be started: {error}"
            raise WorkerNotStarted(0, -signal.SIGKILL, why) from error
        self._alive.add(worker)
        worker.ended.add_done_callback(partial(self._bury, worker))
        try:
            async with asyncio.timeout(within):
                handed_on = (await worker.serving()).handed_on
        except TimeoutError:
            worker.send(signal.SIGKILL)
            why = f"the worker {worker.pid} did not serve within {within:.0f} seconds"
            raise WorkerNotStarted(worker.pid, -signal.SIGKILL, why) from None
        if self._order.is_first:
            self._order = msgspec.structs.replace(
                self._order, demo=False, is_first=False, handed_on=handed_on
            )
        slot.worker, slot.since = worker, asyncio.get_running_loop().time()
        self._begin(self._watch(slot, worker))
        return worker

    async def _watch(self, slot: WorkerSlot, worker: WorkerProcess) -> None:
        """Put another into the place of a worker that ends while it is in it."""
        code = await asyncio.shield(worker.ended)
        async with slot.lock:
            if slot.worker is not worker:
                return
            pause = self._vacate(slot)
            log.error("worker.ended", worker=worker.pid, exit_code=code, again_in=pause)
            started = await self._fill(slot, pause)
            log.info("worker.started", worker=started.pid)

    async def _fill(self, slot: WorkerSlot, pause: float = 0.0) -> WorkerProcess:
        """Try until a worker serves in a place; raises `WorkerNotStarted` once nobody can."""
        while True:
            if pause:
                await self._pause(slot, pause)
            try:
                return await self._launch(slot)
            except WorkerNotStarted as error:
                if error.is_final and not self._is_served():
                    raise
                pause = self._vacate(slot)
                log.error(  # noqa: TRY400 - no more is known
                    "worker.not_started", worker=error.pid, why=str(error), again_in=pause
                )

    def _vacate(self, slot: WorkerSlot) -> float:
        """Have nobody in a place; return how long to wait before the next start."""
        pause = slot.vacate(asyncio.get_running_loop().time())
        if pause and self._is_served():
            slot.give_way()
        return pause

    async def _pause(self, slot: WorkerSlot, seconds: float) -> None:
        """Wait before the next start: so long while others serve, else a second."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        served = True
        while served and (left := until - loop.time()) > 0:
            served = self._is_served()
            if served:
                slot.give_way()
            await asyncio.sleep(min(left, LOOK_SECONDS))

    def _is_served(self) -> bool:
        return any(slot.is_served for slot in self._slots)

    async def _restart_when_wanted(self) -> None:
        while await self._restart_wanted.wait():
            self._restart_wanted.clear()
            log.info("workers.restarting")
            try:
                for slot in self._slots:
                    await self._replace(slot)
            except WorkerNotStarted as error:
                log.error("workers.not_restarted", why=str(error))  # noqa: TRY400 - no more is known
            else:
                log.info("workers.restarted")

    async def _replace(self, slot: WorkerSlot) -> None:
        async with slot.lock:
            old = slot.worker
            # Both take connections from the same socket for a moment: none is lost between them.
            successor = await self._launch(slot)
        if old is not None:
            log.info("worker.replaced", worker=old.pid, by=successor.pid)
            old.retire()
            await asyncio.shield(old.ended)

    def _end(self, number: signal.Signals) -> None:
        if self._over.is_set() and number == signal.SIGINT:
            # Somebody at a terminal who will not wait for requests under way.
            for worker in self._alive:
                worker.send(signal.SIGINT)
        self._over.set()

    def _hang_up(self) -> None:
        wish = self._over if self._hung_up() else self._restart_wanted
        wish.set()

    async def _end_all(self) -> int:
        """End everybody; return the exit code of what did not end by itself, else 0."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        left = tuple(self._alive)
        for worker in left:
            worker.send(signal.SIGTERM)
        ending = [worker.ended for worker in left]
        if ending:
            _, late = await asyncio.wait(ending, timeout=END_SECONDS)
            for worker in left:
                if worker.ended in late:
                    worker.send(signal.SIGKILL)
            await asyncio.wait(ending)
        for slot in self._slots:
            slot.listening.close()
        codes = {ended.result() for ended in ending}
        return EXIT_STUCK if codes & {EXIT_STUCK, -signal.SIGKILL} else 0

    def _bury(self, worker: WorkerProcess, _: object) -> None:
        self._alive.discard(worker)
        self._forget(worker.pid)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._failed = self._failed or error
            self._over.set()
