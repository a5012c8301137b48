"""Lists and searches find releases by language whatever case its tag was written in."""

from releases.store.tx import Tx

_REGION, _SCRIPT = 2, 4


def migrate(tx: Tx) -> None:
    """Give the keys of languages, which are derived from documents, their usual case."""
    for row in tx.all("SELECT DISTINCT key FROM facet WHERE key LIKE 'lang:%'"):
        old = row["key"]
        new = f"lang:{_usual(old.removeprefix('lang:'))}"
        if new == old:
            continue
        tx.run("UPDATE facet SET key = :new WHERE key = :old", new=new, old=old)
        tx.run(
            "UPDATE search SET keys = trim(replace(' ' || keys || ' ', :old, :new)) "
            "WHERE instr(' ' || keys || ' ', :old)",
            new=f" x{new.encode().hex()} ",
            old=f" x{old.encode().hex()} ",
        )


def _usual(tag: str) -> str:
    primary, *rest = tag.split("-")
    return "-".join((primary.lower(), *map(_part, rest)))


def _part(part: str) -> str:
    if len(part) == _REGION:
        return part.upper()
    return part.title() if len(part) == _SCRIPT else part.lower()
