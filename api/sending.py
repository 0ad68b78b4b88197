"""Sending: from a request to its answer – the snapshot, the choices, tag and file names, and the rows in the format wanted."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from api.addresses import AT, PAGE, Address
from api.headers import reader_language
from api.problems import Rejected
from exports.columns import COLUMNS
from exports.csv_file import csv_parts, json_parts
from exports.package import package_bytes
from exports.taken import Taken, name_of_file
from exports.xlsx_file import xlsx_bytes
from findings import kept
from findings.requests import SNAPSHOT, Choices, check
from loaders.snapshot import is_sound, snapshot_file
from words import LANGUAGES

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
AGAIN, FOR_GOOD = "no-cache", "max-age=31536000, immutable"


@dataclass(frozen=True)
class TableRequest:
    """One valid request: the address asked, the format, the snapshot and the choices."""

    request: Request
    address: Address
    ending: str
    snapshot: str
    choices: Choices

    @cached_property
    def language(self) -> str:
        """The language of names and words."""
        return reader_language(self.request.scope)

    @cached_property
    def here(self) -> str:
        """The permanent address of these rows."""
        return self.at(self.choices)

    def at(self, choices: Choices) -> str:
        """The address of some choices in this snapshot."""
        in_path = {parameter.name: "".join(choices[parameter.name]) for parameter in self.address.in_path}
        left_out = {*in_path, "lang", "snapshot"}
        query = {name: ",".join(codes) for name, codes in choices.items() if codes and name not in left_out}
        path = f"snapshots/{self.snapshot}{self.address.path.format(**in_path)}.{self.ending}"
        return f"{base(self.request)}{path}{'?' if query else ''}{urlencode(query, safe=',')}"

    @cached_property
    def tag(self) -> str:
        """The ETag, which changes when the answer does; a weak one, as the same rows may be sent compressed or not."""
        settings = kept.settings().model_dump()
        basis = json.dumps([self.here, self.language, settings, COLUMNS], sort_keys=True)
        return f'W/"{hashlib.sha256(basis.encode()).hexdigest()[:32]}"'


def respond(address: Address, ending: str, names_snapshot: bool, request: Request) -> Response:
    """The answer to a request; raises `Rejected` with everything that is wrong with it."""
    snapshot = snapshot_of(request)
    codes = {one.name: (request.path_params[one.name],) for one in address.in_path}
    in_path, faults = check(address.in_path, codes, snapshot)
    if faults:
        raise Rejected("address", faults)
    choices, faults = check(address.in_query(ending, names_snapshot), given(request), snapshot)
    if faults:
        raise Rejected("parameter", faults)
    table = TableRequest(request, address, ending, snapshot, {**choices, **in_path})
    # The answer holds its own address: everybody may cache it if that is the same for all readers.
    whose = "public" if kept.settings().server.address else "private"
    headers = {
        "ETag": table.tag,
        "Cache-Control": f"{whose}, {FOR_GOOD}" if names_snapshot or choices["snapshot"] else AGAIN,
        "Vary": "Accept-Language",
        "Content-Language": table.language,
    }
    if is_not_modified(request, table.tag):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = disposition(table)
    if request.method == "HEAD":  # without a length, which is known only once the body is made
        answer = Response(headers=headers, media_type=MEDIA_TYPES[ending])
        del answer.headers["content-length"]
        return answer
    return body(table, headers)


def given(request: Request) -> dict[str, list[str]]:
    """The parameters of the query with their values."""
    return {name: request.query_params.getlist(name) for name in request.query_params}


def base(request: Request) -> str:
    """The base of all addresses: below the server's address in the settings, else below the one that was asked."""
    known = kept.settings().server.address
    return f"{known}{AT}/" if known else f"{request.url.replace(path=request.scope['root_path'], query='')}/"


def snapshot_of(request: Request) -> str:
    """The snapshot that the request names, else the one on the air; raises `Rejected`."""
    in_path = request.path_params.get("snapshot", "")
    values = [in_path] if in_path else request.query_params.getlist("snapshot")
    found, faults = SNAPSHOT.check(values, "")
    if faults or (in_path and not found):
        raise Rejected("snapshot", faults, 0 if in_path else 400)
    if not found:
        now = kept.on_the_air().snapshot
        if not now:
            raise Rejected("nothing")
        return now
    (snapshot,) = found
    if not is_sound(snapshot_file(kept.settings().build_folder, snapshot)):
        raise Rejected("unreadable")
    return snapshot


def is_not_modified(request: Request, tag: str) -> bool:
    """Does If-None-Match already hold this ETag?"""
    known = [one.strip() for one in request.headers.get("if-none-match", "").split(",")]
    return "*" in known or tag.removeprefix("W/") in (one.removeprefix("W/") for one in known)


def disposition(table: TableRequest) -> str:
    """The name to save the file under: in Chinese for readers of Chinese, with an ASCII fallback (RFC 6266)."""
    titles = table.address.question.file_titles(table.snapshot, table.choices)
    labels = kept.labels(table.snapshot, "places", "zh")
    places = {place: labels[place] for place in table.choices.get("place", ())}
    chinese, twin = (name_of_file(titles, places, table.snapshot, x, table.ending) for x in LANGUAGES)
    kind = "inline" if table.ending == "json" else "attachment"
    either = f"; filename*=UTF-8''{quote(chinese)}" if table.language == "zh" else ""
    return f'{kind}; filename="{twin}"{either}'


def body(table: TableRequest, headers: dict[str, str]) -> Response:
    """The rows in the format wanted; CSV and JSON are written as they are sent."""
    ending, snapshot, choices, question = table.ending, table.snapshot, table.choices, table.address.question
    look = {"headers": headers, "media_type": MEDIA_TYPES[ending]}
    limit, offset = (int("".join(choices.get(name, ())) or 0) for name in ("limit", "offset"))
    limit = limit or (PAGE if ending == "json" else 0)
    rows = question.rows(snapshot, choices, slice(offset, offset + limit if limit else None))
    if ending in ("xlsx", "zip"):
        chosen = question.in_words(snapshot, choices)
        taken = Taken(question.titles(snapshot, choices), snapshot, table.here, chosen)
        if ending == "zip":
            return Response(package_bytes(rows, taken), **look)
        return Response(xlsx_bytes(rows.frame(), taken, table.language), **look)
    following = ""
    if limit and offset + limit < rows.count:
        following = table.at({**choices, "limit": (str(limit),), "offset": (str(offset + limit),)})
        headers["Link"] = f'<{following}>; rel="next"'
    if ending == "csv":
        return StreamingResponse(csv_parts(rows.parts, snapshot, table.here), **look)
    named = {"snapshot": snapshot, "address": table.here}
    about = {**named, "count": rows.count, "next": following or None}
    return StreamingResponse(json_parts(rows.parts, about, rows.more), **look)
