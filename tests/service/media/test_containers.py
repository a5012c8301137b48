"""Files rewritten piece by piece: the same pixels, our words, and nobody else's."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from releases.model import Rights
from service.media import images, xmp
from service.media.containers import rewrite
from tests import photographs as p
from tests.exiftool import read_tags

FORMS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
RIGHTS = Rights("Åsa Ek", 'Åsa Ek/"Mellanlandet" & <Co>', "© Region Mellanlandet", "Fri för press.")
OLDER = {
    "IPTC:CodedCharacterSet": "UTF8",
    "IPTC:ApplicationRecordVersion": 4,
    "IPTC:By-line": "Åsa Ek",
    "IPTC:Credit": 'Åsa Ek/"Mellanlandet" & <Co>',
    "IPTC:CopyrightNotice": "© Region Mellanlandet",
}
SECRETS = (b"HEMLIG", b"GPS", b"Kim Ek")


def pixels(body: bytes) -> bytes:
    with Image.open(io.BytesIO(body)) as opened:
        return opened.convert("RGBA").tobytes()


def each_picture() -> list[tuple[str, bytes]]:
    """Return pictures of every format and build, each with its format."""
    jpegs: list[dict[str, Any]] = [{}, {"progressive": True}, {"subsampling": 0}]
    return [
        *(("JPEG", p.from_agency(**saved)) for saved in jpegs),
        ("JPEG", p.photograph(mode="CMYK", colour=(0, 9, 99, 0))),
        ("JPEG", p.photograph(mode="L", colour=99)),
        ("PNG", p.from_agency(form="PNG")),
        ("PNG", p.photograph(form="PNG", mode="RGBA", colour=(9, 99, 9, 99))),
        ("PNG", p.photograph(form="PNG", mode="P", colour=3)),
        ("WEBP", p.from_agency(form="WEBP")),
        ("WEBP", p.photograph(form="WEBP")),
        ("WEBP", p.photograph(401, 299, form="WEBP", lossless=True)),
        ("WEBP", p.photograph(form="WEBP", mode="RGBA", colour=(9, 99, 9, 99))),
        ("WEBP", p.photograph(form="WEBP", mode="RGBA", colour=(9, 99, 9, 99), lossless=True)),
    ]


@pytest.mark.parametrize(("form", "body"), each_picture())
@pytest.mark.parametrize("orientation", [1, 6, None, "x"])
def test_pixels_stay_and_what_is_said_is_ours(form: str, body: bytes, orientation: object) -> None:
    packet = xmp.write(RIGHTS)
    made = rewrite(body, FORMS[form], packet, orientation)
    assert pixels(made) == pixels(body)
    assert made.count(packet) == 1
    assert not any(secret in made for secret in SECRETS)
    with Image.open(io.BytesIO(made)) as opened:
        assert opened.getexif().get(0x0112, 1) == (6 if orientation == 6 else 1)
        assert opened.mode == Image.open(io.BytesIO(body)).mode
    assert rewrite(made, FORMS[form], packet, orientation) == made


@pytest.mark.parametrize("form", FORMS)
def test_an_independent_reader_finds_the_rights_and_nothing_of_the_camera(
    form: str, tmp_path: Path
) -> None:
    made = rewrite(p.from_agency(form=form), FORMS[form], xmp.write(RIGHTS), 6)
    tags = read_tags(tmp_path, made)
    said = {name: value for name, value in tags.items() if name.startswith("XMP")}
    assert said == {
        "XMP-dc:Creator": "Åsa Ek",
        "XMP-photoshop:Credit": 'Åsa Ek/"Mellanlandet" & <Co>',
        "XMP-dc:Rights": "© Region Mellanlandet",
        "XMP-xmpRights:UsageTerms": "Fri för press.",
        "XMP-xmpRights:Marked": True,
    }
    groups = {name.partition(":")[0] for name in tags}
    assert not groups & {"GPS", "ExifIFD", "Trailer", "MPF0"}
    older = {name: value for name, value in tags.items() if name.startswith(("IPTC", "Photoshop"))}
    # The digest tells that neither form was changed without the other.
    assert older.pop("Photoshop:IPTCDigest", None) == tags.get("File:CurrentIPTCDigest")
    assert older == (OLDER if form == "JPEG" else {})
    assert "ExifTool:Warning" not in tags
    assert "File:Comment" not in tags


def test_what_is_not_built_as_its_format_is_refused() -> None:
    for form, kind in FORMS.items():
        body = p.photograph(form=form)
        for length in (0, 3, 20, 30):
            with pytest.raises(ValueError, match=r".") as caught:
                rewrite(body[:length], kind)
            assert type(caught.value) is ValueError


@pytest.mark.parametrize("lost", [2, 30, 900])
def test_a_jpeg_that_breaks_off_ends_where_it_does(lost: int) -> None:
    whole = p.photograph()
    made = rewrite(whole[:-lost], "image/jpeg")
    assert made.endswith(b"\xff\xd9")
    with Image.open(io.BytesIO(made)) as opened:
        assert opened.size == (400, 300)


def test_a_moving_webp_has_no_one_picture() -> None:
    frames = [Image.new("RGB", (64, 48), colour) for colour in (p.RED, p.BLUE)]
    moving = p.encode(frames[0], "WEBP", save_all=True, append_images=frames[1:])
    with pytest.raises(ValueError, match="no picture"):
        rewrite(moving, "image/webp")


def test_painted_pictures_say_the_same_in_both_forms(tmp_path: Path) -> None:
    for made in images.make_images(io.BytesIO(p.photograph(700, 500)), RIGHTS):
        tags = read_tags(tmp_path, made.body)
        said = {name: tags.get(f"IPTC:{name}") for name in ("By-line", "Credit", "CopyrightNotice")}
        is_jpeg = made.facts.type == "image/jpeg"
        written = (RIGHTS.creator, RIGHTS.credit, RIGHTS.copyright_notice)
        assert tuple(said.values()) == (written if is_jpeg else (None, None, None))
        assert tags["XMP-photoshop:Credit"] == RIGHTS.credit
        assert "ExifTool:Warning" not in tags
        assert images.read_facts(made.body).rights == RIGHTS


def test_a_picture_without_rights_says_nothing(tmp_path: Path) -> None:
    (first, *_) = images.make_images(io.BytesIO(p.photograph(300, 200)))
    assert not {
        name for name in read_tags(tmp_path, first.body) if name.startswith(("IPTC", "XMP"))
    }
    terms = images.make_images(io.BytesIO(p.photograph(300, 200)), Rights(usage_terms="Fri."))[0]
    assert not {name for name in read_tags(tmp_path, terms.body) if name.startswith("IPTC")}
