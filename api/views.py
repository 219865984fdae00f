"""What every call has in common: who may, how often, who may read it from another site."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from rest_framework.request import Request
from rest_framework.views import APIView

from api import liveness
from api.parameters import Parameters
from api.parsers import ObjectParser
from api.permissions import OPEN, PUBLIC, HasScope, Needs
from governance.published.cursors import Cursor

READING = ("GET", "HEAD", "OPTIONS")
PREFLIGHT = {
    "Access-Control-Allow-Methods": ", ".join(READING),
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class View(APIView):
    """A call. `needs` names the scopes by method, `parameters` all that it knows."""

    needs: Needs = {}
    parameters: tuple[str, ...] = ()
    permission_classes = (HasScope,)
    parser_classes: tuple[type[ObjectParser], ...] = (ObjectParser,)

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponseBase]:  # type: ignore[override]  # the same, less exactly
        view = super().as_view(**initkwargs)
        view.who_may = "; ".join(  # type: ignore[attr-defined]  # read by the house test
            f"{method}: {' or '.join(scopes)}" for method, scopes in cls.needs.items()
        )
        return view

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Counted before it is permitted, so that refusals cost as much as answers."""
        liveness.trust_recent_sign()
        self.perform_authentication(request)
        self.check_throttles(request)
        if request.method != "OPTIONS":
            self.check_permissions(request)

    def options(  # type: ignore[override]  # the framework takes any response
        self, request: Request, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        answer = HttpResponse(status=204)
        if request.META.get("HTTP_ACCESS_CONTROL_REQUEST_METHOD") in READING and self._is_open():
            for name, value in PREFLIGHT.items():
                answer[name] = value
        return answer

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        liveness.remember_sign()
        response.headers.setdefault("Cache-Control", "no-store")
        patch_vary_headers(response, ["Authorization"])
        carries_token = "HTTP_AUTHORIZATION" in request.META
        if request.method in READING and not carries_token and self._is_open():
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
        return response

    def asked(self, request: Request) -> Parameters:
        return Parameters(request._request.GET, self.parameters)

    def nothing_asked(self, request: Request) -> None:
        """For calls without parameters: one that is there is wrong."""
        Parameters(request._request.GET, ()).done()

    def _is_open(self) -> bool:
        """Whether what can be read here is for everybody."""
        wanted = self.needs.get("GET", ())
        return OPEN in wanted or (PUBLIC in wanted and settings.KEYHOLDER_PUBLIC_DIRECTORY)


def answer(body: Any, status: int = 200) -> HttpResponse:
    content = body if isinstance(body, bytes) else orjson.dumps(body, option=orjson.OPT_UTC_Z)
    return HttpResponse(content, status=status, content_type="application/json")


def cached(request: Request, response: HttpResponse, tag: str) -> HttpResponse:
    """May be kept by whoever asked, and is asked for again each time."""
    response["ETag"] = tag
    kept_by = "public" if request.auth is None else "private"
    response["Cache-Control"] = f"{kept_by}, no-cache"
    return response


def unchanged(request: Request, tag: str) -> HttpResponse:
    return cached(request, HttpResponseNotModified(), tag)


def tags(request: Request) -> list[str]:
    """What the client has: entity tags without the mark of a weak one."""
    found = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    return [tag.removeprefix("W/") for tag in found]


def listed(
    request: Request, results: Iterable[Any], onward: str | None = None, backward: str | None = None
) -> HttpResponse:
    """A page of a list, all of it where there is no other; or that it is as the caller has it."""
    content = orjson.dumps({"next": onward, "previous": backward, "results": list(results)})
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    if tag in tags(request):
        return unchanged(request, tag)
    return cached(request, answer(content), tag)


def link(request: Request, cursor: Cursor | None) -> str | None:
    """The same question, from another row on."""
    return None if cursor is None else link_with(request, cursor=str(cursor))


def link_with(request: Request, **changed: str) -> str:
    query = urlencode(request._request.GET.dict() | changed)
    return f"{origin(request)}{request.path}?{query}"


def origin(request: Request) -> str:
    plain: HttpRequest = request._request
    return f"{plain.scheme}://{plain.get_host()}"
