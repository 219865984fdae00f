"""Signing in has our look; what is a steward's to change has no page."""

import pytest
from allauth.account.adapter import get_adapter
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from django.test import Client, RequestFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["email/", "confirm-email/x/", "signup/"])
def test_people_and_addresses_are_not_changed_here(client: Client, path: str) -> None:
    assert client.get(f"/accounts/{path}").status_code == 404


def test_nobody_signs_up() -> None:
    request = RequestFactory().get("/")
    assert not get_adapter(request).is_open_for_signup(request)
    assert not get_social_adapter(request).is_open_for_signup(request, None)


def test_signing_in_has_our_shell_and_components(client: Client) -> None:
    page = client.get("/accounts/login/")
    assert page.status_code == 200
    assert "nhsuk-button" in page.text
    assert "<title>" in page.text
