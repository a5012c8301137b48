"""The grammar of Atom as a schema to validate with."""

from pathlib import Path

from lxml import etree

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))
