"""Pages of allauth that are acts here, or do not exist: people are a steward's to change."""

from allauth.socialaccount.views import login_error
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path

from people import pages
from people.invitation import invitation


@login_not_required
def closed(request: HttpRequest) -> HttpResponse:
    raise Http404


closed.who_may = "nobody"  # type: ignore[attr-defined]  # read by the house test

urlpatterns = [
    # allauth's own pages of these addresses would leave no entry in the ledger.
    path("2fa/totp/activate/", pages.activate, name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", pages.deactivate, name="mfa_deactivate_totp"),
    path("invitation/<str:given>/", invitation, name="invitation"),
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
