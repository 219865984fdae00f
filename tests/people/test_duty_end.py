"""Coming off duty, before it is over."""

import datetime

import pytest

from ledger.models import Notice
from ledger.refusals import ForbiddenError
from people import duties
from tests.cast import NOON, TODAY, Cast, on_duty
from tests.ledger.reading import acts

pytestmark = pytest.mark.usefixtures("noon")


def test_it_is_over_now(cast: Cast) -> None:
    duty = on_duty(cast.on_call)
    duties.end(by=cast.on_call, today=TODAY)
    duty.refresh_from_db()
    assert duty.ends_at == NOON
    assert not duties.is_on_duty(cast.on_call, at=NOON)


def test_whoever_is_not_on_duty_comes_off_none(cast: Cast) -> None:
    on_duty(cast.on_call, NOON - datetime.timedelta(days=1))
    duties.end(by=cast.on_call, today=TODAY)
    assert acts() == []


def test_nobody_outside_the_pool_ends_one(cast: Cast) -> None:
    duty = on_duty(cast.on_call)
    with pytest.raises(ForbiddenError):
        duties.come_off(duty, by=cast.officer, today=TODAY)


def test_it_is_recorded_and_nobody_is_told(cast: Cast) -> None:
    on_duty(cast.on_call)
    duties.end(by=cast.on_call, today=TODAY)
    assert acts() == ["duty.end"]
    assert not Notice.objects.exists()
