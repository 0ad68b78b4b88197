"""Sending: from a request to its answer – the snapshot, what is asked, tag and names, and the rows in the format wanted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from urllib.parse import quote, urlencode

import pandas as pd
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from api.addresses import AT, Address, Asked, Table
from api.headers import language
from api.parameters import PAGE, SNAPSHOT, read
from api.problems import Rejected
from exports.csv_file import COLUMNS, csv_parts, file_name
from exports.json_file import json_parts
from exports.names import AT_MOST
from exports.package import package_bytes
from exports.taken import Taken
from exports.xlsx_file import xlsx_bytes
from findings import kept
from loaders import versions
from loaders.snapshot import snapshot_file
from words import LANGUAGES, wording
from words.choices import in_words

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
AGAIN, FOR_GOOD = "no-cache", "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Wanted:
    """One request that can be answered: which table, in which format, from which snapshot, with what asked."""

    request: Request
    address: Address
    ending: str
    snapshot: str
    asked: Asked

    @cached_property
    def language(self) -> str:
        """The language of names and words."""
        return language(self.request.scope)

    @cached_property
    def here(self) -> str:
        """The address that gives these rows for good."""
        return self.at(self.asked)

    def at(self, asked: Asked) -> str:
        """The address, in this snapshot, of what is asked."""
        in_path = {parameter.name: "".join(asked[parameter.name]) for parameter in self.address.in_path}
        query = {name: ",".join(codes) for name, codes in asked.items() if codes and name not in in_path}
        query = {name: codes for name, codes in query.items() if name not in ("lang", "snapshot")}
        path = f"snapshots/{self.snapshot}{self.address.path.format(**in_path)}.{self.ending}"
        return f"{base(self.request)}{path}{'?' if query else ''}{urlencode(query, safe=',')}"

    @cached_property
    def tag(self) -> str:
        """What changes when the answer does. A weak tag: the same rows may be sent packed or unpacked."""
        settings = kept.settings().model_dump()
        said = json.dumps([self.here, self.language, settings, COLUMNS], sort_keys=True)
        return f'W/"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'

    def titles(self) -> dict[str, str]:
        """What the table is called in each language; one of an indicator, by its name."""
        if self.address.in_path:
            (code,) = self.asked["indicator"]
            return {x: kept.labels(self.snapshot, "indicators", x)[code] for x in LANGUAGES}
        return {x: wording(x)(f"api.name.{self.address.name}") for x in LANGUAGES}

    def taken(self) -> Taken:
        """What the file says of itself."""
        asked = {name: ",".join(codes) for name, codes in self.asked.items()}
        chosen = {x: in_words(asked, partial(kept.labels, self.snapshot), x) for x in LANGUAGES}
        return Taken(self.titles(), self.snapshot, self.here, chosen)


def answer(address: Address, ending: str, names_snapshot: bool, request: Request) -> Response:
    """The answer to a request; raises `Rejected` with everything that is wrong with it."""
    snapshot = snapshot_of(request)
    in_path = {one.name: request.path_params[one.name] for one in address.in_path}
    strange = [fault for one in address.in_path for fault in one.read_one(in_path[one.name], snapshot)]
    if strange:
        raise Rejected("address", 404, strange)
    asked, faults = read(address.asks(ending, names_snapshot), request.query_params, snapshot)
    if faults:
        raise Rejected("parameter", 400, faults)
    wanted = Wanted(
        request, address, ending, snapshot, {**asked, **{name: (code,) for name, code in in_path.items()}}
    )
    is_named = names_snapshot or bool(asked["snapshot"])
    headers = {
        "ETag": wanted.tag,
        "Cache-Control": FOR_GOOD if is_named else AGAIN,
        "Vary": "Accept-Language",
        "Content-Language": wanted.language,
    }
    if is_known(request, wanted.tag):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = disposition(wanted)
    if request.method == "HEAD":
        return without_body(headers, ending)
    return body(wanted, headers)


def base(request: Request) -> str:
    """The address that all addresses stand below, with the host they were asked from."""
    return f"{request.base_url}{AT[1:]}/"


def snapshot_of(request: Request) -> str:
    """The snapshot that the request names, else the one on the air."""
    in_path = request.path_params.get("snapshot", "")
    if in_path:
        found, faults = (in_path,), SNAPSHOT.read_one(in_path, "")
    else:
        found, faults = SNAPSHOT.read(request.query_params.getlist("snapshot"), "")
    if faults:
        raise Rejected("snapshot", 404 if in_path else 400, faults)
    if not found:
        now = kept.on_the_air().snapshot
        if not now:
            raise Rejected("nothing", 503)
        return now
    (snapshot,) = found
    if not versions.is_readable(snapshot_file(kept.settings().build_folder, snapshot)):
        raise Rejected("unreadable", 410)
    return snapshot


def is_known(request: Request, tag: str) -> bool:
    """Has whoever asks got this answer already?"""
    known = [one.strip() for one in request.headers.get("if-none-match", "").split(",")]
    return "*" in known or tag.removeprefix("W/") in (one.removeprefix("W/") for one in known)


def disposition(wanted: Wanted) -> str:
    """The name the file is saved under: Chinese where Chinese is read, with an ASCII twin (RFC 6266)."""
    chinese, twin = (file_name([*named(wanted, x), wanted.snapshot], wanted.ending) for x in LANGUAGES)
    kind = "inline" if wanted.ending == "json" else "attachment"
    either = f"; filename*=UTF-8''{quote(chinese)}" if wanted.language == "zh" else ""
    return f'{kind}; filename="{twin}"{either}'


def named(wanted: Wanted, code: str) -> list[str]:
    """What the file is about: names in Chinese, ids in English."""
    ids = wanted.asked["indicator"] if wanted.address.in_path else ()
    places = wanted.asked.get("place", ())
    if code != "zh":
        title = "-".join(ids).replace("_", "-") or wanted.address.name
        return [title, "-".join(places) if len(places) <= AT_MOST else f"{len(places)}-places"]
    names = [kept.labels(wanted.snapshot, "places", code)[place] for place in places]
    return [
        wanted.titles()[code],
        "、".join(names) if len(names) <= AT_MOST else f"{names[0]}等{len(names)}地",
    ]


def without_body(headers: Mapping[str, str], ending: str) -> Response:
    """What HEAD gives: the headers of the answer; its length is known only once it is made."""
    found = Response(headers=dict(headers), media_type=MEDIA_TYPES[ending])
    del found.headers["content-length"]
    return found


def body(wanted: Wanted, headers: dict[str, str]) -> Response:
    """The rows in the format wanted; text is written as it is sent."""
    media_type, ending, asked = MEDIA_TYPES[wanted.ending], wanted.ending, wanted.asked
    if ending == "json" and not asked["limit"]:
        asked = {**asked, "limit": (str(PAGE),)}
    found = wanted.address.rows(wanted.snapshot, asked)
    if ending == "zip":
        return Response(package_bytes(found, wanted.taken()), headers=headers, media_type=media_type)
    if ending == "xlsx":
        rows = pd.concat(found.parts, ignore_index=True)
        content = xlsx_bytes(rows, wanted.taken(), wanted.language)
        return Response(content, headers=headers, media_type=media_type)
    following = next_page(wanted, asked, found)
    if following:
        headers["Link"] = f'<{following}>; rel="next"'
    if ending == "csv":
        return StreamingResponse(
            csv_parts(found.parts, wanted.snapshot, wanted.here), headers=headers, media_type=media_type
        )
    said = {
        "snapshot": wanted.snapshot,
        "address": wanted.here,
        "count": found.count,
        "next": following or None,
    }
    return StreamingResponse(
        json_parts(found.parts, said, found.more), headers=headers, media_type=media_type
    )


def next_page(wanted: Wanted, asked: Asked, table: Table) -> str:
    """The address of the rows after these, of the same snapshot; '' where these are the last."""
    limit, offset = (int("".join(asked[name]) or 0) for name in ("limit", "offset"))
    if not limit or offset + limit >= table.count:
        return ""
    return wanted.at({**asked, "offset": (str(offset + limit),)})
