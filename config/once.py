"""A form that is sent twice, or a call that is tried again with its key, is done once."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.crypto import salted_hmac
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString

from api import problems
from ledger import once
from ledger.limits import LARGEST_BODY
from ledger.models import Sent
from ledger.once import Sending, SentBeforeError

FIELD = "sent_once"
HEADER = "HTTP_IDEMPOTENCY_KEY"
LONGEST_KEY = 200
PATIENCE = 3.0  # seconds for which a second one waits for the answer of the first
OTHERWISE = "This Idempotency-Key was used for something else. Use a new one."
NO_ANSWER = "This was sent before, and it was done then. Look whether it is as it should be."
WRONG_KEY = "An Idempotency-Key is text of 1 to 200 letters."
TWICE = "This was sent twice, and was done once."
Respond = Callable[[HttpRequest], HttpResponse]


def form_token(request: HttpRequest) -> dict[str, Any]:
    """For each page: beside the token that says where a form is from, one for what is sent."""

    def inputs() -> SafeString:
        hidden = '<input type="hidden" name="{}" value="{}">'
        csrf = format_html(hidden, "csrfmiddlewaretoken", get_token(request))
        return csrf + format_html(hidden, FIELD, secrets.token_urlsafe(16))

    return {"csrf_input": lazy(inputs, SafeString)()}


class Once:
    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = _key(request) if request.method == "POST" else None
        if isinstance(found, HttpResponse):
            return found
        if found is None:
            return self.get_response(request)
        if not _for_programs(request) and (first := Sent.objects.filter(key=found[0]).first()):
            return _again(request, first)  # before a page looks whether it can be done now
        with once.sending(*found) as sent:
            response = self.get_response(request)
        if sent.taken:
            _keep(request, sent, response)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if getattr(view, "repeats", False):
            once.may_be_repeated()

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, SentBeforeError):
            return None
        again = _again_for_programs if _for_programs(request) else _again
        return again(request, error.sent)


def _for_programs(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _key(request: HttpRequest) -> tuple[str, str] | HttpResponse | None:
    """Who sends it, where to, and under which key; and what stands in it."""
    if _for_programs(request):
        given = request.META.get(HEADER)
        if given is None:
            return None
        if not 1 <= len(given) <= LONGEST_KEY:
            return problems.problem(400, WRONG_KEY)
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
            return None  # it is refused where it is read
        return _hidden(request, _carried(request), given), _content(request)
    given = request.POST.get(FIELD, "")
    if not given or len(given) > LONGEST_KEY or not request.user.is_authenticated:
        return None
    # Whoever goes back and writes something else sends another thing from the same form.
    content = _content(request)
    return _hidden(request, str(request.user.pk), given, content), content


def _carried(request: HttpRequest) -> str:
    return str(request.META.get("HTTP_AUTHORIZATION", ""))


def _content(request: HttpRequest) -> str:
    """Not the thing itself: a secret may stand in it."""
    if _for_programs(request):
        return _hidden(request, request.body.hex())
    sent = [
        f"{name}={value}"
        for name, values in sorted(request.POST.lists())
        if name not in {FIELD, "csrfmiddlewaretoken"}
        for value in values
    ]
    sent += [f"{name}:{file}" for name, file in sorted(request.FILES.items())]
    return _hidden(request, "\n".join(sent))


def _hidden(request: HttpRequest, *parts: str) -> str:
    text = "\0".join((request.method or "", request.path, *parts))
    digest = hashlib.sha256(text.encode(errors="surrogatepass")).digest()
    return salted_hmac("keyholder.once", digest, algorithm="sha256").hexdigest()


def _keep(request: HttpRequest, sent: Sending, response: HttpResponse) -> None:
    """Of a page only where it leads; what it shows may be a secret, and is shown once."""
    headers = {"Location": response["Location"]} if response.has_header("Location") else {}
    if _for_programs(request):
        headers["Content-Type"] = response.get("Content-Type", "")
        if response.status_code < 300:  # noqa: PLR2004  the successes
            sent.answer(response.status_code, headers, response.content)
    elif headers:
        sent.answer(response.status_code, headers, b"")


def _answered(sent: Sent) -> Sent:
    """The first may still be at its answer."""
    until = time.monotonic() + PATIENCE
    while sent.status is None and time.monotonic() < until:
        time.sleep(0.02)
        sent.refresh_from_db()
    return sent


def _again(request: HttpRequest, sent: Sent) -> HttpResponse:
    first = _answered(sent)
    messages.info(request, TWICE)
    response = HttpResponse(status=302)
    response["Location"] = first.headers.get("Location") or request.path
    return response


def _again_for_programs(request: HttpRequest, sent: Sent) -> HttpResponse:
    first = _answered(sent)
    if first.content != _content(request):
        return problems.problem(422, OTHERWISE)
    if first.status is None:
        return problems.problem(409, NO_ANSWER)
    return HttpResponse(bytes(first.body), status=first.status, headers=first.headers)
