"""`python -m bench.capacity [FILE]`: how much one region asks of the service, and all of Sweden.

Prints a table in Markdown from the assumptions and measured figures of bench/capacity.toml, or of
another FILE with the same names. docs/capacity.md explains it and shows what this prints.
"""

import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

DEFAULT = Path(__file__).with_suffix(".toml")
DAY, HOUR = 86_400.0, 3_600.0
YEAR_DAYS = 365.0
WORKING_DAYS = 250.0


class Publisher(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one publisher of a kind does and what is asked of it; numbers are means.

    Releases a year; `pollers` of its feeds, each with its interval in minutes; embeds and pages
    shown a day; crawlers that each see the whole archive once a month; webhooks; writers at work in
    the busiest hour.
    """

    releases: float
    pollers: float
    poll_minutes: float
    embeds_a_day: float
    pages_a_day: float
    crawlers: float
    webhooks: float
    writers: float


class Assumptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What holds for all: shares and factors, seconds and bytes.

    `busiest_minute` is the share of a working day's releases that are due in one minute, at most;
    `read_peak` how much more is read in the busiest second than on the average of a day. `keys` are
    the feeds, embeds and lists of a publisher that somebody asks for all the time. A shared cache
    keeps each for `cache_seconds`.
    """

    years: float
    corrections: float
    read_peak: float
    unchanged: float
    busiest_hour: float
    busiest_minute: float
    keys: float
    cache_seconds: float
    save_seconds: float
    feed_bytes: float
    embed_bytes: float
    page_bytes: float
    deliveries_a_second: float
    link_mbit: float


class CapacityFigures(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Costs by `python -m bench.capacity_figures`: milliseconds of one core, bytes, megabytes.

    `…_held_ms` is how long a write takes from request to answer, commit included.
    """

    hot_ms: float
    unchanged_ms: float
    unchanged_bytes: float
    save_ms: float
    save_held_ms: float
    publish_ms: float
    publish_held_ms: float
    rebuild_ms: float
    cold_page_ms: float
    memory_mb: float
    release_bytes: float


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything the table is computed from; `stages` say how many publishers of each kind."""

    assumptions: Assumptions
    measured: CapacityFigures
    publishers: Mapping[str, Publisher]
    stages: Mapping[str, Mapping[str, int]]


class Stage(msgspec.Struct, frozen=True):
    """What a stage asks for: requests and writes a second at the peak, and what they take.

    The `cached_…` are what is left of it for a service behind a shared cache.
    """

    publishers: float
    releases: float
    archive: float
    polls: float
    embeds: float
    pages: float
    cold: float
    rebuilds: float
    saves: float
    publications: float
    deliveries: float
    mbit: float
    hot_cores: float
    rebuild_cores: float
    cold_cores: float
    write_cores: float
    writer: float
    database_gb: float
    memory_mb: float
    cached_reads: float
    cached_cores: float

    @property
    def reads(self) -> float:
        return self.polls + self.embeds + self.pages

    @property
    def cores(self) -> float:
        return self.hot_cores + self.rebuild_cores + self.cold_cores + self.write_cores


def compute(model: Model, counts: Mapping[str, float]) -> Stage:
    """Return what so many publishers of each kind ask for."""
    given, measured = model.assumptions, model.measured

    def total(of: Callable[[Publisher], float]) -> float:
        return sum(count * of(model.publishers[kind]) for kind, count in counts.items())

    publishers = sum(counts.values())
    releases = total(lambda kind: kind.releases)
    entries = releases * (1 + given.corrections)
    archive = releases * given.years
    polls = given.read_peak * total(lambda kind: kind.pollers / kind.poll_minutes / 60)
    embeds = given.read_peak * total(lambda kind: kind.embeds_a_day) / DAY
    pages = given.read_peak * total(lambda kind: kind.pages_a_day) / DAY
    # A crawler sees old pages, each once a month: nobody has them in memory.
    cold = given.years * total(lambda kind: kind.crawlers * kind.releases) / (30 * DAY)
    publications = entries / WORKING_DAYS * given.busiest_hour / HOUR
    # Whatever changes makes all old. Of a key that is asked for r times a second while p entries a
    # second take effect, p r / (p + r) requests meet it for the first time since.
    keys = given.keys * publishers
    each = (polls + embeds + pages) / keys
    rebuilds = keys * publications * each / (publications + each)
    # A cache asks for a key once, and for as long as it keeps that not again.
    seldom = each / (1 + each * given.cache_seconds)
    seldom_rebuilt = keys * publications * seldom / (publications + seldom)
    saves = total(lambda kind: kind.writers) / given.save_seconds
    unchanged = polls * given.unchanged
    hot = (polls - unchanged) + embeds + pages
    sent = (
        unchanged * measured.unchanged_bytes
        + (polls - unchanged) * given.feed_bytes
        + embeds * given.embed_bytes
        + (pages + cold) * given.page_bytes
    )
    return Stage(
        publishers=publishers,
        releases=releases,
        archive=archive,
        polls=polls,
        embeds=embeds,
        pages=pages,
        cold=cold,
        rebuilds=rebuilds,
        saves=saves,
        publications=publications,
        deliveries=total(lambda kind: kind.releases * kind.webhooks)
        * (1 + given.corrections)
        / WORKING_DAYS
        * given.busiest_minute,
        mbit=sent * 8 / 1e6,
        hot_cores=(hot * measured.hot_ms + unchanged * measured.unchanged_ms) / 1e3,
        rebuild_cores=rebuilds * measured.rebuild_ms / 1e3,
        cold_cores=cold * measured.cold_page_ms / 1e3,
        write_cores=(saves * measured.save_ms + publications * measured.publish_ms) / 1e3,
        writer=(saves * measured.save_held_ms + publications * measured.publish_held_ms) / 1e3,
        database_gb=archive * measured.release_bytes / 1e9,
        # What is kept is bounded, and archives stay on the disk.
        memory_mb=measured.memory_mb,
        cached_reads=keys * seldom + cold,
        cached_cores=(
            keys * seldom * measured.hot_ms
            + seldom_rebuilt * measured.rebuild_ms
            + cold * measured.cold_page_ms
            + saves * measured.save_ms
            + publications * measured.publish_ms
        )
        / 1e3,
    )


def shares(model: Model, stage: Stage) -> dict[str, float]:
    """Return how much of each resource of one process on one machine a stage takes."""
    minute = 60 * model.assumptions.deliveries_a_second
    return {
        "processor": stage.cores,
        "writer": stage.writer,
        "network": stage.mbit / model.assumptions.link_mbit,
        "deliveries": stage.deliveries / minute,
    }


def headroom(model: Model, counts: Mapping[str, float]) -> float:
    """Return how many times as many publishers fill one process; 0.01 to 10,000."""
    low, high = 0.01, 10_000.0
    for _ in range(60):
        middle = (low * high) ** 0.5
        grown = {kind: count * middle for kind, count in counts.items()}
        full = max(shares(model, compute(model, grown)).values()) > 1
        low, high = (low, middle) if full else (middle, high)
    return low


_ROWS: tuple[tuple[str, Callable[[Stage], float], str], ...] = (
    ("publishers", lambda stage: stage.publishers, ",.0f"),
    ("releases a year", lambda stage: stage.releases, ",.0f"),
    ("releases in the archive", lambda stage: stage.archive, ",.0f"),
    ("database, GB", lambda stage: stage.database_gb, ",.2f"),
    ("memory of a process, MB", lambda stage: stage.memory_mb, ",.0f"),
    ("feed polls a second, at the peak", lambda stage: stage.polls, ",.1f"),
    ("embeds a second, at the peak", lambda stage: stage.embeds, ",.1f"),
    ("pages a second, at the peak", lambda stage: stage.pages, ",.1f"),
    ("cold pages a second, by crawlers", lambda stage: stage.cold, ",.2f"),
    ("saves of drafts a second, busiest hour", lambda stage: stage.saves, ",.2f"),
    ("entries an hour, busiest hour", lambda stage: stage.publications * HOUR, ",.1f"),
    ("webhook deliveries in the busiest minute", lambda stage: stage.deliveries, ",.0f"),
    ("Mbit a second, at the peak", lambda stage: stage.mbit, ",.1f"),
    ("first answers after a change, a second", lambda stage: stage.rebuilds, ",.2f"),
    ("cores: answers from memory", lambda stage: stage.hot_cores, ",.3f"),
    ("cores: first answers after a change", lambda stage: stage.rebuild_cores, ",.3f"),
    ("cores: cold pages", lambda stage: stage.cold_cores, ",.3f"),
    ("cores: writes", lambda stage: stage.write_cores, ",.3f"),
)


_CACHED: tuple[tuple[str, Callable[[Stage], float], str], ...] = (
    ("behind a shared cache: requests a second", lambda stage: stage.cached_reads, ",.1f"),
    ("behind a shared cache: **processor**", lambda stage: stage.cached_cores, ".2%"),
)


def table(model: Model) -> str:
    """Return the table of all stages, and what each has most of."""
    stages = {name: compute(model, counts) for name, counts in model.stages.items()}
    taken = {name: shares(model, stage) for name, stage in stages.items()}
    lines = [f"| | {' | '.join(stages)} |", f"| --- |{' ---: |' * len(stages)}"]
    for title, value, form in _ROWS:
        cells = (format(value(stage), form) for stage in stages.values())
        lines.append(f"| {title} | {' | '.join(cells)} |")
    for resource in next(iter(taken.values())):
        cells = (f"{share[resource]:.2%}" for share in taken.values())
        lines.append(f"| **{resource}**, of what one process has | {' | '.join(cells)} |")
    first = (max(share, key=lambda name: share[name]) for share in taken.values())
    lines.append(f"| full first | {' | '.join(first)} |")
    room = (format(headroom(model, counts), ",.1f") for counts in model.stages.values())
    lines.append(f"| times as many publishers that fill it | {' | '.join(room)} |")
    for title, value, form in _CACHED:
        cells = (format(value(stage), form) for stage in stages.values())
        lines.append(f"| {title} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def load(path: Path = DEFAULT) -> Model:
    """Return the model of a file; raises `msgspec.ValidationError` for names it does not know."""
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Model)


if __name__ == "__main__":
    print(table(load(*map(Path, sys.argv[1:2]))), end="")
