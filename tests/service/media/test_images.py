"""Developing: what goes out is the picture and nothing else; what is no picture is refused."""

import hashlib
import io
import subprocess
import sys
import tracemalloc
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from releases.errors import FieldError
from service.media.images import JPEG, WEBP, WHOLE_PIXELS, ImageFile, make_images
from tests import photographs as p

SEEDS = [p.with_metadata(form) for form in ("JPEG", "PNG", "WEBP")]


def develop(body: bytes) -> tuple[ImageFile, ...]:
    return make_images(io.BytesIO(body))


def shown(body: bytes) -> Image.Image:
    """Return the largest JPEG made of a picture, as a browser would decode it."""
    return Image.open(io.BytesIO(develop(body)[0].body))


def near(colour: Any, wanted: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(colour, wanted, strict=True))


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (200, [200]),
        (320, [320]),
        (321, [321, 320]),
        (1200, [1200, 640, 320]),
        (1920, [1920, 1280, 640, 320]),
        (2400, [1920, 1280, 640, 320]),
    ],
)
def test_a_picture_is_made_in_every_width_below_its_own_and_never_enlarged(
    width: int, widths: list[int]
) -> None:
    made = develop(p.photograph(width, 300))
    assert [image.facts.width for image in made] == widths * 2
    assert [image.facts.type for image in made] == [JPEG] * len(widths) + [WEBP] * len(widths)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_what_is_said_of_a_file_is_true_of_its_bytes(form: str) -> None:
    for facts, body in develop(p.photograph(900, 600, form)):
        with Image.open(io.BytesIO(body)) as opened:
            assert (opened.width, opened.height) == (facts.width, facts.height)
            assert Image.MIME[opened.format or ""] == facts.type
        assert facts.size == len(body)
        assert facts.sha256 == hashlib.sha256(body).hexdigest()


def test_the_same_bytes_give_the_same_bytes() -> None:
    assert develop(SEEDS[0]) == develop(SEEDS[0])


@pytest.mark.parametrize("seed", SEEDS, ids=["JPEG", "PNG", "WEBP"])
def test_nothing_that_came_with_a_picture_goes_out_with_it(seed: bytes) -> None:
    assert b"HEMLIG" in seed
    for _, body in develop(seed):
        with Image.open(io.BytesIO(body)) as opened:
            assert dict(opened.getexif()) == {}
            assert not {"comment", "exif", "icc_profile", "xmp", "dpi"} & set(opened.info)
        assert b"HEMLIG" not in body
        assert b"Exif" not in body


@pytest.mark.parametrize("tail", [b"<script>alert(1)</script>", b"PK\x03\x04 a zip", p.PDF])
def test_what_hides_behind_a_picture_is_left_behind(tail: bytes) -> None:
    for _, body in develop(SEEDS[0] + tail):
        assert tail not in body


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [
        *((1, (0, 0)), (2, (1, 0)), (3, (1, 1)), (4, (0, 1))),
        *((5, (0, 0)), (6, (1, 0)), (7, (1, 1)), (8, (0, 1))),
    ],
)
def test_a_picture_stands_upright_however_the_camera_was_held(
    orientation: int, corner: tuple[int, int]
) -> None:
    image = shown(p.with_orientation(orientation)).convert("RGB")
    assert image.size == ((400, 300) if orientation < 5 else (300, 400))
    x, y = (10 + at * (side - 20) for at, side in zip(corner, image.size, strict=True))
    assert near(image.getpixel((x, y)), p.BLUE)


def test_a_picture_held_sideways_is_as_wide_as_it_is_shown() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    tall = shown(p.photograph(3000, 2400, exif=exif))
    assert tall.size == (1920, 2400)


def test_colours_are_those_the_profile_means() -> None:
    body = p.photograph(colour=p.RED, icc_profile=p.swapped_profile())
    assert near(shown(body).getpixel((390, 290)), p.GREEN)


def test_a_profile_that_cannot_be_read_is_passed_over() -> None:
    body = p.photograph(colour=p.RED, icc_profile=b"no profile at all")
    assert near(shown(body).getpixel((390, 290)), p.RED)


