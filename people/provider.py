"""The way to the provider of single sign-on and back: to sign in, and to be asked again by it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from requests import RequestException

from ledger.acts import Door, opens
from ledger.refusals import NotDoneError
from people import afresh, claims, links
from people.claims import Claims, NotProvedError
from people.models import User

ENTER, AGAIN = "enter", "again"
BY_PROVIDER = "by_provider"
PROVIDER = "oidc"
SCOPE = ["openid", "email", "profile"]
# Whatever it answers that is no answer; none of these says anything that a visitor may read.
AWAY = (OAuth2Error, RequestException, AttributeError, KeyError, TypeError, ValueError)
View = Callable[..., HttpResponse]


def _where_there_is_one(view: View) -> View:
    @wraps(view)
    def asking(request: HttpRequest, provider_id: str = PROVIDER) -> HttpResponse:
        try:
            provider = get_adapter().get_provider(request, provider=provider_id)
        except SocialApp.DoesNotExist:
            raise Http404 from None
        try:
            return view(request, provider)
        except (NotProvedError, *AWAY) as error:
            why = str(error) if isinstance(error, NotProvedError) else ""
            page = "socialaccount/authentication_error.html"
            return render(request, page, {"why": why}, status=403)

    return asking


@login_not_required
@never_cache
@_where_there_is_one
def login(request: HttpRequest, provider: Any) -> HttpResponse:
    """A visitor goes there by a button: a link of another site must not send them."""
    if request.method != "POST":
        return render(request, "socialaccount/login.html", {"provider": provider})
    return _go(request, provider, ENTER)


@never_cache
@_where_there_is_one
def again(request: HttpRequest, provider: Any) -> HttpResponse:
    """Somebody who is signed in shows there who they are, however lately they did."""
    if request.method != "POST":
        return render(request, "socialaccount/again.html", {"provider": provider})
    strict = {"prompt": "login", "max_age": "0"}
    return _go(request, provider, AGAIN, strict, person=str(request.user.pk))


def _go(
    request: HttpRequest, provider: Any, process: str, asked: Any = None, **kept: Any
) -> HttpResponse:
    """What we ask is kept in the session, so that only this browser can bring the answer."""
    nonce = secrets.token_urlsafe(32)
    gone: HttpResponse = provider.redirect(
        request,
        process,
        next_url=afresh.onward(request),
        scope=provider.app.settings.get("scope", SCOPE),
        auth_params={**provider.get_auth_params(), **(asked or {}), "nonce": nonce},
        nonce=nonce,
        asked_at=time.time(),
        **kept,
    )
    return gone


@login_not_required
@never_cache
@_where_there_is_one
def callback(request: HttpRequest, provider: Any) -> HttpResponse:
    sent, state_id = request.GET, request.GET.get("state", "")
    state = statekit.unstash_state(request, provider_id=provider.sub_id, state_id=state_id)
    if state is None:
        raise NotProvedError("The answer came to another browser, or too late.")
    if "code" not in sent:
        denied = sent.get("error") == "access_denied"
        return redirect(f"socialaccount_login_{'cancelled' if denied else 'error'}")
    said = _claims(request, provider, state)
    return (
        _again(request, said, state) if state["process"] == AGAIN else _enter(request, said, state)
    )


def _claims(request: HttpRequest, provider: Any, state: dict[str, Any]) -> Claims:
    """The signature counts, though the token came by a connection of our own."""
    adapter = provider.get_oauth2_adapter(request)
    client = adapter.get_client(request, provider.app)
    verifier = state.get("pkce_code_verifier")
    answer = client.get_access_token(request.GET["code"], pkce_code_verifier=verifier)
    with get_adapter().get_requests_session() as session:
        keys = session.get(adapter.openid_config["jwks_uri"])
        keys.raise_for_status()
    return claims.read(
        answer["id_token"], keys.json(), client=provider.app.client_id, nonce=state["nonce"]
    )


def _enter(request: HttpRequest, said: Claims, state: dict[str, Any]) -> HttpResponse:
    person = links.known(said)
    who: dict[str, Any] = {"today": timezone.localdate()}
    try:
        if person is None and (person := links.in_the_register(said)):
            links.link(person, said, by=person, **who)
        if person is None:
            return render(request, "socialaccount/not_admitted.html", status=403)
        if person.is_active and not links.nothing_new(person, said):
            links.follow(person, said, by=person, **who)
    except NotDoneError:
        return render(request, "socialaccount/not_admitted.html", status=403)
    person = User.objects.get(pk=person.pk)
    if not person.is_active or person.left_on:
        return redirect("account_inactive")
    logout(request)  # what was shown in another session proves nothing in this one
    record_authentication(request, person, "socialaccount", provider=PROVIDER)
    entering = Login(user=person, redirect_url=state.get("next"), signal_kwargs={BY_PROVIDER: True})
    entered: HttpResponse = perform_login(request, entering)
    return entered


def _again(request: HttpRequest, said: Claims, state: dict[str, Any]) -> HttpResponse:
    """The same person at the same issuer, asked after we asked, as strongly as before."""
    person = links.known(said)
    here = request.user.is_authenticated and str(request.user.pk) == state["person"]
    if not here or person != request.user:
        raise NotProvedError("The provider named somebody else.")
    claims.fresh(said, asked_at=state["asked_at"], now=timezone.now())
    link = person.links.counting().get()
    if link.vouched_since and not said.vouches:
        raise NotProvedError("The provider did not ask for a second step.")
    record_authentication(request, person, "provider", id=str(link.pk))
    return redirect(state["next"])


login.who_may = callback.who_may = "anybody"  # type: ignore[attr-defined]  # read by the house test
again.who_may = "somebody who is signed in"  # type: ignore[attr-defined]

opens(Door("page", "openid_connect_callback"), links.link, links.follow)
