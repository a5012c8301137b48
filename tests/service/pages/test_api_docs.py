"""The page that describes the API says what the OpenAPI document says."""

from typing import Any

from lxml import html
from lxml.html import HtmlElement

from service.pages.api_docs import api_docs, operations, schemas
from tests.builders import LINKS

OPENAPI: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {
        "title": "An API",
        "version": "7",
        "summary": "What <it> does.",
        "description": "For everybody.\n\nLimits:\n\n- 1 MB\n- 9 `rooms`\n\n<script>1</script>",
    },
    "servers": [{"url": "https://rooms.example/api/v7"}],
    "paths": {
        "/rooms/{n}": {
            "parameters": [{"$ref": "#/components/parameters/n"}],
            "get": {
                "operationId": "read_room",
                "summary": "Read a <b>room</b> by `name`",
                "responses": {
                    "200": {
                        "description": "The room",
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Room"}}
                        },
                    }
                },
            },
            "put": {
                "summary": "Replace a room",
                "security": [{"bearer": ["write", "publish"]}],
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "required": ["name"],
                                "properties": {
                                    "name": {"type": "string", "description": "What it is called"},
                                    "tags": {"type": "array", "items": {"type": "string"}},
                                    "at": {
                                        "anyOf": [
                                            {"type": "null"},
                                            {"type": "string", "format": "date-time"},
                                        ]
                                    },
                                },
                            }
                        }
                    }
                },
                "responses": {"204": {"description": "Replaced"}},
            },
            "delete": {"security": [{"bearer": []}], "responses": {}},
            "patch": {"security": [{"bearer": []}], "x-scope": "write", "responses": {}},
        }
    },
    "components": {
        "parameters": {
            "n": {"name": "n", "in": "path", "required": True, "schema": {"type": "string"}}
        },
        "schemas": {
            "Room": {"type": "object", "properties": {"size": {"type": ["integer", "null"]}}},
            "Colour": {"enum": ["red", "blue"], "description": "A colour"},
            "Anything": {},
            "Fixed": {"const": 4},
            "Many": {"type": "array"},
        },
    },
}


def page() -> HtmlElement:
    return html.document_fromstring(api_docs(OPENAPI, LINKS).decode())


def _said(operation: HtmlElement) -> str:
    [said] = operation.xpath("p[contains(., 'token') or contains(., 'Open')]")
    return " ".join(said.text_content().split())


def test_the_page_is_english_has_one_h1_and_no_script() -> None:
    document = page()
    assert document.get("lang") == "en"
    assert [h1.text_content() for h1 in document.xpath("//h1")] == ["An API"]
    assert document.xpath("//script | //b") == []


def test_every_operation_is_listed_and_the_list_leads_to_it() -> None:
    document = page()
    targets = [
        link.removeprefix("#") for link in document.xpath("//ul[@class='operations']//@href")
    ]
    assert targets == document.xpath("//section[@class='operation']/@id")
    assert len(targets) == 4


def test_a_parameter_given_once_for_a_path_belongs_to_all_its_operations() -> None:
    named = [
        [parameter.name for parameter in operation.parameters] for operation in operations(OPENAPI)
    ]
    assert named == [["n"]] * 4


def test_an_operation_says_who_may_call_it() -> None:
    sections = page().xpath("//section[@class='operation']")
    assert [_said(section) for section in sections] == [
        "Open to everyone.",
        "Needs a token with the scope write or publish.",
        "Needs a token with the scope write.",
        "Needs a token.",
    ]


def test_the_fields_of_a_body_are_said_in_words() -> None:
    body = list(operations(OPENAPI))[1].bodies[0]
    assert [(field.name, field.type, field.required) for field in body.fields] == [
        ("name", "text", True),
        ("tags", "list of text", False),
        ("at", "date-time or null", False),
    ]


def test_named_types_say_their_fields_or_what_they_are() -> None:
    said = {
        schema.name: (schema.type, [field.type for field in schema.fields])
        for schema in schemas(OPENAPI)
    }
    assert said == {
        "Room": ("", ["integer or null"]),
        "Colour": ("red or blue", []),
        "Anything": ("anything", []),
        "Fixed": ("4", []),
        "Many": ("list", []),
    }


def test_backquoted_words_are_code_and_markup_is_text() -> None:
    summary = page().xpath("//section[@class='operation'][1]/p[1]")[0]
    assert summary.text_content() == "Read a <b>room</b> by name"
    assert [code.text for code in summary.xpath("code")] == ["name"]


def test_an_answer_leads_to_the_type_it_holds() -> None:
    assert page().xpath("//dl//a/@href") == ["#schema-Room"]


def test_the_description_is_shown_as_the_markdown_it_is_and_says_where_the_paths_are() -> None:
    read = page()
    assert [p.text_content() for p in read.xpath("//p[@class='about']")] == ["What <it> does."]
    assert [li.text_content() for li in read.xpath("//div[@class='prose']//li")] == [
        "1 MB",
        "9 rooms",
    ]
    assert read.xpath("//p[contains(., 'All paths')]/code/text()") == [
        "https://rooms.example/api/v7"
    ]
