"""Public pages are counted by the visitor's address, together with the calls of the API."""

import pytest
from django.test import Client
from django.urls import get_resolver

from config.throttling import RESET
from tests.cast import Cast
from tests.house.test_routes import routes
from tests.pages.conftest import SignIn

PAGES = [
    "/official/",
    "/official/print",
    "/official/check?q=x",
    "/official.atom",
    "/policy/",
    "/accounts/password/reset/",
    "/accounts/password/reset/key/1-abc/",
]

SINGLE_SIGN_ON = {
    "accounts/oidc/<str:provider_id>/login/",
    "accounts/oidc/<str:provider_id>/login/callback/",
}
"""A whole organisation comes by one address in the morning; the session's state is asked first."""


@pytest.fixture(autouse=True)
def few(settings: pytest.FixtureRequest) -> None:
    settings.KEYHOLDER_RATE_WITHOUT_TOKEN = "3/min"  # type: ignore[attr-defined]  # the settings


@pytest.mark.parametrize("address", PAGES)
def test_stranger_is_asked_to_wait(cast: Cast, address: str) -> None:
    found = [Client().get(address) for _ in range(4)]
    assert [each.status_code == 429 for each in found] == [False, False, False, True]
    assert 1 <= int(found[3]["Retry-After"]) <= 60
    assert f"Try again in {found[3]['Retry-After']} seconds." in found[3].content.decode()


def test_counted_together_with_the_api(cast: Cast) -> None:
    for address in ("/api/v1/channels", "/api/v1/verify?url=x.com/a", "/api/v1/platforms"):
        assert Client().get(address).status_code == 200
    assert Client().get("/official/").status_code == 429
    assert Client().get("/api/v1/channels").status_code == 429


def test_asking_for_new_passwords_is_counted(cast: Cast) -> None:
    sent = [Client().post("/accounts/password/reset/", {"email": "a@b.invalid"}) for _ in range(4)]
    assert [each.status_code for each in sent][3] == 429


def test_whoever_is_signed_in_is_not_counted(sign_in: SignIn, cast: Cast) -> None:
    client = sign_in(cast.lead)
    assert {client.get("/official/").status_code for _ in range(9)} == {200}


def test_each_address_has_its_own(cast: Cast) -> None:
    for number in range(4):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        assert client.get("/official/").status_code == 200


def test_health_is_never_counted(cast: Cast) -> None:
    assert {Client().get("/health/live").status_code for _ in range(9)} == {200}


def test_every_page_for_anybody_is_counted() -> None:
    """By the mark that opens it; what is open without that mark counts itself or is named here."""
    own = {address for address, _ in routes(get_resolver()) if address.startswith("api/")}
    uncounted = {
        address
        for address, view in routes(get_resolver())
        if getattr(view, "who_may", "") == "anybody" and not getattr(view, "is_public_page", False)
    }
    assert uncounted - own <= {"^api(?:/|$)", *SINGLE_SIGN_ON}
    assert set(map(str, _names())) >= RESET


def _names() -> set[object]:
    return set(get_resolver().reverse_dict.keys())
