"""The examples of the OpenAPI document: what they send is taken, what they answer fits."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from service.api import examples
from service.api.openapi import document
from tests.service.api.conftest import RELEASES
from tests.service.app_server import ROOM, Press


def as_json(value: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value))


API = as_json(document("https://press.example", "drift@nordanvik.example"))


def contents() -> Iterator[Any]:
    for path, item in API["paths"].items():
        for method, operation in item.items():
            bodies = {"body": operation.get("requestBody", {})} | operation["responses"]
            for place, body in bodies.items():
                for media, content in body.get("content", {}).items():
                    if "example" in content:
                        yield pytest.param(content, id=f"{method} {path} {place} {media}")


def sent(kind: str) -> dict[str, Any]:
    """Return the example of a body, by the name of its type."""
    [value] = [value for made, value in examples.OF.items() if made.__name__ == kind]
    told: dict[str, Any] = as_json(value)
    return told


@pytest.mark.parametrize("content", [*contents()])
def test_an_example_is_valid_by_its_schema(content: dict[str, Any]) -> None:
    schema = content["schema"] | {"components": API["components"]}
    Draft202012Validator(schema).validate(content["example"])


@pytest.mark.parametrize("kind", [*examples.OF], ids=lambda kind: kind.__name__)
def test_an_example_is_what_the_service_itself_would_read(kind: type[msgspec.Struct]) -> None:
    value = examples.OF[kind]
    assert msgspec.json.decode(msgspec.json.encode(value), type=kind) == value


def test_the_document_is_taken_and_comes_back_as_it_was_sent(press: Press, token: str) -> None:
    answer = press.api("POST", RELEASES, token, sent("Document"))
    assert answer.status == 201
    assert answer.json()["draft"] == sent("Document")
    assert answer.json().keys() == sent("ReleaseShown").keys()


def test_an_entry_is_ordered_and_moved_as_in_the_examples(
    press: Press, token: str, release: str
) -> None:
    ordered = press.api("POST", f"{release}/entries", token, sent("EntryOrder"))
    assert (ordered.status, ordered.json()["at"]) == (201, sent("EntryShown")["at"])
    assert ordered.json().keys() == sent("EntryShown").keys()
    entry = f"{release}/entries/{ordered.json()['id']}"
    moved = press.api("PUT", entry, token, sent("Move"))
    assert (moved.status, moved.json()["at"]) == (200, "2027-02-03T06:30:00Z")


def test_a_source_is_read_into_the_records_of_the_example(press: Press, token: str) -> None:
    answer = press.api("POST", f"/api/v1/newsrooms/{ROOM}/intake", token, sent("Source"))
    assert answer.status == 200
    assert answer.json() == sent("IntakeRead")


def test_what_a_refusal_says_is_what_its_example_says(press: Press, token: str) -> None:
    operation = API["paths"]["/newsrooms/{newsroom}/releases"]["post"]
    answer = press.api("POST", RELEASES, token, content="", content_type="text/csv")
    shown = operation["responses"]["415"]["content"]["application/problem+json"]["example"]
    assert answer.json() == shown | {"instance": RELEASES}
    missing = press.api("PUT", f"{RELEASES}/none", token, sent("Document"))
    put = API["paths"]["/newsrooms/{newsroom}/releases/{release}"]["put"]
    shown = put["responses"]["428"]["content"]["application/problem+json"]["example"]
    assert missing.json() == shown | {"instance": f"{RELEASES}/none"}


def test_the_contact_is_told_where_the_operator_gives_one() -> None:
    assert API["info"]["contact"] == {
        "name": "Pressrum, press.example",
        "url": "https://press.example/",
        "email": "drift@nordanvik.example",
    }
    assert API["info"]["x-sla"]["support"] == "drift@nordanvik.example"
    bare = document("https://press.example")["info"]
    assert "email" not in bare["contact"]
    assert bare["x-sla"]["support"] == "https://press.example/"


def test_no_schema_has_what_generators_of_clients_stumble_over() -> None:
    text = msgspec.json.encode(API).decode()
    assert not re.search(r'"prefixItems"|"items":false|"\*/\*"', text)
    assert API["components"]["schemas"]["Image"]["properties"]["focus"] == {
        "type": "array",
        "items": {"type": "number"},
        "minItems": 2,
        "maxItems": 2,
    }
