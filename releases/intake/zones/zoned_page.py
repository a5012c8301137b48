"""A page as it was read: the lines of each zone, and what else they might have been."""

from collections.abc import Iterator

from releases.intake.lines import TextLine
from releases.intake.zones import decoder, weights
from releases.intake.zones.page import Page
from releases.intake.zones.zone import Zone

# A reading this little behind the best one is worth a question.
_CLOSE = 1.5


class ZonedPage:
    """The lines of a page with their zones."""

    def __init__(self, lines: list[TextLine]) -> None:
        decoded = decoder.decode(Page(lines), weights.load())
        self.zoned = list(zip(lines, decoded.zones, strict=True))
        self._behind = decoded.behind

    @property
    def tells_rivals(self) -> bool:
        """Whether it tells what its lines might have been: of a long page nobody asks."""
        return any(self._behind)

    def lines(self, *zones: Zone) -> list[TextLine]:
        """Return the lines of some zones, in order."""
        return [line for line, zone in self.zoned if zone in zones]

    def texts(self, *zones: Zone) -> list[str]:
        """Return what the lines of some zones say."""
        return [line.text for line in self.lines(*zones)]

    def first(self, zone: Zone) -> str:
        """Return the first line of a zone, "" where there is none."""
        return next(iter(self.texts(zone)), "")

    def runs(self, *zones: Zone) -> list[list[tuple[TextLine, Zone]]]:
        """Return the lines of some zones with these, in runs that other zones part."""
        runs: list[list[tuple[TextLine, Zone]]] = []
        goes_on = False
        for line, zone in self.zoned:
            if zone in zones:
                if not goes_on:
                    runs.append([])
                runs[-1].append((line, zone))
            goes_on = zone in zones
        return runs

    def rivals(self, zone: Zone, *akin: Zone) -> Iterator[str]:
        """Yield what else might be of a zone; "" where what is of it might well be of none.

        What was read as `akin` to it is no rival.
        """
        for (line, read), behind in zip(self.zoned, self._behind, strict=True):
            if read in akin:
                continue
            if read is not zone and behind.get(zone, _CLOSE) < _CLOSE:
                yield line.text
            elif read is zone and any(
                missing < _CLOSE
                for other, missing in behind.items()
                if other is not zone and other not in akin
            ):
                yield ""

    def close(self, *zones: Zone) -> list[bool]:
        """Tell of each line whether it might as well have been read in some zones as in others."""
        return [
            min((missing for zone, missing in behind.items() if zone in zones), default=_CLOSE)
            < _CLOSE
            and min(
                (missing for zone, missing in behind.items() if zone not in zones), default=_CLOSE
            )
            < _CLOSE
            for behind in self._behind
        ]
