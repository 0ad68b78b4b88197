"""OpenAPI: the addresses as programs read them, written by FastAPI from the table that answers them.

Parameters are not those of a function's signature: their codes are those of a snapshot, and FastAPI would answer their
faults by itself, in English and in a form of its own.
"""

from __future__ import annotations

from collections.abc import Collection

from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from starlette.responses import Response

from api.addresses import ADDRESSES, PAGE, Address
from api.problems import MEDIA_TYPE, TYPES, ProblemDetails
from api.sending import MEDIA_TYPES
from exports.columns import EVERY
from findings.requests import SNAPSHOT, Number, Parameter
from words import Wording, wording

MOST_ENUMERATED = 1000  # codes of a kind that are listed
SCHEMAS = "#/components/schemas/"


def openapi(snapshot_id: str, at: str, language: str) -> dict[str, object]:
    """The description of every address, with the codes of a snapshot, in one language; `at` is where they stand."""
    text = wording(language)
    document = get_openapi(
        title=f"{text('frame.title')} · {text('api.title')}",
        version="1",
        description=text("api.intro"),
        routes=[_route(address, *path, text=text) for address in ADDRESSES for path in address.paths()],
        servers=[{"url": at}],
    )
    problem = ProblemDetails.model_json_schema(ref_template=SCHEMAS + "{model}")
    schemas = {
        **_code_schemas(snapshot_id),
        "Table": _table_schema(language),
        **problem.pop("$defs"),
        "Problem": problem,
    }
    return document | {"components": {"schemas": schemas}}


def _route(address: Address, path: str, ending: str, names_snapshot: bool, text: Wording) -> APIRoute:
    in_path = (*((SNAPSHOT,) if names_snapshot else ()), *address.in_path)
    parameters = [_parameter_schema(one, "path", text) for one in in_path]
    parameters += [_parameter_schema(one, "query", text) for one in address.in_query(ending, names_snapshot)]
    schema = {"$ref": f"{SCHEMAS}Table"} if ending == "json" else {"type": "string"}
    content = {MEDIA_TYPES[ending].partition(";")[0]: {"schema": schema}}
    problem = {MEDIA_TYPE: {"schema": {"$ref": f"{SCHEMAS}Problem"}}}
    titles: dict[int, list[str]] = {}
    for kind, status in TYPES.items():
        titles.setdefault(status, []).append(text(f"problem.{kind}"))
    failing = {n: {"description": " / ".join(kinds), "content": problem} for n, kinds in titles.items()}
    return APIRoute(
        path,
        lambda: None,
        methods=["GET"],
        operation_id="_".join((*(("snapshot",) if names_snapshot else ()), address.name, ending)),
        summary=text(f"question.{address.name}"),
        description=text(f"question.{address.name}.about"),
        response_class=Response,
        response_description=text(f"question.{address.name}"),
        responses={200: {"content": content}, **failing},
        openapi_extra={"parameters": parameters},
    )


def _parameter_schema(parameter: Parameter | Number, where: str, text: Wording) -> dict[str, object]:
    described: dict[str, object] = {
        "name": parameter.name,
        "in": where,
        "required": where == "path",
        "description": text(parameter.meaning, page=PAGE),
    }
    if where == "query":
        described["allowEmptyValue"] = True  # as on the pages: nothing chosen
    if isinstance(parameter, Number):
        schema = {"type": "integer", "minimum": parameter.least, "maximum": parameter.most}
        return described | {"schema": schema}
    code = {"$ref": f"{SCHEMAS}{parameter.kind}"}
    if parameter.most == 1:
        return described | {"schema": code}
    return described | {"style": "form", "explode": False, "schema": {"type": "array", "items": code}}


def _code_schemas(snapshot_id: str) -> dict[str, object]:
    """Every kind of code, once; their form where they are too many to list."""
    parameters = [one for address in ADDRESSES for one in (*address.in_path, *address.in_query("csv", False))]
    kinds = {one.kind: one for one in parameters if isinstance(one, Parameter)}
    return {
        kind: {"type": "string", **_code_schema(one.options(snapshot_id) if snapshot_id else (), one.pattern)}
        for kind, one in kinds.items()
    }


def _code_schema(options: Collection[str], pattern: str) -> dict[str, object]:
    return {"enum": list(options)} if 0 < len(options) <= MOST_ENUMERATED else {"pattern": pattern}


def _table_schema(language: str) -> dict[str, object]:
    """What JSON holds: the rows by the names of the CSV's columns, and what is said of them."""
    row = {
        one.name: {"type": [one.kind.replace("date", "string"), "null"], "title": one.title(language)}
        for one in EVERY
    }
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
