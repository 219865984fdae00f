"""The pages at noon of the cast's day, with everybody at their own browser."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from people.models import User
from tests.cast import NOON, Cast

SignIn = Callable[[User], Client]


@pytest.fixture
def noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=True):
        yield


@pytest.fixture
def sign_in(noon: None, cast: Cast) -> SignIn:
    """A browser for somebody of the cast; a second call brings the same person again."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in
