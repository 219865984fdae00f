"""Who is on duty: whoever said so, until then, and while they are in the pool."""

import datetime

import pytest

from ledger.actors import CLOCK
from ledger.acts import asking
from people import duties
from tests.cast import NOON, TODAY, Cast, dismiss, on_duty

pytestmark = pytest.mark.usefixtures("noon")
END = NOON + datetime.timedelta(hours=4)


def test_until_the_end_and_not_at_it(cast: Cast) -> None:
    on_duty(cast.on_call)
    for at, found in ((NOON, True), (END - datetime.timedelta(seconds=1), True), (END, False)):
        assert duties.is_on_duty(cast.on_call, at=at) is found


def test_somebody_taken_from_the_pool_is_on_duty_no_more(cast: Cast) -> None:
    on_duty(cast.on_call)
    dismiss(cast.on_call)
    assert not duties.is_on_duty(cast.on_call, at=NOON)


def test_a_duty_says_whose_it_is_and_until_when(cast: Cast) -> None:
    assert str(on_duty(cast.on_call)) == "On Call until 04 January 2027 16:00"


def test_the_rule_is_about_people_alone(cast: Cast) -> None:
    on_duty(cast.on_call)
    for by, found in ((cast.on_call, True), (cast.officer, False), (CLOCK, False)):
        assert duties.on_duty.permits(None, asking(by=by, today=TODAY)) is found
