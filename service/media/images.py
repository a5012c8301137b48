"""A picture as it came -> the files that pages show: upright, in sRGB, small, and nothing else.

Whatever came in, what goes out was painted anew by us: no place, no camera, no comment, no
profile, no second file hidden behind the first; who made it is said in words we were given. The
same bytes in give the same bytes out.
"""

import hashlib
import struct
import threading
import warnings
from collections.abc import Mapping
from contextlib import nullcontext
from io import BytesIO
from typing import Any, BinaryIO, NamedTuple

from PIL import Image, ImageCms, _imaging
from PIL.ExifTags import Base
from PIL.PngImagePlugin import PngStream

from releases.errors import FieldError
from releases.model import Rendition, Rights
from service.media import containers, embedded_rights, xmp

FORMATS = ("JPEG", "PNG", "WEBP")
MEGA = 1_000_000
PIXELS = 100 * MEGA
# Of what is in memory whole while it is read: 800 MB at the most.
WHOLE_PIXELS = 50 * MEGA
# Two pictures larger than this are not developed at the same time.
ROOMY = 12 * MEGA
# Narrower or flatter than this no page shows, and WebP has no side over 16,383 pixels.
SLIMMEST = 8
WIDTHS = (320, 640, 1280, 1920)
JPEG, WEBP = "image/jpeg", "image/webp"
# A JPEG with more pictures behind the first is called MPO.
_TYPES = {"JPEG": JPEG, "MPO": JPEG, "PNG": "image/png", "WEBP": WEBP}
_DRAFTED = ("JPEG", "MPO")
WHITE = (255, 255, 255)

# For the whole process, and before any picture is opened: a warning would let a bomb through.
Image.MAX_IMAGE_PIXELS = PIXELS
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)
# Damaged metadata costs a picture its orientation at most: nothing to tell an operator.
warnings.filterwarnings("ignore", module=r"PIL\.TiffImagePlugin")

# A whole picture in one block: that the C library gives back to the system at once. Of Pillow's own
# 16 MB it keeps some for each thread, after a few uploads half a gigabyte nobody uses.
_imaging.set_block_size(256 * 1024 * 1024)

# What a picture says in words is thrown away: it is not unpacked, however much it is.
for _words in ("tEXt", "zTXt", "iTXt"):
    setattr(PngStream, f"chunk_{_words}", lambda self, _, length: self.fp.read(length))

_JPEG_BEGINS, _JPEG_ENDS = b"\xff\xd8\xff", b"\xff\xd9"
# What stands between the scans of a JPEG, never within one (ITU-T T.81, B.1.1.2).
_SEGMENTS = (b"\xff\xc4", b"\xff\xda")
_SAVED: dict[str, dict[str, Any]] = {
    JPEG: {"format": "JPEG", "quality": 82, "optimize": True, "progressive": True},
    WEBP: {"format": "WEBP", "quality": 80, "method": 4},
}
# What decoders are seen to raise at bytes that only begin like a picture.
_UNREADABLE = (
    *(OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError),
    *(struct.error, OverflowError, ZeroDivisionError, AttributeError, MemoryError),
)
_SIDEWAYS = range(5, 9)
# What turns a picture upright, by its orientation.
_TURNS: Mapping[object, Image.Transpose] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_alone = threading.Lock()


class ImageFile(NamedTuple):
    """One file of a picture: its facts and its bytes."""

    facts: Rendition
    body: bytes


class Opened(NamedTuple):
    """What a picture is before it is painted anew: its rights as it states them, and its shape.

    `orientation` is how the camera was held; `width` and `height` are those of the file.
    """

    type: str
    width: int
    height: int
    orientation: object
    rights: Rights


def read_facts(body: bytes) -> Opened:
    """Return what a picture says of itself; raises as `make_images`, and decodes no pixel."""
    try:
        with Image.open(_ended(BytesIO(body)), formats=FORMATS) as opened:
            _refuse_shape(opened)
            kind = _TYPES[opened.format or ""]
            rights = embedded_rights.read(opened, body)
            return Opened(kind, *opened.size, _orientation(opened), rights)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many(_most(body)) from None
    except _UNREADABLE:
        raise FieldError("file", "picture_broken") from None


def make_images(file: BinaryIO, rights: Rights = Rights()) -> tuple[ImageFile, ...]:  # noqa: B008 - frozen
    """Return a picture in JPEG and WebP at each width up to its own, the largest JPEG first.

    Each says its `rights`, and nothing else. Raises `FieldError` on `file` for what is no JPEG, PNG
    or WebP, is broken, has over 100 million pixels (50 million where it is no JPEG) or is more than
    eight times as long as wide. What is transparent becomes white. A JPEG that breaks off is what
    came of it, as browsers show it.
    """
    try:
        with Image.open(_ended(file), formats=FORMATS) as opened:
            _refuse_shape(opened)
            with _alone if _needs_room(opened) else nullcontext():
                largest = _repaint(opened)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        file.seek(0)
        raise _too_many(_most(file.read(len(_JPEG_BEGINS)))) from None
    except _UNREADABLE:
        raise FieldError("file", "picture_broken") from None
    widths = [width for width in WIDTHS if width < largest.width]
    scaled = [largest, *(_scale(largest, width) for width in reversed(widths))]
    return tuple(_print(image, kind, rights) for kind in (JPEG, WEBP) for image in scaled)


