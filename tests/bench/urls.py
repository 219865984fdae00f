"""The program's own addresses, and beside them what it is compared with."""

from functools import lru_cache

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from tests.bench import plain_drf


@login_not_required
def hello(request: HttpRequest, size: int) -> HttpResponse:
    """Constant bytes: what a request costs on this server before anything is done."""
    return HttpResponse(_constant(size), content_type="application/json")


@lru_cache(maxsize=64)
def _constant(size: int) -> bytes:
    return b" " * size


urlpatterns = [
    path("bench/hello/<int:size>", hello),
    path("bench/plain/", include(plain_drf.router.urls)),
    path("", include("config.urls")),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
