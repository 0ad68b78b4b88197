"""Problems: what is wrong with a request, in words and for programs (RFC 9457, application/problem+json)."""

from collections.abc import Sequence
from http import HTTPStatus

from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from api.headers import reader_language
from findings.requests import Fault
from words import wording
from words.choices import BETWEEN, objection

MEDIA_TYPE = "application/problem+json"
MOST_CODES, MOST_FAULTS = 200, 20  # listed in one answer: a dataset may hold thousands, and so may a request
TYPES = {
    "parameter": 400,
    "address": 404,
    "method": 405,
    "snapshot": 404,
    "unreadable": 410,
    "failed": 500,
    "nothing": 503,
}


class Objection(BaseModel):
    """One fault in the list of a problem."""

    parameter: str
    value: str
    detail: str
    meant: str | None = None
    allowed: list[str]
    allowed_in_all: int


class ProblemDetails(BaseModel):
    """The body of a response to a request that cannot be answered."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[Objection] | None = None
    errors_in_all: int | None = None


class Rejected(Exception):
    """A request that cannot be answered: the type of the problem, its status, and every fault."""

    def __init__(self, kind: str, status: int, faults: Sequence[Fault] = ()):
        self.kind, self.status, self.faults = kind, status, faults
        super().__init__(kind)


def answer_rejected(request: Request, problem: Rejected) -> JSONResponse:
    """The answer to a request that was rejected."""
    return _answer(request, problem.kind, problem.status, problem.faults)


def answer_unserved(request: Request, error: HTTPException) -> JSONResponse:
    """The answer to an unknown address or an unsupported method."""
    kind = "method" if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED else "address"
    answer = _answer(request, kind, error.status_code)
    answer.headers.update(error.headers or {})
    return answer


def answer_failure(request: Request, _: Exception) -> JSONResponse:
    """The answer where the server is at fault; its log says how."""
    return _answer(request, "failed", HTTPStatus.INTERNAL_SERVER_ERROR)


def _answer(request: Request, kind: str, status: int, faults: Sequence[Fault] = ()) -> JSONResponse:
    code = reader_language(request.scope)
    text = wording(code)
    at = request.scope["root_path"]
    errors = [_listed(fault, code) for fault in faults[:MOST_FAULTS]]
    problem = ProblemDetails(
        type=f"{at}/#{kind}",
        title=text(f"problem.{kind}"),
        status=status,
        detail=BETWEEN[code].join(error.detail for error in errors) or text(f"problem.{kind}.detail", at=at),
        instance=request.url.path,
        errors=errors or None,
        errors_in_all=len(faults) or None,
    )
    headers = {"Cache-Control": "no-store", "Vary": "Accept-Language"}
    return JSONResponse(problem.model_dump(exclude_none=True), status, headers=headers, media_type=MEDIA_TYPE)


def _listed(fault: Fault, language: str) -> Objection:
    return Objection(
        parameter=fault.parameter,
        value=fault.excerpt,
        detail=objection(fault.why, fault.parameter, fault.excerpt, fault.nearest, language),
        meant=fault.nearest or None,
        allowed=list(fault.allowed[:MOST_CODES]),
        allowed_in_all=len(fault.allowed),
    )
