"""Pictures for tests, honest and hostile, painted here; and the forms they are sent in."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms
from PIL.ExifTags import GPS, IFD, Base

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
BOUNDARY = "grenen"
FORM = f"multipart/form-data; boundary={BOUNDARY}"
PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"


def photograph(
    width: int = 400,
    height: int = 300,
    form: str = "JPEG",
    mode: str = "RGB",
    colour: Any = RED,
    **saved: Any,
) -> bytes:
    """Return an even picture, its upper left quarter blue where it is in colour."""
    image = Image.new(mode, (width, height), colour)
    if mode == "RGB":
        image.paste(BLUE, (0, 0, width // 2, height // 2))
    return encode(image, form, **saved)


def encode(image: Image.Image, form: str, **saved: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **saved)
    return out.getvalue()


def with_metadata(form: str = "JPEG") -> bytes:
    """Return a picture that says where, with what and by whom it was taken, in every way."""
    exif = Image.Exif()
    exif[Base.Make] = "HEMLIGKAMERA"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSMapDatum] = "HEMLIGPLATS"
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>HEMLIGXMP</x:xmpmeta>"
    said: dict[str, Any] = {"exif": exif, "xmp": xmp, "icc_profile": srgb()}
    if form == "JPEG":
        said["comment"] = "HEMLIGKOMMENTAR"
    return photograph(form=form, **said)


def from_agency(width: int = 400, height: int = 300, form: str = "JPEG", **saved: Any) -> bytes:
    """Return a picture as agencies send them: its rights in IPTC, and what is nobody's business."""
    exif = Image.Exif()
    exif[Base.Make] = "HEMLIGKAMERA"
    exif[Base.Artist] = "Kim Ek (Exif)"
    exif[Base.Orientation] = 6
    exif.get_ifd(IFD.Exif)[Base.BodySerialNumber] = "HEMLIGTNUMMER"
    exif.get_ifd(IFD.Exif)[Base.CameraOwnerName] = "HEMLIGAGARE"
    gps = exif.get_ifd(IFD.GPSInfo)
    gps[GPS.GPSLatitudeRef], gps[GPS.GPSLatitude] = "N", (59.0, 16.0, 27.0)
    gps[GPS.GPSLongitudeRef], gps[GPS.GPSLongitude] = "E", (15.0, 12.0, 49.0)
    said: dict[str, Any] = {"exif": exif, "icc_profile": srgb(), **saved}
    if form == "JPEG":
        said["comment"] = "HEMLIGKOMMENTAR"
    gradient = Image.linear_gradient("L").resize((width, height))
    body = encode(Image.merge("RGB", (gradient, gradient.rotate(180), gradient)), form, **said)
    if form != "JPEG":
        return body
    iptc = ((80, "Kim Ek"), (110, "Kim Ek/Region Mellanlandet"), (116, "© Region Mellanlandet"))
    # What stands behind the picture is no part of it.
    return body[:2] + _photoshop(iptc) + body[2:] + with_metadata()


def _photoshop(datasets: tuple[tuple[int, str], ...]) -> bytes:
    """Return the segment that holds IPTC's IIM 4.2 (an image resource of Photoshop, 0x0404)."""
    coded = b"\x1c\x01\x5a\x00\x03\x1b%G"
    for number, text in datasets:
        value = text.encode()
        coded += struct.pack(">BBBH", 0x1C, 2, number, len(value)) + value
    resource = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(coded)) + coded
    content = b"Photoshop 3.0\x00" + resource + b"\x00" * (len(coded) % 2)
    return b"\xff\xed" + struct.pack(">H", len(content) + 2) + content


def with_orientation(orientation: int) -> bytes:
    """Return a picture 400 x 300 whose camera says how it was held (Exif 2.32, tag 0x0112)."""
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    return photograph(exif=exif)


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def swapped_profile() -> bytes:
    """Return a colour profile in which the first channel is green and the second red."""
    profile = srgb()
    return (
        profile.replace(b"rXYZ", b"????", 1)
        .replace(b"gXYZ", b"rXYZ", 1)
        .replace(b"????", b"gXYZ", 1)
    )


def bomb(side: int = 12_000) -> bytes:
    """Return a PNG of `side` x `side` black pixels in a few kilobytes."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((1 + (side + 7) // 8) * side), 9)
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, body) for name, body in chunks)


def chunk(name: bytes, body: bytes) -> bytes:
    """Return a chunk of a PNG with its length and its checksum."""
    checksum = struct.pack(">I", zlib.crc32(name + body))
    return struct.pack(">I", len(body)) + name + body + checksum


def form(
    file: bytes | None, *more: tuple[str, str], name: str = "bild.jpg", **fields: str
) -> bytes:
    """Return a multipart body with these fields and the file; `more` may repeat a field."""
    parts = [
        f'Content-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
        for field, value in (*fields.items(), *more)
    ]
    if file is not None:
        head = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        parts.append(head.encode() + file + b"\r\n")
    mark = f"--{BOUNDARY}\r\n".encode()
    return b"".join(mark + part for part in parts) + f"--{BOUNDARY}--\r\n".encode()
