"""The pages of one's own second steps: what they do is an act, and they ask for every factor."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp import views as totp_views
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn import views as webauthn_views
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ledger.acts import Door, opens
from ledger.refusals import RefusedError
from people import second_steps, sessions
from people.models import User
from people.pages import ONESELF
from people.proofs import forget

Kind = Authenticator.Type


class AddApp(totp_views.ActivateTOTPView):  # type: ignore[misc]  # allauth has no types
    def form_valid(self, form: Any) -> HttpResponse:
        """The right code was typed in."""
        user = _person(self.request)
        answer = _added(self.request, Kind.TOTP, lambda: TOTP.activate(user, form.secret))
        forget(self.request)
        return answer


class AddPasskey(webauthn_views.AddWebAuthnView):  # type: ignore[misc]  # allauth has no types
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A passkey belongs to a name; there is none for a number."""
        found: dict[str, Any] = super().get_context_data(**kwargs) | {
            "by_number": _by_number(self.request.get_host())
        }
        return found

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """The browser brought what belongs to the challenge."""
        said, user = form.cleaned_data, _person(self.request)
        return _added(
            self.request,
            Kind.WEBAUTHN,
            lambda: WebAuthn.add(user, said["name"], said["credential"]),
        )


def _added(request: HttpRequest, kind: str, keep: Callable[[], Any]) -> HttpResponse:
    """With the first one come recovery codes, shown in this answer and nowhere else."""
    user = _person(request)
    has_codes = Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).exists()

    def make() -> list[str]:
        keep()
        return [] if has_codes else _new_codes(user)

    codes = second_steps.add(user, kind, make, by=user, today=timezone.localdate())
    _stay(request)
    messages.success(request, f"Your {second_steps.KINDS[Kind(kind)]} is set up.")
    return _show(request, codes) if codes else redirect("mfa_index")


class RemoveApp(totp_views.DeactivateTOTPView):  # type: ignore[misc]  # allauth has no types
    def form_valid(self, form: forms.Form) -> HttpResponse:
        return _removed(self.request, self.authenticator)


class RemovePasskey(webauthn_views.RemoveWebAuthnView):  # type: ignore[misc]  # allauth has no types
    def form_valid(self, form: forms.Form) -> HttpResponse:
        return _removed(self.request, self.get_object())


def _removed(request: HttpRequest, step: Authenticator) -> HttpResponse:
    user = _person(request)
    second_steps.remove(user, step.type, step.delete, by=user, today=timezone.localdate())
    _stay(request)
    messages.success(request, f"Your {second_steps.KINDS[Kind(step.type)]} is removed.")
    return redirect("mfa_index")


class ByPasskey(webauthn_views.ReauthenticateWebAuthnView):  # type: ignore[misc]  # allauth has no types
    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """allauth would send them home."""
        shown: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return shown


@never_cache
@reauthentication_required(app="people")  # type: ignore[untyped-decorator]  # allauth has no types
def new_codes(request: HttpRequest) -> HttpResponse:
    """Made by a POST and shown in its answer; looking at the page makes none."""
    user = _person(request)
    if request.method != "POST":
        return render(request, "mfa/recovery_codes/generate.html", {"left": codes_left(user)})
    try:
        codes = second_steps.make_codes(
            user, lambda: _new_codes(user), by=user, today=timezone.localdate()
        )
    except RefusedError as refusal:
        messages.error(request, " ".join(refusal.sentences))
        return redirect("mfa_index")
    _stay(request)
    return _show(request, codes)


def codes_left(user: User) -> int:
    kept = Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).first()
    return len(RecoveryCodes(kept).get_unused_codes()) if kept else 0


def _new_codes(user: User) -> list[str]:
    Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).delete()
    made: list[str] = RecoveryCodes.activate(user).get_unused_codes()
    return made


@never_cache
def _show(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return render(request, "mfa/recovery_codes/shown.html", {"codes": codes})


def _by_number(host: str) -> bool:
    name = urlsplit(f"//{host}").hostname or ""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  nobody else comes here
    return User.objects.get(pk=request.user.pk)


def _stay(request: HttpRequest) -> None:
    """All their sessions ended; this one goes on."""
    update_session_auth_hash(request, _person(request))


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """It needs no proof: whoever took over a session wins nothing by ending the others."""
    user = _person(request)
    sessions.end(user, by=user, today=timezone.localdate())
    _stay(request)
    messages.success(request, "Your other sessions are ended.")
    return redirect("mfa_index")


add_app: Any = AddApp.as_view()
remove_app: Any = RemoveApp.as_view()
add_passkey: Any = AddPasskey.as_view()
remove_passkey: Any = RemovePasskey.as_view()
by_passkey: Any = ByPasskey.as_view()
each: Any
for each in (add_app, remove_app, add_passkey, remove_passkey, by_passkey, new_codes, end_others):
    each.who_may = ONESELF  # read by the house test


def _at(route: str) -> Door:
    return Door("page", route, lambda _: reverse(route))


opens(_at("end_sessions"), sessions.end)
opens(_at("mfa_activate_totp"), second_steps.add)
opens(_at("mfa_add_webauthn"), second_steps.add)
opens(_at("mfa_deactivate_totp"), second_steps.remove)
opens(Door("page", "mfa_remove_webauthn"), second_steps.remove)
opens(_at("mfa_generate_recovery_codes"), second_steps.make_codes)
