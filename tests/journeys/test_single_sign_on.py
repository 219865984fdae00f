"""From our button to the provider and back, in a real browser under the page policy."""

import copy
from typing import Any

import pytest

from tests.cast import NOON, Cast
from tests.journeys.conftest import PHONE, Arrive
from tests.people.factors.conftest import Sso, provider_process
from tests.people.factors.provider import CLIENT, SECRET

__all__ = ["provider_process"]

pytestmark = pytest.mark.journey


@pytest.fixture
def provider(provider_process: str, settings: Any) -> Sso:
    said = {"server_url": provider_process, "oauth_pkce_enabled": True}
    app = {"provider_id": "oidc", "name": "Our sign-in", "client_id": CLIENT, "secret": SECRET}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app | {"settings": said}]}}
    settings.OIDC_ISSUER = provider_process
    policy = copy.deepcopy(settings.CONTENT_SECURITY_POLICY)
    policy["DIRECTIVES"]["form-action"].append(provider_process)
    settings.CONTENT_SECURITY_POLICY = policy
    return Sso(provider_process, int(NOON.timestamp()))


def test_signing_in_and_afresh(arrive: Arrive, cast: Cast, provider: Sso) -> None:
    cast.member.set_unusable_password()
    cast.member.save()
    member = arrive(screen=PHONE)
    provider.says(email=cast.member.email, email_verified=True)
    member.opens("/accounts/login/")
    member.follows("Sign in with Our sign-in")
    member.presses("Continue")
    member.reads("Sign out")
    member.opens("/accounts/2fa/")
    member.presses("Set up the authenticator app")
    member.reads("which asks you again and sends you back here")
    provider.says()
    member.presses("Continue")
    member.reads("Scan this picture")


def test_who_is_not_in_the_register(arrive: Arrive, provider: Sso) -> None:
    stranger = arrive()
    provider.says(email="stranger@elsewhere.invalid", email_verified=True)
    stranger.opens("/accounts/oidc/oidc/login/")
    stranger.presses("Continue")
    stranger.reads("You need an invitation")
