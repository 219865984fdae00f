"""Many guesses at once get no further than one after the other."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from people.models import Tally
from tests.cast import NOON, PASSWORD, Cast
from tests.vault.racing import race

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]
RACERS = 24
FREE = 5


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """The first delay is two seconds, and a busy machine takes longer for all of them."""
    with time_machine.travel(NOON, tick=False):
        yield


def test_no_more_than_the_limit_gets_through(cast: Cast) -> None:
    def guess(number: int) -> str:
        given = {"login": cast.lead.email, "password": f"a wrong guess {number}"}
        return str(Client().post(reverse("account_login"), given).status_code)

    assert race(RACERS, guess) == {"200": FREE, "429": RACERS - FREE}
    assert Tally.objects.get(kind="sign-in").failures == FREE
    assert Tally.objects.get(kind="name").failures == FREE


def test_a_right_one_among_them_does_not_open_the_door_for_the_others(cast: Cast) -> None:
    def guess(number: int) -> str:
        password = "a wrong guess" if number else PASSWORD
        email = cast.member.email if number else cast.lead.email
        given = {"login": email, "password": password}
        return str(Client().post(reverse("account_login"), given).status_code)

    outcomes = race(RACERS, guess)
    assert outcomes == {"302": 1, "200": FREE, "429": RACERS - 1 - FREE}


def test_right_ones_at_once_break_nothing(cast: Cast) -> None:
    """Each takes the count away when it passes, under the hands of the others."""

    def sign_in(number: int) -> str:
        given = {"login": cast.lead.email, "password": PASSWORD}
        found = {
            str(
                Client(raise_request_exception=True)
                .post(reverse("account_login"), given)
                .status_code
            )
            for _ in range(5)
        }
        return "well" if found <= {"302", "429"} else repr(found)

    assert race(8, sign_in) == {"well": 8}
