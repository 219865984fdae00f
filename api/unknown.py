"""Addresses that are none, and addresses with a slash too many."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api.permissions import OPEN
from api.views import View


@extend_schema(exclude=True)
class Unknown(View):
    needs = dict.fromkeys(("GET", "POST", "PUT", "PATCH", "DELETE"), (OPEN,))

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        raise Http404

    post = put = patch = delete = get


_unknown = Unknown.as_view()


@login_not_required
@csrf_exempt  # as every view of the API: a token is no cookie
def unknown(request: HttpRequest) -> HttpResponseBase:
    """Programs that add a slash reach what they meant."""
    if request.path.endswith("/"):
        try:
            found = resolve(request.path.removesuffix("/"))
        except Resolver404:
            return _unknown(request)
        if found.url_name != "api-unknown" and found.route.startswith("api/v1/"):
            return found.func(request, *found.args, **found.kwargs)  # type: ignore[no-any-return]
    return _unknown(request)


unknown.who_may = "anybody"  # type: ignore[attr-defined]  # read by the house test
