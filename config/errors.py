"""What is answered when no page can be: to people as a page, to programs as problem+json."""

import logging
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

log = logging.getLogger("config.errors")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, HTTPStatus.BAD_REQUEST)


def forbidden(
    request: HttpRequest, exception: Exception | None = None, reason: str = ""
) -> HttpResponse:
    """Also for a form whose CSRF token is missing or old."""
    return _answer(request, HTTPStatus.FORBIDDEN, str(exception or ""))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    return _answer(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def _answer(request: HttpRequest, status: HTTPStatus, detail: str = "") -> HttpResponse:
    if request.path.startswith("/api/"):
        problem = {"type": "about:blank", "title": status.phrase, "status": status.value}
        problem["detail"] = detail or status.description or status.phrase
        return JsonResponse(problem, status=status, content_type="application/problem+json")
    return HttpResponse(_page(request, status, detail), status=status)


def _page(request: HttpRequest, status: HTTPStatus, detail: str) -> str:
    context = {"detail": detail, "status": status.value}
    try:
        return render_to_string(f"errors/{status.value}.jinja", context, request)
    except Exception:  # what broke the page may break its error page too
        log.exception("The error page could not be made")
        return f"<!doctype html><title>{status.phrase}</title><h1>{status.phrase}</h1>"
