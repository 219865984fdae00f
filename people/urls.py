"""Pages of allauth that do not exist here: people and their addresses are a steward's to change."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path


def closed(request: HttpRequest) -> HttpResponse:
    raise Http404


closed.who_may = "nobody"  # type: ignore[attr-defined]  # read by the house test

urlpatterns = [
    path("email/", closed),
    re_path(r"^confirm-email/.*$", closed),
    path("signup/", closed),
]
