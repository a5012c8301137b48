"""IPTC-IIM: who made a picture and whose it is, in the older form that agencies' programs read.

IIM 4.2 data sets in a Photoshop resource of a JPEG (APP13). There is none for the terms of use,
which stand in XMP alone. The digest tells readers that both forms were written together, so that
XMP is to be believed (Metadata Working Group, Guidelines for Handling Image Metadata 2.0, 3.3.1).
"""

import hashlib

from releases.model import Rights

_PHOTOSHOP = b"Photoshop 3.0\0"
_RESOURCE = b"8BIM"
_RECORDS, _DIGEST = 0x0404, 0x0425
_SET = 0x1C
# How texts are coded (UTF-8, ISO 2022), and the version of the record that follows.
_BEGINS = (((1, 90), b"\x1b%G"), ((2, 0), b"\x00\x04"))
_BYLINE, _CREDIT, _COPYRIGHT = (2, 80), (2, 110), (2, 116)


def write(rights: Rights) -> bytes:
    """Return the content of the segment of what is known, empty where nothing is of these three.

    Texts are whole: the lengths of IIM (32 and 128 bytes) are kept by no program any longer.
    """
    said = {
        _BYLINE: rights.creator,
        _CREDIT: rights.credit,
        _COPYRIGHT: rights.copyright_notice,
    }
    texts = tuple((which, text.encode()) for which, text in said.items() if text)
    if not texts:
        return b""
    records = b"".join(_data_set(*each) for each in (*_BEGINS, *texts))
    digest = hashlib.md5(records, usedforsecurity=False).digest()
    return _PHOTOSHOP + _resource(_RECORDS, records) + _resource(_DIGEST, digest)


def _data_set(which: tuple[int, int], content: bytes) -> bytes:
    return bytes((_SET, *which)) + len(content).to_bytes(2, "big") + content


def _resource(kind: int, content: bytes) -> bytes:
    """Return a resource without a name, padded to an even length."""
    head = _RESOURCE + kind.to_bytes(2, "big") + b"\0\0" + len(content).to_bytes(4, "big")
    return head + content + b"\0" * (len(content) % 2)
