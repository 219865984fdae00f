"""The pages on a day that a test can move, with everybody at their own browser."""

import datetime
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from people.models import User
from tests.governance.reviews.days import SECURITY_OPENS

SignIn = Callable[[User], Client]
SetDay = Callable[[datetime.date], None]


@pytest.fixture(autouse=True)
def set_day() -> Iterator[SetDay]:
    """At noon of the day on which the security review opens, until a test says another."""
    with time_machine.travel(at_noon(SECURITY_OPENS), tick=True) as traveller:
        yield lambda day: traveller.move_to(at_noon(day))


def at_noon(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(12), datetime.UTC)


@pytest.fixture
def sign_in() -> SignIn:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in
