"""XMP packets: what a picture says of who made it and how it may be used.

Names are those of the IPTC Photo Metadata Standard, whose XMP properties they are written as
(https://www.iptc.org/std/photometadata/specification/): Creator, Credit Line, Copyright Notice and
Rights Usage Terms.
"""

from typing import Any, TypeAlias

from lxml import etree

from releases.model import Rights

Element: TypeAlias = Any  # lxml has no types

_META = "adobe:ns:meta/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC = "http://purl.org/dc/elements/1.1/"
_PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
_RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"
_PREFIXES = {"rdf": _RDF, "dc": _DC, "photoshop": _PHOTOSHOP, "xmpRights": _RIGHTS}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_DEFAULT = "x-default"
_BEGINS = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'.encode()
_ENDS = b'\n<?xpacket end="r"?>'
# Longer ones hold previews and the whole history of a picture's editing.
PACKET_MOST = 1_000_000


def write(rights: Rights) -> bytes:
    """Return the packet of what is known, empty where nothing is; the same of the same."""
    if rights == Rights():
        return b""
    meta = etree.Element(f"{{{_META}}}xmpmeta", nsmap={"x": _META})
    rdf = etree.SubElement(meta, f"{{{_RDF}}}RDF", nsmap={"rdf": _RDF})
    described = etree.SubElement(rdf, f"{{{_RDF}}}Description", nsmap=_PREFIXES)
    described.set(f"{{{_RDF}}}about", "")
    if rights.creator:
        _listed(described, f"{{{_DC}}}creator", "Seq").text = rights.creator
    if rights.credit:
        etree.SubElement(described, f"{{{_PHOTOSHOP}}}Credit").text = rights.credit
    if rights.copyright_notice:
        _spoken(described, f"{{{_DC}}}rights").text = rights.copyright_notice
        etree.SubElement(described, f"{{{_RIGHTS}}}Marked").text = "True"
    if rights.usage_terms:
        _spoken(described, f"{{{_RIGHTS}}}UsageTerms").text = rights.usage_terms
    packet: bytes = etree.tostring(meta, encoding="utf-8")
    return _BEGINS + packet + _ENDS


def read(packet: bytes) -> Rights:
    """Return what a packet says; nothing of one that cannot be read, or is none."""
    if not packet or len(packet) > PACKET_MOST or b"<!DOCTYPE" in packet:
        return Rights()
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        tree = etree.fromstring(packet.strip(b"\0 \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return Rights()
    if tree is None:
        return Rights()
    return Rights(
        creator=", ".join(_all(tree, f"{{{_DC}}}creator")),
        credit=_first(tree, f"{{{_PHOTOSHOP}}}Credit"),
        copyright_notice=_first(tree, f"{{{_DC}}}rights"),
        usage_terms=_first(tree, f"{{{_RIGHTS}}}UsageTerms"),
    )


def _listed(parent: Element, name: str, kind: str) -> Element:
    array = etree.SubElement(etree.SubElement(parent, name), f"{{{_RDF}}}{kind}")
    return etree.SubElement(array, f"{{{_RDF}}}li")


def _spoken(parent: Element, name: str) -> Element:
    item = _listed(parent, name, "Alt")
    item.set(_LANGUAGE, _DEFAULT)
    return item


def _first(tree: Element, name: str) -> str:
    return next(iter(_all(tree, name)), "")


def _all(tree: Element, name: str) -> list[str]:
    """Return the texts of a property, that of no particular language first."""
    texts = [text for each in tree.iter(f"{{{_RDF}}}Description") if (text := each.get(name))]
    for found in tree.iter(name):
        items = list(found.iter(f"{{{_RDF}}}li"))
        items.sort(key=lambda item: item.get(_LANGUAGE) != _DEFAULT)
        texts += ["".join(item.itertext()) for item in items or [found]]
    return [text.strip() for text in texts if text.strip()]
