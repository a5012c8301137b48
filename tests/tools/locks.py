"""Ask whether a lock holds all that its packages require, on a given Python."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import Distribution
from typing import NamedTuple

from packaging.markers import Marker, default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name as canonical

PIN = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>[^\s;]+)(?: ; (?P<marker>[^\\\n]+))?", re.MULTILINE
)


class Facts(NamedTuple):
    """What a package says of itself."""

    requires: list[Requirement]
    python: SpecifierSet = SpecifierSet()


Look = Callable[[str, str], Facts | None]


@dataclass
class Findings:
    """What a lock lacks, and the packages of which nothing is known here."""

    faults: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)


def environment_of(python: str) -> dict[str, str]:
    """Return what markers are evaluated against on CPython `python`, on Linux."""
    short = ".".join(python.split(".")[:2])
    ours = {"python_version": short, "python_full_version": python, "sys_platform": "linux"}
    return {name: str(value) for name, value in default_environment().items()} | ours


def read_pins(lock: str, python: str) -> dict[str, str]:
    """Return the versions that a lock names for one Python."""
    environment = environment_of(python)
    return {
        canonical(pin["name"]): pin["version"]
        for pin in PIN.finditer(lock)
        if not pin["marker"] or Marker(pin["marker"].strip()).evaluate(environment)
    }


def examine(lock: str, wanted: Iterable[Requirement], python: str, look: Look) -> Findings:
    """Follow what is wanted, and each package of the lock, with their extras, to the end."""
    pins, findings, environment = read_pins(lock, python), Findings(), environment_of(python)
    seen: set[tuple[str, str]] = set()
    waiting = [("the project", requirement) for requirement in wanted]
    waiting += [("the lock", Requirement(f"{name}=={pinned}")) for name, pinned in pins.items()]
    while waiting:
        source, requirement = waiting.pop()
        name = canonical(requirement.name)
        pinned = pins.get(name)
        if pinned is None or not requirement.specifier.contains(pinned, prereleases=True):
            findings.faults.add(f"{source} requires {requirement}; locked: {pinned}")
            continue
        facts = look(name, pinned)
        if facts is None:
            findings.unknown.add(name)
            continue
        if python not in facts.python:
            findings.faults.add(f"{name} {pinned} is for Python {facts.python}")
        for extra in {"", *requirement.extras} - {extra for it, extra in seen if it == name}:
            seen.add((name, extra))
            applies = environment | {"extra": extra}
            waiting += [
                (f"{name} {pinned}", further)
                for further in facts.requires
                if further.marker is None or further.marker.evaluate(applies)
            ]
    return findings


@cache
def look_installed(name: str, version: str) -> Facts | None:
    """Return what an installed package says, if it is of that version."""
    distribution = next(iter(Distribution.discover(name=name)), None)
    if distribution is None or distribution.version != version:
        return None
    python = SpecifierSet(str(distribution.metadata.json.get("requires_python") or ""))
    return Facts([Requirement(line) for line in distribution.requires or []], python)
