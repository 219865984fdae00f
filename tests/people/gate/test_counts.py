"""The counts: dropped after a day; somebody hears of many; a database that cannot be written."""

import datetime
from collections.abc import Iterator
from unittest.mock import patch

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import OperationalError, connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from governance import sweep
from people.gate import counters, counting, guessed
from people.gate.delays import FORGOTTEN_AFTER, OWN
from people.models import Tally, User
from tests.cast import NOON, PASSWORD, TODAY, Cast
from tests.ledger.reading import told

SECOND = datetime.timedelta(seconds=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def request(address: str = "203.0.113.7") -> HttpRequest:
    return RequestFactory(REMOTE_ADDR=address).get("/")


def wrong(user: User, address: str, now: datetime.datetime = NOON) -> bool:
    """Whether it got so far that somebody looked at it."""
    proof = counters.sign_in(request(address), user.email)
    if counting.enter(proof, now):
        return False
    counting.fail(proof, now)
    return True


def test_after_a_day_without_another_nothing_is_known(cast: Cast) -> None:
    for _ in range(5):
        assert wrong(cast.lead, "203.0.113.7")
    assert not wrong(cast.lead, "203.0.113.7")
    later = NOON + FORGOTTEN_AFTER + SECOND
    assert wrong(cast.lead, "203.0.113.7", later)
    assert wrong(cast.lead, "203.0.113.7", later)
    assert {each.failures for each in Tally.objects.all()} == {2}


def test_the_sweep_drops_what_is_old(cast: Cast) -> None:
    wrong(cast.lead, "203.0.113.7")
    wrong(cast.member, "203.0.113.8", NOON + FORGOTTEN_AFTER)
    outcomes = {each.job: each.done for each in sweep.run(TODAY, NOON + FORGOTTEN_AFTER + SECOND)}
    assert outcomes["old counts of tries dropped"] == 3
    assert Tally.objects.count() == 3


def test_waits_never_run_away() -> None:
    assert OWN.wait(4) == datetime.timedelta(0)
    assert OWN.wait(10**9) == OWN.longest


def test_whoever_is_guessed_for_hears_of_it_once_a_day(cast: Cast) -> None:
    for number in range(guessed.PASSWORDS):
        assert wrong(cast.lead, f"198.51.100.{number}")
    wrong(cast.member, "203.0.113.7")
    assert guessed.tell(now=NOON) == 1
    assert guessed.tell(now=NOON) == 0
    assert told("sign_in_guessed") == ["Lead"]
    assert guessed.tell(now=NOON + datetime.timedelta(days=1)) == 1


def test_whoever_has_the_password_is_told_of_sooner(cast: Cast) -> None:
    for number in range(guessed.CODES):
        proof = counters.second_step(request(f"198.51.100.{number}"), cast.officer)
        counting.enter(proof, NOON)
        counting.fail(proof, NOON)
    assert guessed.tell(now=NOON) == 1
    assert told("sign_in_guessed") == ["Officer"]


def test_what_cannot_be_counted_is_no_refusal(cast: Cast) -> None:
    """Whoever answers a database that is away says so; the gatekeeper does not say “too many”."""

    def read_only(execute: object, sql: str, *rest: object) -> object:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "SAVEPOINT")):
            raise OperationalError("attempt to write a readonly database")
        return execute(sql, *rest)  # type: ignore[operator]

    client = Client(raise_request_exception=True)
    with connection.execute_wrapper(read_only), pytest.raises(OperationalError):
        client.post(reverse("account_login"), {"login": cast.lead.email, "password": PASSWORD})


def test_known_and_unknown_cost_the_same(cast: Cast) -> None:
    """One password is hashed, and as many statements go to the database."""

    def cost(email: str) -> tuple[int, int]:
        seen: list[str] = []

        def note(execute: object, sql: str, *rest: object) -> object:
            seen.append(sql)
            return execute(sql, *rest)  # type: ignore[operator]

        encode = MD5PasswordHasher.encode
        counted = patch.object(MD5PasswordHasher, "encode", autospec=True, side_effect=encode)
        with connection.execute_wrapper(note), counted as made:
            Client().post(reverse("account_login"), {"login": email, "password": "a wrong guess"})
        return made.call_count, len(seen)

    without = User.objects.create_user("without@riverside.invalid", name="Without")
    User.objects.filter(pk=cast.outsider.pk).update(is_active=False)
    people = [cast.lead.email, "nobody@riverside.invalid", without.email, cast.outsider.email]
    assert len({cost(each) for each in people}) == 1
    assert timezone.now() == NOON
