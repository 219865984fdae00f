"""The pages on the day of the cast, and somebody who is signed in."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from people.models import User
from tests.cast import TODAY

SignedIn = Callable[[User], Client]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def day() -> Iterator[None]:
    with time_machine.travel(f"{TODAY.isoformat()} 12:00:00", tick=True):
        yield


@pytest.fixture
def as_() -> SignedIn:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client

    return signed_in
