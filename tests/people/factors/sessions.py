"""Browsers in a state that a test names: who signed in, by what, and how long ago."""

import datetime
from typing import Any

from django.test import Client
from django.utils import timezone

from people.models import User
from tests.cast import PASSWORD, sign_in_by_form

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(user: User) -> Client:
    """By the form, with everything that they have."""
    client = Client()
    answer = sign_in_by_form(client, user)
    assert answer.status_code == 302
    assert "_auth_user_id" in client.session
    return client


def by_single_sign_on(user: User) -> Client:
    """As allauth leaves a session whose person came from a provider just now."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    record(client, user, "socialaccount", provider="oidc", uid="https://sso.invalid|1")
    return client


def record(
    client: Client, user: User, method: str, at: datetime.datetime | None = None, **said: Any
) -> None:
    """One more line of what allauth remembers of a session."""
    session = client.session
    records = session.get("account_authentication_methods", [])
    line = {"method": method, "at": (at or timezone.now()).timestamp(), **said}
    session["account_authentication_methods"] = [*records, line]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def without_password(user: User) -> User:
    user.set_unusable_password()
    user.save()
    return user


__all__ = ["PASSWORD", "by_single_sign_on", "record", "signed_in", "without_password"]
