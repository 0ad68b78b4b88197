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
    """A request that cannot be answered: the type of the problem, every fault, and its status if not that of its type."""

    def __init__(self, kind: str, faults: Sequence[Fault] = (), status: int = 0):
        self.kind, self.faults, self.status = kind, faults, status or TYPES[kind]
        super().__init__(kind)


def answer_unserved(request: Request, error: HTTPException) -> JSONResponse:
    """The answer to an unknown address or an unsupported method."""
    kind = "method" if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED else "address"
    answer = answer_rejected(request, Rejected(kind, status=error.status_code))
    answer.headers.update(error.headers or {})
    return answer


def answer_failure(request: Request, _: Exception) -> JSONResponse:
    """The answer where the server is at fault; its log says how."""
    return answer_rejected(request, Rejected("failed"))


def answer_rejected(request: Request, problem: Rejected) -> JSONResponse:
    """The answer to a request that was rejected."""
    code, at, kind = reader_language(request.scope), request.scope["root_path"], problem.kind
    text = wording(code)
    errors = [
        Objection(
            parameter=fault.parameter,
            value=fault.excerpt,
            detail=objection(fault.why, fault.parameter, fault.excerpt, fault.nearest, code),
            meant=fault.nearest or None,
            allowed=list(fault.allowed[:MOST_CODES]),
            allowed_in_all=len(fault.allowed),
        )
        for fault in problem.faults[:MOST_FAULTS]
    ]
    told = ProblemDetails(
        type=f"{at}/#{kind}",
        title=text(f"problem.{kind}"),
        status=problem.status,
        detail=BETWEEN[code].join(error.detail for error in errors) or text(f"problem.{kind}.detail", at=at),
        instance=request.url.path,
        errors=errors or None,
        errors_in_all=len(problem.faults) or None,
    ).model_dump(exclude_none=True)
    headers = {"Cache-Control": "no-store", "Vary": "Accept-Language"}
    return JSONResponse(told, problem.status, headers=headers, media_type=MEDIA_TYPE)
