"""The OpenAPI 3.1 document, made from the table of operations and the wire types."""

import re
from typing import Any

import msgspec

from service.api.operations import CHANGES, OPERATIONS, Op, Parameter

_REF = "#/components/schemas/{name}"
OK = 200
_STATUS = {
    400: "Malformed request",
    401: "No valid token",
    403: "Another newsroom's token, or too narrow a scope",
    404: "Not found",
    409: "The publication log refuses, or the request conflicts with what is there",
    412: "The draft has changed since it was read",
    413: "Body over 1 MB (intake: 5 MB), with a file over 21 MB",
    415: "Not a media type that is taken here",
    422: "A field cannot be accepted",
    428: "If-Match is missing",
}


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with one field; `valid` holds the instants an impossible time can mean."""

    field: str
    message: str
    valid: list[dict[str, str]] | None = None


class ProblemDetails(msgspec.Struct, frozen=True):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    detail: str = ""
    errors: list[Fault] = []


def document(base_url: str, version: str) -> dict[str, Any]:
    """Return the OpenAPI document of the API at `base_url`."""
    operations = (*OPERATIONS, CHANGES)
    kinds: set[type[msgspec.Struct]] = {ProblemDetails}
    kinds |= {each for op in operations for each in (op.answer, op.body) if each}
    ordered = sorted(kinds, key=lambda kind: kind.__name__)
    _, components = msgspec.json.schema_components(ordered, ref_template=_REF)
    paths: dict[str, Any] = {}
    for op in operations:
        paths.setdefault(op.path, {})[op.method.lower()] = _operation(op)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Pressrum",
            "version": version,
            "description": "Store, schedule, publish and follow press releases.",
        },
        "servers": [{"url": base_url}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(op: Op) -> dict[str, Any]:
    about = (op.handler.__doc__ or "").strip().split("\n\n")
    found: dict[str, Any] = {
        "operationId": op.handler.__name__,
        "summary": about[0],
        "parameters": [*_path_parameters(op.path), *map(_parameter, op.parameters)],
        "responses": _responses(op),
    }
    if len(about) > 1:
        found["description"] = " ".join(about[1].split())
    if op.scope:
        found["security"] = [{"token": []}]
        found["x-scope"] = op.scope.value
    if op.body:
        # Bodies that are no value have no schema: their media type says it all (OpenAPI 3.1).
        content = _content(op.body, op.takes) | {media: {} for media in op.also}
        found["requestBody"] = {"required": True, "content": content}
    return found


def _responses(op: Op) -> dict[str, Any]:
    refusals = {400, 404, *op.errors}
    refusals |= {401, 403} if op.scope else set()
    refusals |= {413, 415, 422} if op.body else set()
    success: dict[str, Any] = {"description": "Done"}
    if op.answer:
        success["content"] = _content(op.answer)
    elif op.ok == OK:
        success["content"] = {"*/*": {"schema": {"contentMediaType": "application/octet-stream"}}}
    problem = {"application/problem+json": {"schema": {"$ref": _REF.format(name="ProblemDetails")}}}
    return {str(op.ok): success} | {
        str(status): {"description": _STATUS[status], "content": problem}
        for status in sorted(refusals)
    }


def _content(kind: type[msgspec.Struct], media: str = "application/json") -> dict[str, Any]:
    return {media: {"schema": {"$ref": _REF.format(name=kind.__name__)}}}


def _path_parameters(path: str) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", path)
    ]


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.required,
        "description": parameter.about,
        "schema": {"type": "string"},
    }
