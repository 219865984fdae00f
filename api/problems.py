"""Every error as problem+json (RFC 9457): what is wrong, in sentences."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import orjson
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpResponse, UnreadablePostError
from rest_framework.exceptions import (
    APIException,
    MethodNotAllowed,
    Throttled,
    UnsupportedMediaType,
)

from ledger.refusals import ForbiddenError, InvalidError, RefusedError

MEDIA_TYPE = "application/problem+json"
NOTHING_HERE = "There is nothing at this address."
CONFLICT = "It cannot be done now."
FORBIDDEN = "This is not yours to do."
TOO_MUCH = "Too much was sent at once."
UNREADABLE = "The request cannot be read."


def problem(status: int, detail: str, **members: Any) -> HttpResponse:
    said = HTTPStatus(status)
    body = {"type": "about:blank", "title": said.phrase, "status": said.value, "detail": detail}
    return HttpResponse(orjson.dumps(body | members), status=status, content_type=MEDIA_TYPE)


def handle(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """None for what is our own fault: that is answered, and logged, as 500."""
    for kind, answer in ANSWERS.items():
        if isinstance(error, kind):
            return answer(error)
    return None


def wrong(errors: dict[str, list[str]]) -> str:
    return f"Missing or wrong: {', '.join(sorted(errors))}."


def _of_the_framework(error: APIException) -> HttpResponse:
    answer = problem(error.status_code, _detail(error))
    if header := getattr(error, "auth_header", None):
        answer["WWW-Authenticate"] = header
    if wait := _wait(error):
        answer["Retry-After"] = str(wait)
    return answer


def _wait(error: APIException) -> int:
    return int(getattr(error, "wait", None) or 0)


def _detail(error: APIException) -> str:
    match error:
        case Throttled():
            return f"Too many requests. Try again in {_wait(error)} seconds."
        case MethodNotAllowed():
            return "This address does not know that method; Allow names those it knows."
        case UnsupportedMediaType():
            return "Send JSON: Content-Type: application/json."
    return str(error.detail)


def _sentence(error: Http404) -> str:
    """What we say ourselves ends like a sentence; Django's own names tables."""
    said = str(error)
    return said if said.endswith(".") and "given query" not in said else NOTHING_HERE


# The first that fits answers, so the narrower error stands before the wider one.
ANSWERS: dict[type[Exception], Callable[[Any], HttpResponse]] = {
    InvalidError: lambda error: problem(400, wrong(error.errors), errors=error.errors),
    ForbiddenError: lambda error: problem(403, str(error)),
    RefusedError: lambda error: problem(409, CONFLICT, refusals=error.sentences),
    APIException: _of_the_framework,
    Http404: lambda error: problem(404, _sentence(error)),
    PermissionDenied: lambda error: problem(403, str(error) or FORBIDDEN),
    RequestDataTooBig: lambda error: problem(413, TOO_MUCH),
    SuspiciousOperation: lambda error: problem(400, UNREADABLE),
    UnreadablePostError: lambda error: problem(400, UNREADABLE),
}