def make_original(body: bytes, opened: Opened, rights: Rights) -> ImageFile | None:
    """Return the picture in its own pixels, saying its rights and how it is turned, nothing else.

    None of one that is read although it is not built as its format is. Sides are those it is seen
    with.
    """
    try:
        clean = containers.rewrite(body, opened.type, xmp.write(rights), opened.orientation)
    except ValueError:
        return None
    width, height = opened.width, opened.height
    if opened.orientation in _SIDEWAYS:
        width, height = height, width
    digest = hashlib.sha256(clean).hexdigest()
    return ImageFile(Rendition(opened.type, len(clean), width, height, digest), clean)


def _ended(file: BinaryIO) -> BinaryIO:
    """Return a JPEG with an end after its last byte; of a whole one that is never read.

    A table or the head of a scan that breaks off goes: nothing after it can be decoded.
    """
    begins = file.read(len(_JPEG_BEGINS))
    file.seek(0)
    if begins != _JPEG_BEGINS:
        return file
    body = file.read()
    last = max(map(body.rfind, _SEGMENTS))
    if last + 2 + int.from_bytes(body[last + 2 : last + 4], "big") > len(body) - 1:
        body = body[:last]
    return BytesIO(body + _JPEG_ENDS)


def _needs_room(image: Image.Image) -> bool:
    # JPEG is decoded small, but of a progressive one all coefficients are in memory: six bytes a
    # pixel. The others are there whole, up to 800 MB for 50 million pixels.
    is_small = image.format in _DRAFTED and not image.info.get("progressive")
    return not is_small and image.width * image.height > ROOMY


def _refuse_shape(image: Image.Image) -> None:
    width, height = image.size
    most = PIXELS if image.format in _DRAFTED else WHOLE_PIXELS
    if width * height > most:
        raise _too_many(most)
    if max(width, height) > SLIMMEST * min(width, height):
        raise FieldError("file", "picture_too_slim", width=width, height=height, most=SLIMMEST)


def _most(body: bytes) -> int:
    return PIXELS if body.startswith(_JPEG_BEGINS) else WHOLE_PIXELS


def _too_many(most: int) -> FieldError:
    return FieldError("file", "picture_too_many_pixels", most=most // MEGA)


def _repaint(opened: Image.Image) -> Image.Image:
    """Return the picture at its largest width, upright and in sRGB, and nothing but it."""
    width, height = opened.size
    orientation = _orientation(opened)
    sideways = orientation in _SIDEWAYS
    scale = min(1.0, WIDTHS[-1] / (height if sideways else width))
    target = max(1, round(width * scale)), max(1, round(height * scale))
    # JPEG can be decoded at a half, a quarter or an eighth: the whole is then never in memory.
    opened.draft(None, target)
    scaled = _in_tones(opened).resize(target, Image.Resampling.LANCZOS)
    turn = _TURNS.get(orientation)
    shown = _in_srgb(scaled if turn is None else scaled.transpose(turn))
    # On a canvas of its own: what is written then carries nothing of what came with the picture.
    canvas = Image.new("RGB", shown.size)
    canvas.paste(shown)
    return canvas


def _orientation(image: Image.Image) -> object:
    """Return how the camera was held (Exif 2.32, tag 274); upright where that cannot be read."""
    try:
        return image.getexif().get(Base.Orientation)
    except _UNREADABLE:
        return None


def _in_tones(image: Image.Image) -> Image.Image:
    """Return the picture in a mode that can be scaled, on white where it is transparent."""
    if image.mode.startswith("I"):
        # Sixteen bits a grey pixel: the lower eight show on no screen.
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        return _on_white(image if image.mode == "RGBA" else image.convert("RGBA"))
    return image if image.mode in ("RGB", "CMYK", "L") else image.convert("RGB")


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "CMYK", "L"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        # A profile that cannot be read says nothing; browsers take such pictures for sRGB too.
        return image
    return converted or image


_SRGB = ImageCms.createProfile("sRGB")


def _on_white(image: Image.Image) -> Image.Image:
    canvas = Image.new("RGB", image.size, WHITE)
    canvas.paste(image, mask=image)
    canvas.info = image.info
    return canvas


def _scale(image: Image.Image, width: int) -> Image.Image:
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _print(image: Image.Image, kind: str, rights: Rights) -> ImageFile:
    out, packet = BytesIO(), xmp.write(rights)
    said: dict[str, Any] = {"xmp": packet} if packet and kind == WEBP else {}
    image.save(out, **_SAVED[kind], **said)
    body = out.getvalue()
    if packet and kind == JPEG:
        body = containers.rewrite(body, kind, packet)
    digest = hashlib.sha256(body).hexdigest()
    return ImageFile(Rendition(kind, len(body), image.width, image.height, digest), body)
