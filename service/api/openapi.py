"""The OpenAPI 3.1 document, made from the table of operations and the wire types."""

import re
from typing import Any
from urllib.parse import urlsplit

import msgspec

from releases.model import EXTENSIONS
from service.api import api_info, decoding, examples, intake, sync
from service.api.operations import BASE, NEWSROOM, OPERATIONS, PUBLIC, Op
from service.api.parameters import Parameter
from service.config import ORIGINAL_MOST
from service.media.uploads import MEGA, PDF_MOST

_REF = "#/components/schemas/{name}"
OK = 200
_DONE = {200: "Done", 201: "Made", 204: "Done; there is nothing to tell"}
_STATUS = {
    400: "Malformed request",
    401: "No valid token",
    403: "Another newsroom's token, or too narrow a scope",
    404: "Not found",
    409: "The publication log refuses, or the request conflicts with what is there",
    412: "The draft has changed since it was read",
    413: "Body over its limit",
    415: "Not a media type that is taken here",
    422: "A field cannot be accepted",
    428: "If-Match is missing",
    503: "Too much at once, or the database cannot be used; the same may be taken a little later",
}
_TAGS = {
    "api-info": "What API this is",
    "changes": "What became public, was corrected or was withdrawn",
    "releases": "Drafts, their approval, and the publication log",
    "intake": "Texts, pages and Word documents, read into drafts",
    "media": "Pictures and attachments",
    "webhooks": "Addresses that are told of publications",
}
_NAMED = {
    "newsroom": "the slug of a newsroom",
    "release": "the id of a release",
    "entry": "the id of an entry in the publication log",
    "media": "the id of a picture or attachment",
    "file": "the last part of a file's public URL",
    "webhook": "the id of a webhook",
}
_HEADERS = {
    "ETag": {"description": "the draft's version, for If-Match", "schema": {"type": "string"}},
    "Location": {"description": "the address of what was made", "schema": {"type": "string"}},
}
# What is no value: generators of clients know a file by its format.
_BYTES = {"schema": {"type": "string", "format": "binary"}}
_ABOUT = f"""\
A publication log decides what is public: an entry publishes, corrects or withdraws a release from
an instant on. Programs save drafts, send in pictures and append entries; what has become public,
anybody may follow without a token (`changes`). A token belongs to one newsroom: `read` may look,
`write` may also save drafts and pictures, `publish` may also append to the log and add webhooks.

Instants are RFC 3339: taken with any offset, answered in UTC and beside that in Swedish time.
Refusals are problem details (RFC 9457) with codes that stay; their words may become better. Within
this major version only what older programs can leave aside is added: fields, parameters and
operations.

Limits:

- A body of JSON is at most {decoding.BODY_MOST // MEGA} MB, a source to read in \
{intake.MOST_BYTES // MEGA} MB, a form with its file \
{(ORIGINAL_MOST + MEGA) // MEGA} MB: a picture of {ORIGINAL_MOST // MEGA} MB (or what the service \
is set to), a PDF of {PDF_MOST // MEGA} MB.
- A page of a list holds {decoding.PAGE}, or up to {decoding.PAGE_MOST} (`limit`); `offset` ends \
at {decoding.OFFSET_MOST}, `cursor` never. `changes` tells {sync.PAGE} at once.
- A parameter has at most {decoding.WORDS} characters, an Idempotency-Key {decoding.LONGEST_KEY}.
- Requests are not counted. Where too much comes at once, the answer is 503.
"""


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with one field, in English and as a code that stays the same.

    `valid` holds the instants an impossible time can mean.
    """

    field: str
    message: str
    code: str
    valid: list[dict[str, str]] | None = None


class ProblemDetails(msgspec.Struct, frozen=True):
    """Problem details (RFC 9457): what was refused, at the path `instance`.

    `code` names what is refused as a whole, `errors` the fields that are.
    """

    type: str
    title: str
    status: int
    detail: str = ""
    instance: str = ""
    code: str = ""
    errors: list[Fault] = []


def document(base_url: str, contact: str = "") -> dict[str, Any]:
    """Return the OpenAPI document of the API at `base_url`; `contact` is an e-mail address."""
    operations = (*PUBLIC, *OPERATIONS)
    kinds: set[type[msgspec.Struct]] = {ProblemDetails}
    kinds |= {content for op in operations for content in (op.answer, op.body) if content}
    ordered = sorted(kinds, key=lambda kind: kind.__name__)
    _, components = msgspec.json.schema_components(ordered, ref_template=_REF)
    paths: dict[str, Any] = {}
    for op in operations:
        paths.setdefault(op.path.removeprefix(BASE), {})[op.method.lower()] = _operation(op)
    return {
        "openapi": "3.1.0",
        "info": _info(base_url, contact),
        "externalDocs": {"description": "The API as a page to read", "url": f"{base_url}/api/docs"},
        "servers": [{"url": base_url + BASE}],
        "tags": [{"name": name, "description": said} for name, said in _TAGS.items()],
        "paths": paths,
        "components": {
            "schemas": {name: _simplify(schema) for name, schema in components.items()},
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "An access token of one newsroom: `pressrum token add`.",
                }
            },
        },
    }


def _info(base_url: str, contact: str) -> dict[str, Any]:
    host = urlsplit(base_url).netloc
    return {
        "title": api_info.NAME,
        "version": api_info.VERSION,
        "summary": "Store, schedule, publish and follow press releases.",
        "description": _ABOUT,
        "contact": {
            "name": f"Pressrum, {host}",
            "url": f"{base_url}/",
            **({"email": contact} if contact else {}),
        },
        "license": {"name": "MIT", "url": "https://opensource.org/license/mit"},
        "x-sla": {
            "availability": "Best effort, unless those who run this service have agreed on more.",
            "responseTime": "Reads within a second; reading a text in, within half a minute.",
            "support": contact or f"{base_url}/",
        },
    }


def _simplify(schema: Any) -> Any:
    """Return a schema that generators of clients understand, which allows the same.

    A tuple of equal kinds is a list of fixed length: few know `prefixItems` with `items: false`.
    Texts to choose from say that they are texts, and descriptions stand in one line.
    """
    if isinstance(schema, list):
        return [_simplify(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    told = {key: _simplify(value) for key, value in schema.items()}
    if told.get("items") is False:
        first, *others = told.pop("prefixItems")
        if all(other == first for other in others):
            told["items"] = first
    if "enum" in told:
        told["type"] = "string"
    if isinstance(said := told.get("description"), str):
        told["description"] = " ".join(said.split())
    return told


def _operation(op: Op) -> dict[str, Any]:
    summary, *about = (op.handler.__doc__ or "").strip().split("\n\n")
    within = op.path.removeprefix(NEWSROOM).removeprefix(BASE)
    operation: dict[str, Any] = {
        "tags": [within.split("/")[1]],
        "operationId": op.handler.__name__,
        "summary": summary,
        "description": "\n\n".join(" ".join(part.split()) for part in about),
        "parameters": [*_path_parameters(op.path), *map(_parameter, op.parameters)],
        "responses": _responses(op),
        "security": [{"token": []}] if op.scope else [],
    }
    if op.scope:
        operation["x-scope"] = op.scope.value
    if op.body:
        content = _content(op.body, op.takes) | dict.fromkeys(op.also, _BYTES)
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _responses(op: Op) -> dict[str, Any]:
    refusals = {400, 404, 503, *op.errors}
    refusals |= {401, 403} if op.scope else set()
    refusals |= {413, 415, 422} if op.body else set()
    success: dict[str, Any] = {"description": _DONE[op.ok]}
    if op.answer:
        success["content"] = _content(op.answer)
    elif op.ok == OK:
        success["content"] = dict.fromkeys(EXTENSIONS, _BYTES)
    if op.gives:
        success["headers"] = {name: _HEADERS[name] for name in op.gives}
    return {str(op.ok): success} | {
        str(status): _refusal(status, op.path) for status in sorted(refusals)
    }


def _refusal(status: int, path: str) -> dict[str, Any]:
    content = _content(ProblemDetails, "application/problem+json")
    content["application/problem+json"]["example"] = examples.refusal(status, path)
    return {"description": _STATUS[status], "content": content}


def _content(kind: type[msgspec.Struct], media: str = "application/json") -> dict[str, Any]:
    content: dict[str, Any] = {"schema": {"$ref": _REF.format(name=kind.__name__)}}
    if kind in examples.OF:
        content["example"] = msgspec.to_builtins(examples.OF[kind])
    return {media: content}


def _path_parameters(path: str) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": _NAMED[name],
            "schema": {"type": "string"},
        }
        for name in re.findall(r"{(\w+)}", path)
    ]


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.required,
        "description": parameter.about,
        "schema": parameter.schema,
        "example": parameter.example,
    }
