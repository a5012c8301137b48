"""Within which limits something is read in."""

import msgspec

LENGTH_BYTES = 4


class ChildLimits(msgspec.Struct, frozen=True):
    """What one job may take, and how many a process does before another takes its place.

    A million characters, the longest text that is taken in, take some five seconds and a
    tenth of the memory.
    """

    cpu_seconds: float = 15.0
    wall_seconds: float = 30.0
    memory_bytes: int = 1_000_000_000
    files: int = 32
    result_bytes: int = 32_000_000
    jobs: int = 200


# Archives: as many items as a file of fifty megabytes holds, for a command nobody else waits for.
ARCHIVES = ChildLimits(cpu_seconds=120.0, wall_seconds=300.0, result_bytes=200_000_000)
