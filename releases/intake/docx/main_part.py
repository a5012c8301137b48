"""The text of a Word document made plain before it is converted: hidden runs, fields and numbers.

What Word shows of a paragraph depends on more than the paragraph: styles hide text, fields hold
their last result, lists count on (ECMA-376 part 1, sections 17.3.2, 17.16 and 17.9).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# Elements around runs that the converter does not know: directions of writing, readings of signs.
_AROUND = ("dir", "bdo", "ruby", "rubyBase")
_HIDDEN = ("vanish", "specVanish", "webHidden")
_OFF = {"0", "false", "off"}
_DEEPEST_STYLE = 20
_FIGURES = {"decimal", "decimalZero", "ordinal"}
# What a paragraph in no list names, and one taken out of a list (section 17.9.18).
_NO_LIST = ("", "0")
# Around the number of a paragraph on its way through the converter.
NUMBER_OPENS, NUMBER_ENDS = "\ue0f0", "\ue0f1"


class MainPart(NamedTuple):
    """The part as XML, and how many hidden runs were taken out and formulas made text."""

    xml: bytes
    hidden: int
    formulas: int = 0


def prepare(part: bytes, styles: bytes = b"", numbering: bytes = b"") -> MainPart:
    """Return a main part without hidden text, with results of fields, breaks and numbers as text.

    Raises `etree.XMLSyntaxError` for what is not well-formed.
    """
    root = _parse(part)
    hidden = _take_hidden(root, _hiding_styles(_parse(styles)) if styles else frozenset())
    for field in list(root.iter(f"{_W}fldSimple")):
        _unwrap(field)
    formulas = _write_formulas(root)
    for reading in list(root.iter(f"{_W}rt", f"{_W}rubyPr")):
        reading.getparent().remove(reading)
    for around in list(root.iter(*(f"{_W}{name}" for name in _AROUND))):
        _unwrap(around)
    for line_end in list(root.iter(f"{_W}cr")):
        line_end.tag = f"{_W}br"
    for line_end in root.iter(f"{_W}br"):
        # The end of a page or column ends a line too.
        line_end.attrib.clear()
    if numbering:
        _number(root, _parse(numbering))
    xml = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return MainPart(xml, hidden, formulas)


def _parse(part: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(part, parser)


def _value(element: Any, path: str) -> str:
    """Return the value of what stands at a path of names, "" for nothing."""
    held = element.find("/".join(f"{_W}{name}" for name in path.split("/")))
    return "" if held is None else held.get(f"{_W}val", "")


def _hides(holder: Any) -> bool | None:
    """Tell whether properties hide what they are of, None where they do not say."""
    said = [held for name in _HIDDEN for held in holder.findall(f"{_W}rPr/{_W}{name}")]
    if not said:
        return None
    return any(held.get(f"{_W}val", "1").lower() not in _OFF for held in said)


def _hiding_styles(styles: Any) -> frozenset[str]:
    known = {style.get(f"{_W}styleId", ""): style for style in styles.iter(f"{_W}style")}
    return frozenset(name for name in known if _is_hiding(name, known))


def _is_hiding(name: str, known: Mapping[str, Any]) -> bool:
    for _ in range(_DEEPEST_STYLE):
        style = known.get(name)
        if style is None:
            return False
        said = _hides(style)
        if said is not None:
            return said
        name = _value(style, "basedOn")
    return False


def _take_hidden(root: Any, hiding: frozenset[str]) -> int:
    """Take hidden runs out; return how many of them held text."""
    count = 0
    for paragraph in root.iter(f"{_W}p"):
        is_hidden = _value(paragraph, "pPr/pStyle") in hiding
        for run in list(_runs(paragraph)):
            said = _hides(run)
            by_style = _value(run, "rPr/rStyle") in hiding or is_hidden
            if said or (said is None and by_style):
                count += any((text.text or "").strip() for text in run.iter(f"{_W}t"))
                run.getparent().remove(run)
    return count


def _runs(paragraph: Any) -> Iterator[Any]:
    """Yield the runs of a paragraph, not those of paragraphs within it."""
    for run in paragraph.iter(f"{_W}r"):
        holder = run.getparent()
        while holder.tag != f"{_W}p":
            holder = holder.getparent()
        if holder is paragraph:
            yield run


def _write_formulas(root: Any) -> int:
    """Put the signs of each formula in its place as a run (section 22.1); return how many are."""
    count = 0
    for formula in list(root.iter(f"{_M}oMath")):
        signs = "".join(text.text or "" for text in formula.iter(f"{_M}t"))
        run = etree.Element(f"{_W}r")
        text = etree.SubElement(run, f"{_W}t")
        text.text = signs
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        formula.getparent().replace(formula, run)
        count += bool(signs)
    for around in list(root.iter(f"{_M}oMathPara")):
        _unwrap(around)
    return count


def _unwrap(element: Any) -> None:
    for held in list(element):
        element.addprevious(held)
    element.getparent().remove(element)


def _number(root: Any, numbering: Any) -> None:
    """Write the number of each paragraph in a list of figures before its first run."""
    kinds = {kind.get(f"{_W}abstractNumId"): kind for kind in numbering.iter(f"{_W}abstractNum")}
    lists = {
        held.get(f"{_W}numId"): (kinds.get(_value(held, "abstractNumId")), held)
        for held in numbering.iter(f"{_W}num")
    }
    counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for paragraph in root.iter(f"{_W}p"):
        name = _value(paragraph, "pPr/numPr/numId")
        if name in _NO_LIST:
            for listed in paragraph.findall(f"{_W}pPr/{_W}numPr"):
                listed.getparent().remove(listed)
            continue
        level = _value(paragraph, "pPr/numPr/ilvl") or "0"
        kind, held = lists.get(name, (None, None))
        first = _first_number(kind, held, level)
        if kind is None or first is None:
            continue
        # Lists of one kind count on together; one that begins anew says so itself.
        is_own = _override(held, level) is not None
        levels = counts[f"list {name}" if is_own else f"kind {kind.get(f'{_W}abstractNumId')}"]
        levels[level] = levels.get(level, 0) + 1
        # An item begins the numbers below it anew.
        for deeper in [other for other in levels if other > level]:
            del levels[deeper]
        _mark(paragraph, first + levels[level] - 1)


def _override(held: Any, level: str) -> Any:
    for override in held.iter(f"{_W}lvlOverride"):
        if override.get(f"{_W}ilvl") == level and override.find(f"{_W}startOverride") is not None:
            return override
    return None


def _first_number(kind: Any, held: Any, level: str) -> int | None:
    """Return where a level of a list of figures begins, None where it has none."""
    levels = kind.iter(f"{_W}lvl") if kind is not None else ()
    own = next((found for found in levels if found.get(f"{_W}ilvl") == level), None)
    if own is None or _value(own, "numFmt") not in _FIGURES:
        return None
    override = _override(held, level)
    start = _value(own, "start") if override is None else _value(override, "startOverride")
    return int(start) if start.isascii() and start.isdecimal() and len(start) < 6 else 1  # noqa: PLR2004 - no list is as long


def _mark(paragraph: Any, number: int) -> None:
    run = etree.SubElement(paragraph, f"{_W}r")
    text = etree.SubElement(run, f"{_W}t")
    text.text = f"{NUMBER_OPENS}{number}{NUMBER_ENDS}"
    properties = paragraph.find(f"{_W}pPr")
    paragraph.insert(paragraph.index(properties) + 1, run)
