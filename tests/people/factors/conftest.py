"""Single sign-on with a real provider in a process of its own."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tests.people.factors.provider import CLIENT, SECRET

ROOT = Path(__file__).resolve().parents[3]
SUBJECT = "00u1"


@dataclass
class Sso:
    issuer: str
    signed_in_at: int
    """When somebody last signed in there; a test's clock goes on without it."""

    def says(self, *, subject: str = SUBJECT, **other: Any) -> list[dict[str, str]]:
        """Whatever is not a way to behave is a claim. Gives what it was asked until now."""
        ways = {"omits", "signs", "asks_nobody", "nobody_there"}
        claims = {name: value for name, value in other.items() if name not in ways}
        settled = {name: value for name, value in other.items() if name in ways}
        sent = {
            "now": timezone.now().timestamp(),
            "signed_in_at": self.signed_in_at,
            "claims": {"sub": subject, **claims},
            **settled,
        }
        answer = requests.post(f"{self.issuer}/control", json=sent, timeout=5)
        asked: list[dict[str, str]] = answer.json()["asked"]
        return asked

    def comes_back(self, client: Client, start: str, **query: str) -> Any:
        """The browser goes there and comes back, as it does by itself."""
        away = client.post(f"{start}?next={query.get('next', '/plans/')}")
        assert away.headers["Location"].startswith(f"{self.issuer}/authorize"), away
        back = requests.get(away.headers["Location"], allow_redirects=False, timeout=5)
        if back.status_code != 302:
            return back
        return client.get(back.headers["Location"].removeprefix("http://testserver"))

    def signs_in(self, client: Client) -> Any:
        return self.comes_back(client, reverse("openid_connect_login", args=["oidc"]))

    def asks_again(self, client: Client, **query: str) -> Any:
        return self.comes_back(client, reverse("afresh_provider"), **query)


@pytest.fixture(scope="session")
def provider_process() -> Iterator[str]:
    command = [sys.executable, "-m", "tests.people.factors.provider"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        process.terminate()


@pytest.fixture
def sso(provider_process: str, cast: Cast, noon: None, settings: Any) -> Sso:
    app = {
        "provider_id": "oidc",
        "name": "Our sign-in",
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {"server_url": provider_process, "oauth_pkce_enabled": True},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    settings.OIDC_ISSUER = provider_process
    return Sso(provider_process, int(timezone.now().timestamp()))
