"""What all calls of SCIM have in common: the token, the media type, errors as RFC 7644 has them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from drf_spectacular.utils import extend_schema
from pydantic import ValidationError
from rest_framework.request import Request
from scim2_models import Context, Error, ListResponse, Resource, ResponseParameters, SCIMException

from api import problems
from api.authentication import TokenAuthentication
from api.parsers import ObjectParser
from api.permissions import Needs
from api.scim import documents
from api.views import View, origin
from governance.leaving import directory
from ledger.refusals import InvalidError, RefusedError
from people.models import Scope

MEDIA_TYPE = "application/scim+json"
PLACE = "/scim/v2"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
NONE_HERE = "There is nobody of this id."
ATTRIBUTES = {"email": "userName", "name": "displayName", "external_id": "externalId"}


class BearerOrApiKey(TokenAuthentication):
    """Directories know “Bearer” only."""

    schemes = ("Bearer", *TokenAuthentication.schemes)


class ScimParser(ObjectParser):
    media_type = MEDIA_TYPE


@extend_schema(exclude=True)
class ScimView(View):
    needs: Needs = dict.fromkeys(METHODS, (Scope.SCIM,))
    authentication_classes = (BearerOrApiKey,)
    parser_classes = (ScimParser, ObjectParser)

    def get_exception_handler(self) -> Callable[[Exception, dict[str, Any]], HttpResponse | None]:
        return handle

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with documents.PROVIDER:
            return super().dispatch(request, *args, **kwargs)

    def base(self, request: Request) -> str:
        return f"{origin(request)}{PLACE}"


class Nothing(ScimView):
    """Whatever else is asked for."""

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        raise Http404

    post = put = patch = delete = get


def answer(body: Any, status: int = 200) -> HttpResponse:
    return HttpResponse(orjson.dumps(body), status=status, content_type=MEDIA_TYPE)


def listed(
    found: list[Any],
    total: int,
    start: int,
    of: type[Resource[Any]],
    wanted: ResponseParameters[Any] | None = None,
) -> HttpResponse:
    message = ListResponse[of](  # type: ignore[valid-type]  # made for each type of resource
        total_results=total, start_index=start, items_per_page=len(found), resources=found
    )
    context = Context.RESOURCE_QUERY_RESPONSE
    return answer(message.model_dump(scim_ctx=context, response_parameters=wanted))


def error(status: int, detail: str, kind: str | None = None) -> HttpResponse:
    body = Error(status=status, detail=detail, scim_type=kind)
    return answer(body.model_dump(scim_ctx=Context.DEFAULT), status)


def handle(raised: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """None for what is our own fault: that is answered, and logged, as 500."""
    for kind, said in SAID.items():
        if isinstance(raised, kind):
            return said(raised)
    plain = problems.handle(raised, context)
    if plain is None:
        return None
    made = error(plain.status_code, orjson.loads(plain.content)["detail"])
    for name in ("WWW-Authenticate", "Retry-After"):
        if name in plain:
            made[name] = plain[name]
    return made


def _of_the_library(raised: SCIMException) -> HttpResponse:
    return error(raised.status, raised.detail, raised.scim_type or None)


def _of_the_form(raised: ValidationError) -> HttpResponse:
    """The first thing that is wrong; a directory shows no more."""
    found = Error.from_validation_error(raised.errors()[0])
    return error(int(found.status or 400), str(found.detail), found.scim_type)


def _of_inputs(raised: InvalidError) -> HttpResponse:
    """One that somebody else has is a conflict; the rest cannot be read."""
    told = [(name, each) for name, sentences in raised.errors.items() for each in sentences]
    said = " ".join(f"{ATTRIBUTES.get(name, name)}: {each}" for name, each in told)
    if any(each in directory.TAKEN_BY_OTHERS for _, each in told):
        return error(409, said, "uniqueness")
    return error(400, said, "invalidValue")


SAID: dict[type[Exception], Callable[[Any], HttpResponse]] = {
    SCIMException: _of_the_library,
    ValidationError: _of_the_form,
    InvalidError: _of_inputs,
    RefusedError: lambda raised: error(409, " ".join(raised.sentences)),
}
