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
from allauth.core import context
from django.db import models, transaction
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from ledger import letters, outbox
from ledger.letters import Letter
from ledger.models import Notice
from people.gate import counters
from people.gate.passing import proving
from people.models import PasswordAsked, User

BATCH = 100
GOOD_FOR = datetime.timedelta(hours=2)  # nobody waits longer for a link
MOST_LINKS = 5  # in that time, for one person, from however many addresses


class ResetPasswordForm(WithLookingUp):  # type: ignore[misc]  # allauth has no types
    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any] | None:
        """Each asking is counted; who is known is not asked here."""
        cleaned: dict[str, Any] | None = super().clean()
        if email := self.cleaned_data.get("email"):
            with proving(context.request, counters.asking(context.request, email)):
                pass
        return cleaned

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
            people = User.objects.choosing_passwords().alias(lower=Lower("email"))
            asking = people.filter(lower__in=emails).exclude(pk__in=_had_enough(now))
            owed += outbox.owe("new_password", asking, context={}, once=None, at=now)
            PasswordAsked.objects.filter(pk__in=[each.pk for each in asked]).delete()


def _had_enough(now: datetime.datetime) -> models.QuerySet[Notice, Any]:
    """Who got so many links that somebody else asks for them; the newest still work."""
    lately = Notice.objects.filter(kind="new_password", owed_at__gt=now - GOOD_FOR)
    counted = lately.values("to").annotate(number=models.Count("pk"))
    return counted.filter(number__gte=MOST_LINKS).values("to")


def link(person: User) -> dict[str, Any]:
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)
    names = {"uidb36": user_pk_to_url_str(person), "key": token}
    return {"path": reverse("account_reset_password_from_key", kwargs=names)}


def declare() -> None:
    """Called once, when the program starts."""
    letters.declare(Letter("new_password", urgent=True, audience="person", adds=link))
