"""Pages of allauth that do not exist here: people and their addresses are a steward's to change."""

from allauth.socialaccount.views import login_error
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path


@login_not_required
def closed(request: HttpRequest) -> HttpResponse:
    raise Http404


closed.who_may = "nobody"  # type: ignore[attr-defined]  # read by the house test

urlpatterns = [
    path("email/", closed),
    re_path(r"^confirm-email/.*$", closed),
    path("signup/", closed),
    # Whoever could not sign in is a visitor still, which allauth forgot to say of this page.
    path(
        "3rdparty/login/error/",
        login_not_required(login_error),
        name="socialaccount_login_error",
    ),
]
