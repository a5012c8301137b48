"""An OpenAPI 3.1 document as a page to read: every operation, its parameters, body and answers."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

import msgspec
from markupsafe import Markup

from feeds.links import Links
from releases.public import Selection
from releases.text.markdown import to_html
from service.pages.jinja import render

# The document as JSON gives it.
Json = Mapping[str, Any]

METHODS = ("get", "post", "put", "patch", "delete")


class Field(msgspec.Struct, frozen=True):
    """A parameter or a property of a body; `type` is a few words, `place` query, path or header."""

    name: str
    type: str
    required: bool
    description: str
    place: str = ""


class Body(msgspec.Struct, frozen=True):
    """What is sent or answered: the media type, the name of its schema and its properties."""

    media: str
    type: str
    fields: tuple[Field, ...]


class ResponseDoc(msgspec.Struct, frozen=True):
    status: str
    description: str
    types: tuple[str, ...]


class Operation(msgspec.Struct, frozen=True):
    """One method of one path; `closed` tells whether it takes a token, `scopes` of which kind."""

    anchor: str
    method: str
    path: str
    summary: str
    description: str
    closed: bool
    scopes: tuple[str, ...]
    parameters: tuple[Field, ...]
    bodies: tuple[Body, ...]
    answers: tuple[ResponseDoc, ...]


class Schema(msgspec.Struct, frozen=True):
    """A named type; `type` says what it is where it has no properties."""

    name: str
    description: str
    type: str
    fields: tuple[Field, ...]


def api_docs(openapi: Json, links: Links) -> bytes:
    """Return a readable page, in English, of an OpenAPI 3.1 document."""
    info = openapi["info"]
    return render(
        "api_docs.html",
        links,
        title=info["title"],
        version=info["version"],
        summary=info.get("summary", ""),
        description=Markup(to_html(info.get("description", ""))),  # noqa: S704 - cleaned by to_html
        server=next((server["url"] for server in openapi.get("servers", ())), ""),
        operations=tuple(operations(openapi)),
        schemas=tuple(schemas(openapi)),
        selection=Selection(),
        newsroom=None,
    )


def operations(openapi: Json) -> Iterator[Operation]:
    """Yield the operations in the order of the document."""
    for path, item in openapi["paths"].items():
        for method in METHODS:
            if method in item:
                yield _operation(openapi, path, method, item)


def schemas(openapi: Json) -> Iterator[Schema]:
    """Yield the named types in the order of the document."""
    for name, schema in openapi.get("components", {}).get("schemas", {}).items():
        fields = _properties(schema)
        said = "" if fields else _type(schema)
        yield Schema(name, schema.get("description", ""), said, fields)


def _operation(openapi: Json, path: str, method: str, item: Json) -> Operation:
    operation = item[method]
    security = operation.get("security", openapi.get("security", ()))
    parameters = (*item.get("parameters", ()), *operation.get("parameters", ()))
    content = _resolve(openapi, operation.get("requestBody", {})).get("content", {})
    return Operation(
        anchor=operation.get("operationId") or f"{method}{path}",
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        description=operation.get("description", ""),
        closed=any(security),
        scopes=_scopes(operation, security),
        parameters=tuple(_parameter(_resolve(openapi, parameter)) for parameter in parameters),
        bodies=tuple(_body(media, pair.get("schema", {})) for media, pair in content.items()),
        answers=tuple(
            _answer(status, _resolve(openapi, response))
            for status, response in operation.get("responses", {}).items()
        ),
    )


def _scopes(operation: Json, security: Iterable[Json]) -> tuple[str, ...]:
    """Name the scopes a token needs: OpenAPI's own, or `x-scope` where its schemes have none."""
    if "x-scope" in operation:
        return (operation["x-scope"],)
    return tuple(scope for scheme in security for scopes in scheme.values() for scope in scopes)


def _parameter(parameter: Json) -> Field:
    schema = parameter.get("schema", {})
    return Field(
        name=parameter["name"],
        type=_type(schema),
        required=parameter.get("required", False),
        description=parameter.get("description") or schema.get("description", ""),
        place=parameter["in"],
    )


def _body(media: str, schema: Json) -> Body:
    return Body(media, _type(schema), _properties(schema))


def _answer(status: str, answer: Json) -> ResponseDoc:
    content = answer.get("content", {}).values()
    types = dict.fromkeys(_type(kind["schema"]) for kind in content if "schema" in kind)
    return ResponseDoc(status, answer.get("description", ""), tuple(types))


def _properties(schema: Json) -> tuple[Field, ...]:
    required = schema.get("required", ())
    return tuple(
        Field(name, _type(item), name in required, item.get("description", ""))
        for name, item in schema.get("properties", {}).items()
    )


def _type(schema: Json) -> str:
    """Say what a schema allows in a few words: "Document", "list of text", "text or null"."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return _either(_type(part) for part in schema[several])
    if "enum" in schema:
        return " or ".join(str(value) for value in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    kinds = schema.get("type", "anything")
    return _either(_word(kind, schema) for kind in ([kinds] if isinstance(kinds, str) else kinds))


def _either(words: Iterable[str]) -> str:
    return " or ".join(sorted(dict.fromkeys(words), key="null".__eq__))


def _word(kind: str, schema: Json) -> str:
    if kind == "array":
        items = schema.get("items")
        return f"list of {_type(items)}" if isinstance(items, Mapping) and items else "list"
    if kind == "string":
        return str(schema.get("format", "text"))
    return kind


def _resolve(openapi: Json, value: Json) -> Json:
    """Follow a reference within the document."""
    if "$ref" not in value:
        return value
    target: Any = openapi
    for step in str(value["$ref"]).removeprefix("#/").split("/"):
        target = target[step.replace("~1", "/").replace("~0", "~")]
    return cast(Json, target)
