"""PRESSRUM_MEDIA=s3://…: taken with the usual AWS_* names, or one line that names what is wrong."""

from pathlib import Path

import pytest

from service.config import ConfigError, from_environment
from service.s3_location import S3Location

KEYS = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
HOME = KEYS | {"AWS_REGION": "eu-north-1"}
OWN = {"AWS_ENDPOINT_URL": "http://10.0.0.5:9000", "AWS_ALLOW_HTTP": "true"}


def taken(media: str, **environ: str) -> S3Location:
    place = from_environment({"PRESSRUM_MEDIA": media, **environ}).media
    assert isinstance(place, S3Location)
    return place


@pytest.mark.parametrize(
    ("media", "place"),
    [
        ("s3://press", S3Location("press")),
        ("s3://press/", S3Location("press")),
        ("s3://press/media", S3Location("press", "media")),
        ("s3://press.example.se/a/b-c_d/", S3Location("press.example.se", "a/b-c_d")),
    ],
)
def test_a_bucket_with_or_without_a_prefix_is_taken(media: str, place: S3Location) -> None:
    assert taken(media, **HOME) == place
    assert str(place) == media.removesuffix("/")


def test_the_usual_names_say_where_and_who() -> None:
    assert taken("s3://press", AWS_DEFAULT_REGION="eu-north-1") == S3Location("press")
    # A role of the machine, the container or the pod has no keys here.
    assert taken("s3://press", AWS_REGION="eu-north-1") == S3Location("press")
    assert taken("s3://press", **KEYS, AWS_ENDPOINT_URL="https://s3.example.se").allow_http is False
    assert taken("s3://press", **KEYS, **OWN).allow_http is True


@pytest.mark.parametrize(
    ("media", "environ", "told"),
    [
        ("s3://", HOME, "PRESSRUM_MEDIA"),
        ("s3:///media", HOME, "PRESSRUM_MEDIA"),
        ("s3://Press/media", HOME, "PRESSRUM_MEDIA"),
        ("s3://pr/media", HOME, "PRESSRUM_MEDIA"),
        ("s3://press..se/media", HOME, "PRESSRUM_MEDIA"),
        ("s3://press/a//b", HOME, "PRESSRUM_MEDIA"),
        ("s3://press/../b", HOME, "PRESSRUM_MEDIA"),
        ("s3://press/å", HOME, "PRESSRUM_MEDIA"),
        ("s3://press/a?b=c", HOME, "PRESSRUM_MEDIA"),
        ("s3://press:9000/media", HOME, "PRESSRUM_MEDIA"),
        ("s3://key:secret@press/media", HOME, "PRESSRUM_MEDIA"),
        ("s3://press", {}, "AWS_REGION"),
        ("s3://press", {"AWS_REGION": "x", "AWS_ACCESS_KEY_ID": "a"}, "AWS_SECRET_ACCESS_KEY"),
        ("s3://press", {"AWS_REGION": "x", "AWS_SECRET_ACCESS_KEY": "a"}, "AWS_ACCESS_KEY_ID"),
        ("s3://press", KEYS | {"AWS_ENDPOINT_URL": "s3.example.se"}, "AWS_ENDPOINT_URL"),
        ("s3://press", KEYS | {"AWS_ENDPOINT_URL": "https://s3.example.se:0"}, "AWS_ENDPOINT_URL"),
        ("s3://press", KEYS | {"AWS_ENDPOINT_URL": "https://s3:x"}, "AWS_ENDPOINT_URL"),
        ("s3://press", KEYS | {"AWS_ENDPOINT_URL": OWN["AWS_ENDPOINT_URL"]}, "AWS_ALLOW_HTTP=true"),
        ("s3://press", KEYS | OWN | {"AWS_ALLOW_HTTP": "ja"}, "AWS_ALLOW_HTTP: 'ja'"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line(
    media: str, environ: dict[str, str], told: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        from_environment({"PRESSRUM_MEDIA": media, **environ})
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
    # A secret that stands where it should not is not written to a log.
    assert "secret@" not in str(caught.value).replace("'key:secret@press'", "")


def test_the_names_mean_nothing_for_a_folder() -> None:
    assert from_environment({"AWS_ALLOW_HTTP": "ja"}).media == Path("media")
