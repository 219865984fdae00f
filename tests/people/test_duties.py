"""On call until …: begun by oneself, at most a day, and over when it is over."""

import datetime

import pytest
import time_machine

from ledger.models import Entry
from ledger.refusals import ForbiddenError, InvalidError
from people import duties
from tests.cast import NOON, TODAY, Cast

HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def noon() -> object:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def test_on_duty_until_the_end_and_not_at_it(cast: Cast) -> None:
    duties.start(by=cast.on_call, today=TODAY, until=NOON + 2 * HOUR)
    assert duties.is_on_duty(cast.on_call, at=NOON)
    assert duties.is_on_duty(cast.on_call, at=NOON + 2 * HOUR - datetime.timedelta(seconds=1))
    assert not duties.is_on_duty(cast.on_call, at=NOON + 2 * HOUR)


def test_a_new_duty_ends_the_one_before(cast: Cast) -> None:
    duties.start(by=cast.on_call, today=TODAY, until=NOON + 5 * HOUR)
    duties.start(by=cast.on_call, today=TODAY, until=NOON + HOUR)
    assert not duties.is_on_duty(cast.on_call, at=NOON + 2 * HOUR)


def test_coming_off_duty(cast: Cast) -> None:
    duties.start(by=cast.on_call, today=TODAY, until=NOON + HOUR)
    duties.end(by=cast.on_call, today=TODAY)
    assert not duties.is_on_duty(cast.on_call, at=NOON)
    assert [each.act for each in Entry.objects.order_by("seq")] == ["duty.start", "duty.end"]


@pytest.mark.parametrize("hours", [0, -1, 25])
def test_until_lies_within_a_day(cast: Cast, hours: int) -> None:
    with pytest.raises(InvalidError, match="24 hours"):
        duties.start(by=cast.on_call, today=TODAY, until=NOON + hours * HOUR)


def test_nobody_outside_the_pool_goes_on_duty(cast: Cast) -> None:
    with pytest.raises(ForbiddenError):
        duties.start(by=cast.officer, today=TODAY, until=NOON + HOUR)


def test_somebody_taken_from_the_pool_is_on_duty_no_more(cast: Cast) -> None:
    duties.start(by=cast.on_call, today=TODAY, until=NOON + HOUR)
    cast.on_call.groups.clear()
    assert not duties.is_on_duty(cast.on_call, at=NOON)