@pytest.mark.parametrize(
    ("form", "mode", "colour", "seen"),
    [
        ("PNG", "RGBA", (255, 0, 0, 0), p.WHITE),
        ("PNG", "RGBA", (255, 0, 0, 255), p.RED),
        ("WEBP", "RGBA", (0, 0, 255, 0), p.WHITE),
        ("PNG", "LA", (0, 0), p.WHITE),
        ("PNG", "L", 128, (128, 128, 128)),
        ("PNG", "1", 1, p.WHITE),
        ("PNG", "I;16", 32_768, (128, 128, 128)),
        ("JPEG", "L", 128, (128, 128, 128)),
        ("JPEG", "CMYK", (0, 255, 255, 0), p.RED),
    ],
)
def test_every_way_of_keeping_colour_looks_right_and_what_is_transparent_is_white(
    form: str, mode: str, colour: Any, seen: tuple[int, int, int]
) -> None:
    assert near(shown(p.photograph(form=form, mode=mode, colour=colour)).getpixel((9, 9)), seen)


def refusal(body: bytes) -> str:
    with pytest.raises(FieldError) as caught:
        develop(body)
    assert caught.value.field == "file"
    return caught.value.message


def test_a_bomb_is_refused_unopened() -> None:
    hostile = p.bomb()
    assert len(hostile) < 20_000
    assert "50 million pixels" in refusal(hostile)


def test_one_pixel_too_many_is_refused() -> None:
    assert WHOLE_PIXELS == 50_000_000
    assert "50 million pixels" in refusal(p.bomb(7_072))


@pytest.mark.parametrize(("width", "height"), [(900, 100), (100, 900), (1, 9)])
def test_a_strip_is_refused(width: int, height: int) -> None:
    assert "8 times" in refusal(p.photograph(width, height))


@pytest.mark.parametrize("seed", SEEDS[1:], ids=["PNG", "WEBP"])
def test_a_picture_that_breaks_off_is_refused(seed: bytes) -> None:
    for length in (8, 30, len(seed) // 2, len(seed) * 9 // 10):
        assert "no whole" in refusal(seed[:length])


@pytest.mark.parametrize("saved", [{}, {"progressive": True}, {"optimize": True, "quality": 95}])
@pytest.mark.parametrize("mode", ["RGB", "CMYK", "L"])
@pytest.mark.parametrize("lost", [1, 2, 30])
def test_a_jpeg_that_lacks_its_last_bytes_is_shown(
    saved: dict[str, Any], mode: str, lost: int
) -> None:
    colours = {"CMYK": (0, 255, 255, 0), "L": 120}
    whole = p.photograph(320, 240, mode=mode, colour=colours.get(mode, p.RED), **saved)
    top = (250, 10)
    wanted: Any = shown(whole).getpixel(top)
    assert near(shown(whole[:-lost]).getpixel(top), wanted)


def test_of_a_jpeg_that_breaks_off_what_came_is_shown() -> None:
    whole = p.photograph(600, 600)
    picture = shown(whole[: len(whole) * 3 // 4])
    assert picture.size == (600, 600)
    assert near(picture.getpixel((20, 20)), p.BLUE)


def test_a_jpeg_that_breaks_off_before_its_pixels_is_refused() -> None:
    whole = SEEDS[0]
    for length in (8, 30, len(whole) // 8, whole.rindex(b"\xff\xda")):
        assert "no whole" in refusal(whole[:length])


def test_a_jpeg_of_several_pictures_is_its_first() -> None:
    first, second = (Image.new("RGB", (400, 300), colour) for colour in (p.GREEN, p.RED))
    several = p.encode(first, "MPO", save_all=True, append_images=[second])
    for body in (several, several[:-3]):
        assert near(shown(body).getpixel((200, 150)), p.GREEN)


@pytest.mark.parametrize("mark", [True, False], ids=["Adobe's mark", "no mark"])
def test_a_picture_for_print_keeps_its_colours(mark: bool) -> None:
    body = p.photograph(mode="CMYK", colour=(230, 20, 250, 30))
    at = body.find(b"\xff\xee")
    if not mark and at >= 0:
        body = body[:at] + body[at + 2 + int.from_bytes(body[at + 2 : at + 4], "big") :]
        assert b"Adobe" not in body
    red, green, blue = shown(body).getpixel((100, 100))  # type: ignore[misc]
    assert green > red + 100
    assert green > blue + 100


@pytest.mark.parametrize(
    "chunk",
    [
        p.chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(b"Mallbrev " * 300_000)),
        p.chunk(
            b"iTXt",
            b"XML:com.adobe.xmp\x00\x01\x00\x00\x00" + zlib.compress(b"<rdf:li/>" * 900_000),
        ),
        p.chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00" + b" " * 3_000_000),
        p.chunk(b"tEXt", b"Raw profile type app12\x00" + b"0a" * 1_500_000),
        p.chunk(b"zTXt", b"Ostampad"),
    ],
    ids=["zTXt", "iTXt packed", "iTXt plain", "tEXt", "zTXt broken"],
)
@pytest.mark.parametrize("before", [b"IDAT", b"IEND"])
def test_a_png_is_shown_however_much_it_says_in_words(chunk: bytes, before: bytes) -> None:
    plain = p.photograph(form="PNG")
    at = plain.rindex(before) - 4
    picture = shown(plain[:at] + chunk + plain[at:])
    assert near(picture.getpixel((20, 20)), p.BLUE)
    assert near(picture.getpixel((300, 200)), p.RED)


def test_what_a_png_says_in_words_takes_no_memory() -> None:
    plain = p.photograph(form="PNG")
    packed = zlib.compress(bytes(60_000_000), 9)
    at = plain.rindex(b"IDAT") - 4
    body = plain[:at] + p.chunk(b"zTXt", b"x\x00\x00" + packed) + plain[at:]
    tracemalloc.start()
    try:
        develop(body)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("form", ["GIF", "TIFF", "BMP", "ICO", "PPM", "JPEG2000"])
def test_formats_browsers_or_editors_stumble_over_are_not_even_looked_at(form: str) -> None:
    assert "no whole JPEG, PNG or WebP" in refusal(p.photograph(form=form))


@pytest.mark.parametrize("length", [4, 9, 14, 20])
def test_a_picture_whose_metadata_is_cut_off_is_shown(length: int) -> None:
    exif = b"Exif\x00\x00" + b"MM\x00*\x00\x00\x00\x08\x00\x03\x01\x12\x00\x03"[:length]
    segment = b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif
    plain = p.photograph()
    assert plain[:2] == b"\xff\xd8"
    assert outcome(plain[:2] + segment + plain[2:]) == "shown"


@given(
    seed=st.sampled_from(SEEDS),
    damage=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=6)), max_size=4),
)
def test_whatever_is_wrong_with_a_picture_it_is_shown_or_refused(
    seed: bytes, damage: list[tuple[float, bytes]]
) -> None:
    broken = bytearray(seed)
    for place, put in damage:
        at = int(place * (len(broken) - 1))
        broken[at : at + len(put)] = put
    assert outcome(bytes(broken)) in ("file", "shown")


