"""OpenAPI: the addresses as programs read them, written from the very table that answers them."""

from __future__ import annotations

from api.addresses import ADDRESSES, Address
from api.parameters import PAGE, SNAPSHOT, Chosen, Parameter
from api.problems import MEDIA_TYPE, TYPES
from api.sending import MEDIA_TYPES
from exports.columns import EVERY
from words import Wording, wording

KINDS = {"string": "string", "date": "string", "number": "number", "integer": "integer", "boolean": "boolean"}
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        **{name: {"type": "string"} for name in ("type", "title", "detail", "instance")},
        **{name: {"type": "integer"} for name in ("status", "errors_in_all")},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["parameter", "value", "detail", "allowed", "allowed_in_all"],
                "properties": {
                    **{name: {"type": "string"} for name in ("parameter", "value", "detail", "meant")},
                    "allowed": {"type": "array", "items": {"type": "string"}},
                    "allowed_in_all": {"type": "integer"},
                },
            },
        },
    },
}


def openapi(snapshot_id: str, server: str, language: str) -> dict[str, object]:
    """The description of every address, with the codes of a snapshot, in one language."""
    text = wording(language)
    paths = {
        path: {"get": _get(address, ending, names_snapshot, text)}
        for address in ADDRESSES
        for path, ending, names_snapshot in address.paths()
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{text('frame.title')} · {text('api.title')}",
            "description": text("api.intro"),
            "version": "1",
        },
        "servers": [{"url": server}],
        "paths": paths,
        "components": {"schemas": {**_codes(snapshot_id), "Table": _table(language), "Problem": PROBLEM}},
    }


def means(parameter: Parameter, text: Wording) -> str:
    """What a parameter means."""
    several = (
        ""
        if not isinstance(parameter, Chosen) or parameter.several or parameter.name != "indicator"
        else "_id"
    )
    return text(f"parameter.{parameter.name}{several}", page=PAGE)


def _get(address: Address, ending: str, names_snapshot: bool, text: Wording) -> dict[str, object]:
    in_path = (*((SNAPSHOT,) if names_snapshot else ()), *address.in_path)
    asked = [_parameter(one, "path", text) for one in in_path]
    asked += [_parameter(one, "query", text) for one in address.asks(ending, names_snapshot)]
    schema = {"$ref": "#/components/schemas/Table"} if ending == "json" else {"type": "string"}
    content = {MEDIA_TYPES[ending].partition(";")[0]: {"schema": schema}}
    problem = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    kinds = {}
    for kind, status in TYPES.items():
        kinds.setdefault(str(status), []).append(text(f"problem.{kind}"))
    told = {status: {"description": " / ".join(said), "content": problem} for status, said in kinds.items()}
    return {
        "operationId": "_".join((*(("snapshot",) if names_snapshot else ()), address.name, ending)),
        "summary": text(f"api.name.{address.name}"),
        "description": text(f"api.about.{address.name}"),
        "parameters": asked,
        "responses": {"200": {"description": text(f"api.name.{address.name}"), "content": content}, **told},
    }


def _parameter(parameter: Parameter, where: str, text: Wording) -> dict[str, object]:
    said = {
        "name": parameter.name,
        "in": where,
        "required": where == "path",
        "description": means(parameter, text),
    }
    if where == "query":
        said["allowEmptyValue"] = True  # as on the pages: nothing chosen
    if isinstance(parameter, Chosen) and parameter.several:
        said |= {"style": "form", "explode": False}
    return said | {"schema": parameter.schema()}


def _codes(snapshot_id: str) -> dict[str, object]:
    """Every kind of code, once."""
    asked = [one for address in ADDRESSES for one in (*address.in_path, *address.asks("csv", False))]
    return {one.kind: one.codes(snapshot_id) for one in asked if isinstance(one, Chosen)}


def _table(language: str) -> dict[str, object]:
    """What JSON holds: the rows by the names of the CSV's columns, and what is said of them."""
    row = {one.name: {"type": [KINDS[one.kind], "null"], "title": one.title(language)} for one in EVERY}
    return {
        "type": "object",
        "required": ["snapshot", "address", "count", "next", "rows"],
        "properties": {
            "snapshot": {"type": "string"},
            "address": {"type": "string"},
            "count": {"type": "integer"},
            "next": {"type": ["string", "null"]},
            "rows": {"type": "array", "items": {"type": "object", "properties": row}},
        },
    }
