"""How django-allauth behaves here: nobody signs up, and second steps are kept sealed."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone

from people import afresh, sign_in, visitor
from people.gate import counters
from people.gate.passing import proving
from people.models import User
from people.provider import BY_PROVIDER
from vault import sealing

PURPOSE = "second step of signing in"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return visitor.address(request)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Somebody signs in: a name and a password."""
        proof = counters.sign_in(request, str(credentials.get("email", "")))
        with proving(request, proof) as tried:
            user: User | None = super().authenticate(request, **credentials)
            tried.right = user is not None
        return user

    def reauthenticate(self, user: User, password: str) -> bool:
        """Somebody who is signed in shows afresh who they are."""
        request = context.request
        with proving(request, counters.afresh(request, user)) as tried:
            tried.right = user.check_password(password)
        return tried.right

    def is_reauthentication_required(self, *, app: str, **_: Any) -> bool:
        """Wherever allauth asks it, our own answer counts: its own takes an old single sign-on for
        a fresh one, any one factor for all of them, and one added just now for proof."""
        request = context.request
        within = sign_in.CHANGES_WITHIN
        if sign_in.is_fresh(request, now=timezone.now(), within=within):
            return False
        raise ImmediateHttpResponse(afresh.asked_for(request.get_full_path()))

    def pre_login(self, request: HttpRequest, user: Any, **said: Any) -> Any:
        """Whose only second step is the provider's signs in by it: a password alone is not both."""
        by_provider = (said.get("signal_kwargs") or {}).get(BY_PROVIDER)
        if not by_provider and sign_in.needed(user) == [{sign_in.Factor.PROVIDER}]:
            messages.error(request, "Sign in through your organisation, or with a second step.")
            return redirect("account_login")
        return super().pre_login(request, user, **said)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing is sent while somebody waits for a page: how long it takes would tell whether
        their address is known. A mail is a letter of the outbox; see people/forgotten.py."""
        raise NotImplementedError(f"“{template_prefix}” is no letter of the outbox yet")


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth's own `encrypt` does nothing, and does not say whose secret it is given."""

    def generate_authenticator_name(self, user: Any, kind: Any) -> str:
        """Its own would be called “Master key”, which is another thing here."""
        number = Authenticator.objects.filter(user=user, type=kind).count() + 1
        return "Passkey" if number == 1 else f"Passkey {number}"

    def encrypt(self, text: str) -> str:
        return sealing.seal_for(PURPOSE, "secret", text.encode())

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.open_for(PURPOSE, "secret", encrypted_text).decode()
