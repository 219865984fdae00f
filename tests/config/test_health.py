"""Whether the program is there, and whether it can serve."""

from datetime import UTC, date, datetime, time, timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.test import Client

from governance.models import Obligation
from tests import cast as given
from tests.cast import Cast
from tests.governance.reviews.days import run_sweep

DAY = timedelta(days=1)
MONDAY, FRIDAY = date(2027, 1, 11), date(2027, 1, 8)
READY = {"status": "ready", "sweep": "in time"}


def test_live_asks_nobody(client: Client) -> None:
    answer = client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "live"})


@pytest.mark.django_db
def test_ready_when_the_database_answers(client: Client) -> None:
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (200, READY)


@pytest.mark.parametrize(
    ("today", "looked_at", "sweep"),
    [
        pytest.param(MONDAY, MONDAY, "in time", id="today"),
        pytest.param(MONDAY, FRIDAY, "behind", id="since friday"),
        pytest.param(MONDAY, FRIDAY + DAY, "in time", id="since saturday"),
        pytest.param(FRIDAY, FRIDAY - DAY, "behind", id="since yesterday"),
    ],
)
def test_it_says_whether_the_sweep_keeps_up(
    client: Client, cast: Cast, today: date, looked_at: date, sweep: str
) -> None:
    """Of working days: on the others nobody is told. It is no reason to take the pages away."""
    given.live_channel(cast)
    Obligation.objects.update(next_on=looked_at)
    with time_machine.travel(datetime.combine(today, time(12), UTC), tick=False):
        answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "sweep": sweep})


def test_a_run_of_the_sweep_is_enough(client: Client, cast: Cast) -> None:
    given.live_channel(cast)
    Obligation.objects.update(next_on=FRIDAY - DAY, due_on=FRIDAY - DAY, since=FRIDAY - DAY)
    with time_machine.travel(datetime.combine(MONDAY, time(12), UTC), tick=False):
        assert client.get("/health/ready").json()["sweep"] == "behind"
        run_sweep(MONDAY)
        assert client.get("/health/ready").json() == READY


def test_nothing_of_what_was_done_is_behind(client: Client, cast: Cast) -> None:
    given.live_channel(cast)
    done = {"discharged_on": FRIDAY, "discharged_by": "channel.retire"}
    Obligation.objects.update(next_on=FRIDAY - DAY, **done)
    with time_machine.travel(datetime.combine(MONDAY, time(12), UTC), tick=False):
        assert client.get("/health/ready").json() == READY


@pytest.mark.django_db
def test_not_ready_when_the_database_is_away(client: Client) -> None:
    with patch.object(connection, "cursor", side_effect=DatabaseError("db.example.org is away")):
        answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert "example.org" not in answer.content.decode()
