"""allauth's pages of the second step, where what they do is an act."""

from __future__ import annotations

from typing import Any

from allauth.mfa.totp import views
from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from ledger.acts import Door, opens
from people import second_steps
from people.models import User

ONESELF = "somebody who is signed in"


class Activate(views.ActivateTOTPView):  # type: ignore[misc]  # allauth has no types
    def form_valid(self, form: forms.Form) -> HttpResponse:
        """The right code was typed in."""
        keep, user = super().form_valid, User.objects.get(pk=self.request.user.pk)
        made: HttpResponse = second_steps.add(
            user, lambda: keep(form), by=user, today=timezone.localdate()
        )
        return made


class Deactivate(views.DeactivateTOTPView):  # type: ignore[misc]  # allauth has no types
    def form_valid(self, form: forms.Form) -> HttpResponse:
        drop, user = super().form_valid, User.objects.get(pk=self.request.user.pk)
        made: HttpResponse = second_steps.remove(
            user, lambda: drop(form), by=user, today=timezone.localdate()
        )
        return made


activate: Any = Activate.as_view()
deactivate: Any = Deactivate.as_view()
activate.who_may = deactivate.who_may = ONESELF  # read by the house test

opens(Door("page", "mfa_activate_totp", lambda _: reverse("mfa_activate_totp")), second_steps.add)
opens(
    Door("page", "mfa_deactivate_totp", lambda _: reverse("mfa_deactivate_totp")),
    second_steps.remove,
)
