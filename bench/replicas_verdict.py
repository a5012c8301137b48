"""What readers and receivers saw of several replicas, compared with what was due when."""

from collections import Counter, defaultdict

import msgspec

# What a replica may be behind by, and how long it may take to come back once all is up, in seconds.
BEHIND = 1.0
BACK = 5.0


class FeedAnswer(msgspec.Struct, frozen=True):
    """One answer: when it was asked for and came (wall), its tag, and the ids in it."""

    asked: float
    came: float
    etag: str
    ids: tuple[str, ...]
    stale: bool


def judge(
    planned: dict[str, tuple[str, float]],
    downs: list[list[list[float]]],
    seen: list[list[FeedAnswer]],
    gone: list[tuple[float, float]],
    deliveries: list[tuple[str, str]],
    hidden: list[str],
) -> int:
    due = {release: instant for release, (_, instant) in planned.items()}
    answers = [answer for told in seen for answer in told]
    early = [
        due[release] - answer.came
        for answer in answers
        for release in answer.ids
        if due[release] > answer.came
    ]
    keys = defaultdict(set)
    for key, entry in deliveries:
        keys[entry].add(key)
    lost = {entry for entry, _ in planned.values()} - keys.keys()
    twice = [entry for entry, under in keys.items() if len(under) > 1]
    repeated = sum(Counter(key for key, _ in deliveries).values()) - len(set(deliveries))
    bytes_of = defaultdict(set)
    for answer in answers:
        bytes_of[answer.ids].add(answer.etag)
    apart = [ids for ids, tags in bytes_of.items() if len(tags) > 1]
    behind = [
        lag
        for down, told in zip(downs, seen, strict=True)
        for answer in told
        if (lag := _lag(answer, due)) > BEHIND and not _is_excused(answer, down, gone)
    ]
    late = max((_lag(answer, due) for answer in answers if not answer.stale), default=0.0)
    kills = sum(map(len, downs))
    print(
        f"{len(planned)} releases, {kills} kills, the database gone {len(gone)} times "
        f"({', '.join(f'{end - start:.1f} s' for start, end in gone)}), {len(answers)} answers, "
        f"{sum(answer.stale for answer in answers)} of them stale"
    )
    faults = {
        "early": len(early),
        "not public on some replica at the end": len(hidden),
        "never announced": len(lost),
        "announced under two keys": len(twice),
        "other bytes for the same feed": len(apart),
        f"more than {BEHIND:.0f} s behind while up": len(behind),
    }
    for what, number in faults.items():
        print(f"{number:6}  {what}")
    print(f"{repeated:6}  deliveries repeated under their key; at most {late:.2f} s behind")
    return int(any(faults.values()))


def _lag(answer: FeedAnswer, due: dict[str, float]) -> float:
    """Return for how long something had been due that was not shown when this was asked for."""
    shown = max((due[release] for release in answer.ids), default=0.0)
    missing = [instant for instant in due.values() if shown < instant <= answer.asked]
    return answer.asked - min(missing) if missing else 0.0


def _is_excused(
    answer: FeedAnswer, down: list[list[float]], gone: list[tuple[float, float]]
) -> bool:
    """Tell whether the database was gone, or the replica not ready yet, a moment before."""
    for start, end in (*gone, *map(tuple, down)):
        if start <= answer.came and (not end or answer.asked <= end + BACK):
            return True
    return False
