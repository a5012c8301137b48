"""Laws of the database's clock over sequences of everything that happens to clocks and processes.

A machine with one true time, a wall clock that is set at will, a service, and commands that come
and go, all on a real database. Whatever happens: nothing is public before its true instant,
nothing once public disappears, a gap is told, and what is due comes on time while the machine runs.
"""

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from releases.clock import DAY, LEAP, Asker
from releases.desk import approval, drafts, newsroom_settings
from releases.desk.approval import Order
from releases.errors import ClockInDoubt
from releases.public import Selection
from releases.rules.validation import validate
from releases.store import clock as clocks
from releases.store import listings, public_version
from releases.store.sqlite import SqliteStore
from releases.timeline import Action
from releases.times import Moment, from_millis
from service.clock.guarded import GuardedClock
from tests import builders
from tests.clocks import Machine
from tests.stores import ROOM, WHO

HOUR = 3_600_000
SPANS = st.integers(0, 3 * HOUR)
STEPS = st.one_of(
    st.integers(-3_000, 3_000),
    st.integers(-3 * HOUR, 3 * HOUR),
    st.sampled_from((-50 * 365 * DAY, 10 * 365 * DAY)),
)


class ClockWorld(RuleBasedStateMachine):
    """The machine, its database, and what its readers have seen."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "p.db"
        self.machine = Machine()
        self.began = self.machine.true
        # From which true instant each release may be read.
        self.instants: dict[str, int] = {}
        self.seen: set[str] = set()
        # Whether all time since the beginning was measured: no boot, no start under a slow clock.
        self.measured = True

    @initialize()
    def begin(self) -> None:
        """Start the service under a clock that is right."""
        self.service = self.start()
        self.store.writing(newsroom_settings.add_newsroom, builders.newsroom(ROOM), WHO).result()

    def start(self) -> GuardedClock:
        clock = GuardedClock(self.machine, Asker.SERVICE)
        self.store = SqliteStore(self.path, clock)
        return clock

    def look(self) -> None:
        """What the service does each second."""
        self.store.writing(public_version.version).result()

    @property
    def tolerance(self) -> int:
        return 2 * LEAP + (self.machine.true - self.began) * 600 // 1_000_000

    @rule(span=SPANS)
    def pass_time(self, span: int) -> None:
        self.machine.go(span)

    @rule(step=STEPS)
    def set_wall(self, step: int) -> None:
        self.machine.step(step)
        self.look()

    @rule(step=st.integers(-1_900, 1_900), count=st.integers(1, 40))
    def set_wall_little_by_little(self, step: int, count: int) -> None:
        for _ in range(count):
            self.machine.step(step)
            self.machine.go(100)
            self.look()

    @rule()
    def set_wall_right(self) -> None:
        self.machine.ahead = 0
        self.look()

    @rule(ahead=st.integers(0, 3 * HOUR), by_command=st.booleans())
    def plan(self, ahead: int, by_command: bool) -> None:
        """Approve a release for a true instant."""
        at = self.machine.true + ahead
        self.approve(Order(Action.PUBLISH, Moment(from_millis(at), day_only=False)), at, by_command)

    @rule(by_command=st.booleans())
    def publish(self, by_command: bool) -> None:
        """Publish at once: then it is public at once."""
        release = self.approve(Order(Action.PUBLISH), self.machine.true, by_command)
        assert release in self.public()

    def approve(self, order: Order, at: int, by_command: bool) -> str:
        store = SqliteStore(self.path, GuardedClock(self.machine)) if by_command else self.store
        try:
            release = store.writing(
                drafts.create, ROOM, validate(builders.document()), WHO
            ).result()
            try:
                store.writing(approval.approve, release.ref, order, WHO).result()
            except ClockInDoubt:
                assert self.service.gap()
                return ""
        finally:
            if by_command:
                store.close()
        self.instants[release.id] = at
        return str(release.id)

    @rule()
    def run_command(self) -> None:
        SqliteStore(self.path, GuardedClock(self.machine)).close()

    @rule()
    def restart(self) -> None:
        """Kill the service and start it again."""
        self.store.close()
        self.measured &= self.machine.ahead > -LEAP
        self.service = self.start()

    @rule(down=st.integers(0, DAY - HOUR), battery=st.booleans())
    def reboot(self, down: int, battery: bool) -> None:
        """Start the machine again, perhaps one that has forgotten the time."""
        self.look()
        self.store.close()
        self.measured = False
        self.machine.reboot(down, None if battery else -self.machine.true)
        self.service = self.start()

    @precondition(lambda self: self.machine.ahead == 0)
    @rule(by_sources=st.booleans())
    def confirm(self, by_sources: bool) -> None:
        """Somebody who knows, or sources that agree, say that the clock is right."""
        if by_sources:
            self.machine.sources_agree = True
            self.look()
            self.machine.sources_agree = False
        else:
            base, _ = self.store.reading(clocks.read).result()
            confirmed = self.service.confirmed(base, WHO.who)
            self.store.writing(clocks.confirm, confirmed, WHO).result()

    def public(self) -> set[str]:
        now = self.service.now()
        listing = self.store.reading(listings.listing, Selection(ROOM), now, 1_000).result()
        return {item.id for item in listing.items}

    @invariant()
    def nothing_is_early_and_nothing_disappears(self) -> None:
        if not self.instants:
            return
        public, true = self.public(), self.machine.true
        for release in public:
            assert self.instants[release] <= true + self.tolerance
        assert self.seen <= public
        self.seen = public
        if self.measured:
            due = {name for name, at in self.instants.items() if at + self.tolerance <= true}
            assert due <= public

    @invariant()
    def a_gap_is_told(self) -> None:
        if not hasattr(self, "service"):
            return
        apart = self.machine.wall() - self.service.millis()
        assert abs(apart) <= self.tolerance or self.service.gap()

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)


TestWorld = ClockWorld.TestCase
TestWorld.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
