"""Forgotten passwords: a page that answers everybody alike, and the letter with the link.

The page writes down the address and looks nothing up. The sweep looks it up and owes the letter;
the link is made when the letter is sent, so that it never lies in the database.
"""

from __future__ import annotations

import datetime
from typing import Any

from allauth.account import app_settings
from allauth.account.forms import ResetPasswordForm as WithLookingUp
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from ledger import letters, outbox
from ledger.letters import Letter
from people.models import PasswordAsked, User

BATCH = 100
GOOD_FOR = datetime.timedelta(hours=2)  # nobody waits longer for a link


class ResetPasswordForm(WithLookingUp):  # type: ignore[misc]  # allauth has no types
    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def save(self, request: HttpRequest, **_: Any) -> str:
        email: str = self.cleaned_data["email"]
        PasswordAsked.objects.create(email=email, asked_at=timezone.now())
        return email


def answer(*, now: datetime.datetime) -> int:
    """Owe a link to everybody who asked and is known; forget every address. Says how many."""
    owed = 0
    while True:
        with transaction.atomic():
            waiting = PasswordAsked.objects.select_for_update(skip_locked=True)
            asked = list(waiting.order_by("asked_at", "id")[:BATCH])
            if not asked:
                return owed
            emails = {each.email for each in asked if now - each.asked_at < GOOD_FOR}
            people = User.objects.filter(is_active=True).alias(lower=Lower("email"))
            owed += outbox.owe(
                "new_password", people.filter(lower__in=emails), context={}, once=None, at=now
            )
            PasswordAsked.objects.filter(pk__in=[each.pk for each in asked]).delete()


def link(person: User) -> dict[str, Any]:
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)
    names = {"uidb36": user_pk_to_url_str(person), "key": token}
    return {"path": reverse("account_reset_password_from_key", kwargs=names)}


def declare() -> None:
    """Called once, when the program starts."""
    letters.declare(Letter("new_password", urgent=True, audience="person", adds=link))
