"""Processes that see another wall clock than the machine's: libfaketime, as Debian packages it."""

from pathlib import Path

LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))


class FakedWall:
    """A wall clock that stands off from the true one, and can be set while processes run.

    The time since boot is left alone, as it is when somebody sets a machine's clock.
    """

    def __init__(self, folder: Path, ahead: float = 0) -> None:
        assert LIBRARIES, "Debian's package faketime is missing"
        self._file = folder / "faketime"
        self.set(ahead)

    def set(self, ahead: float) -> None:
        """Let the clock be so many seconds ahead of the true one from now on."""
        part = self._file.with_suffix(".part")
        part.write_text(f"{ahead:+.3f}\n")
        part.replace(self._file)

    @property
    def settings(self) -> dict[str, str]:
        """Return the environment of a process that goes by this clock.

        The "fix" of waits is for C libraries older than 2.24: with others each wait for Python's
        global lock ends at once and is begun again, or lasts as long as the clock is off.
        """
        return {
            "LD_PRELOAD": str(LIBRARIES[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_FORCE_MONOTONIC_FIX": "0",
        }
