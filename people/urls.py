"""Pages of allauth that are acts here, or do not exist: people are a steward's to change."""

from allauth.socialaccount.views import login_error
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path

from people import afresh, factors, pages, provider
from people.invitation import invitation


@login_not_required
def closed(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


closed.who_may = "nobody"  # type: ignore[attr-defined]  # read by the house test

urlpatterns = [
    path("afresh/", afresh.afresh, name="afresh"),
    path("afresh/provider/", provider.again, name="afresh_provider"),
    path("oidc/<str:provider_id>/login/", provider.login, name="openid_connect_login"),
    path(
        "oidc/<str:provider_id>/login/callback/",
        provider.callback,
        name="openid_connect_callback",
    ),
    path("sessions/end/", factors.end_others, name="end_sessions"),
    # allauth's own pages of these addresses would leave no entry in the ledger.
    path("2fa/totp/activate/", factors.add_app, name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", factors.remove_app, name="mfa_deactivate_totp"),
    path("2fa/webauthn/add/", factors.add_passkey, name="mfa_add_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/remove/", factors.remove_passkey, name="mfa_remove_webauthn"),
    path("2fa/webauthn/reauthenticate/", factors.by_passkey, name="mfa_reauthenticate_webauthn"),
    path("2fa/recovery-codes/generate/", factors.new_codes, name="mfa_generate_recovery_codes"),
    path("password/set/", pages.first_password, name="account_set_password"),
    path("password/change/", pages.change_password, name="account_change_password"),
    path("2fa/recovery-codes/", closed),  # they are shown once, where they are made
    path("2fa/recovery-codes/download/", closed),
    path("2fa/webauthn/", closed),
    path("2fa/webauthn/keys/<int:pk>/edit/", closed),
    path("invitation/<str:given>/", invitation, name="invitation"),
    path("email/", closed),
    re_path(r"^confirm-email/.*$", closed),
    path("signup/", closed),
    path("login/code/confirm/", closed),
    path("3rdparty/", closed),  # nobody connects a provider by themselves
    path("3rdparty/signup/", closed),
    re_path(r"^social/.*$", closed),
    # Whoever could not sign in is a visitor still, which allauth forgot to say of this page.
    path(
        "3rdparty/login/error/",
        login_not_required(login_error),
        name="socialaccount_login_error",
    ),
]