def outcome(body: bytes) -> str:
    try:
        develop(body)
    except FieldError as refused:
        return refused.field
    return "shown"


_WEIGHED = """
import io, pathlib, resource, sys
from concurrent.futures import ThreadPoolExecutor
from releases.errors import FieldError
from service.media.images import make_images
body, rounds = sys.stdin.buffer.read(), int(sys.argv[1])
def most():
    # Where there is /proc it is asked: the other's number begins with the parent's.
    status = pathlib.Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024 // 1024
def weigh(_):
    try:
        make_images(io.BytesIO(body))
    except FieldError as refused:
        print(refused, file=sys.stderr)
    return most()
before = most()
with ThreadPoolExecutor(2) as darkroom:
    print(max(darkroom.map(weigh, range(rounds))) - before)
"""


def megabytes(body: bytes, rounds: int = 1) -> int:
    """Return how much memory developing takes at its peak, over rounds in two threads."""
    command = [sys.executable, "-c", _WEIGHED, str(rounds)]
    return int(subprocess.run(command, input=body, capture_output=True, check=True).stdout)


@pytest.mark.parametrize(
    ("body", "most"),
    [(p.bomb(), 10), (p.photograph(8000, 6000), 120), (p.bomb(7_000), 320)],
    ids=["a bomb", "48 million pixels of JPEG", "49 million pixels of PNG"],
)
def test_memory_is_bounded(body: bytes, most: int) -> None:
    assert megabytes(body) < most


def test_two_large_pictures_are_not_in_memory_together() -> None:
    large = p.photograph(6000, 5000, "PNG", "RGBA", (255, 0, 0, 9))
    assert megabytes(large, 3) < megabytes(large) * 1.6
