"""Problems: what is wrong with a request, in words and for programs (RFC 9457, application/problem+json)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from api.headers import language
from words import wording

MEDIA_TYPE = "application/problem+json"
SHOWN = 80  # characters of a rejected value that are shown back
BETWEEN = {"zh": "", "en": " "}  # two sentences
LISTED, TOLD = (
    200,
    20,
)  # codes that are listed at most, as a dataset may hold thousands; faults that are told at once
TYPES = {
    "parameter": 400,
    "address": 404,
    "method": 405,
    "snapshot": 404,
    "unreadable": 410,
    "failed": 500,
    "nothing": 503,
}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: with which parameter, its value, why (a code), and what is allowed."""

    parameter: str
    value: str
    why: str
    allowed: Sequence[str]

    def told(self, code: str) -> dict[str, object]:
        """The fault as a problem lists it, in one language."""
        shown = self.value if len(self.value) <= SHOWN else self.value[:SHOWN] + "…"
        asked = self.parameter if self.why == "unknown_name" else self.value
        codes = self.allowed if self.why.startswith("unknown") else ()
        near = get_close_matches(asked[:SHOWN], codes, n=1)
        said = [wording(code)(f"fault.{self.why}", name=self.parameter, value=shown)]
        said += [wording(code)("fault.meant", value=one) for one in near]
        found = {"parameter": self.parameter, "value": shown, "detail": BETWEEN[code].join(said)}
        if near:
            found["meant"] = near[0]
        return found | {"allowed": list(self.allowed[:LISTED]), "allowed_in_all": len(self.allowed)}


class Rejected(Exception):
    """A request that cannot be answered: the type of the problem, its status, and every fault."""

    def __init__(self, kind: str, status: int, faults: Sequence[Fault] = ()):
        self.kind, self.status, self.faults = kind, status, faults
        super().__init__(kind)


def rejected(request: Request, problem: Rejected) -> JSONResponse:
    """The answer to a request that was rejected."""
    code = language(request.scope)
    faults = [fault.told(code) for fault in problem.faults[:TOLD]]
    told = {"errors": faults, "errors_in_all": len(problem.faults)} if faults else {}
    return _answer(request, problem.kind, problem.status, told)


def not_served(request: Request, error: HTTPException) -> JSONResponse:
    """The answer where there is no such address, or it cannot be asked so."""
    kind = "method" if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED else "address"
    answer = _answer(request, kind, error.status_code, {})
    answer.headers.update(error.headers or {})
    return answer


def failed(request: Request, _: Exception) -> JSONResponse:
    """The answer where we are at fault; the server's log says how."""
    return _answer(request, "failed", HTTPStatus.INTERNAL_SERVER_ERROR, {})


def _answer(request: Request, kind: str, status: int, more: dict[str, object]) -> JSONResponse:
    code = language(request.scope)
    text = wording(code)
    details = [error["detail"] for error in more.get("errors", [])] or [text(f"problem.{kind}.detail")]
    content = {
        "type": f"{request.scope['root_path']}/#{kind}",
        "title": text(f"problem.{kind}"),
        "status": int(status),
        "detail": BETWEEN[code].join(details),
        "instance": request.url.path,
    }
    headers = {"Cache-Control": "no-store", "Vary": "Accept-Language"}
    return JSONResponse(content | more, status, headers=headers, media_type=MEDIA_TYPE)
