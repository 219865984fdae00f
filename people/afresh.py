"""The pages of a fresh sign-in: one factor after the other, until nothing is missing."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache

from people import sign_in
from people.sign_in import Factor

NEXT = "next"


def asked_for(after: str) -> HttpResponse:
    """Whoever must show who they are goes there, and comes back to `after`."""
    return redirect(_address("afresh", after))


def _address(route: str, after: str) -> str:
    return f"{reverse(route)}?{urlencode({NEXT: after})}"


@never_cache
def afresh(request: HttpRequest) -> HttpResponse:
    """To the page of what is missing, and here again from it."""
    after = onward(request)
    missing = sign_in.missing(request, now=timezone.now(), within=sign_in.FRESH_FOR)
    if missing is None:
        return redirect(after)
    if not missing:
        return render(request, "account/sign_in_anew.html", status=403)
    return redirect(_address(_page(request, missing), _address("afresh", after)))


def onward(request: HttpRequest) -> str:
    """Where they come from; never another site."""
    after = request.GET.get(NEXT, "")
    safe = url_has_allowed_host_and_scheme(
        after, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return after if safe else reverse("home")


def _page(request: HttpRequest, missing: set[Factor]) -> str:
    if Factor.PASSWORD in missing:
        return "account_reauthenticate"
    if Factor.PROVIDER in missing:
        return "afresh_provider"
    steps: Any = Authenticator.objects.filter(user=request.user)
    passkeys = steps.filter(type=Authenticator.Type.WEBAUTHN).exists()
    apps = steps.filter(type=Authenticator.Type.TOTP).exists()
    return "mfa_reauthenticate_webauthn" if passkeys and not apps else "mfa_reauthenticate"


afresh.who_may = "somebody who is signed in"  # type: ignore[attr-defined]  # read by the house test
