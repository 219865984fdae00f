"""Going on duty: begun by oneself, and for a day at the most."""

import datetime

import pytest

from ledger.actors import CLOCK
from ledger.models import Notice
from ledger.refusals import ForbiddenError, InvalidError
from people import duties
from people.models import Duty
from people.roles import Role
from tests.cast import NOON, TODAY, Cast, appoint
from tests.ledger.reading import last

pytestmark = pytest.mark.usefixtures("noon")
HOUR = datetime.timedelta(hours=1)


def start(cast: Cast, hours: int = 2) -> Duty:
    return duties.start(by=cast.on_call, today=TODAY, until=NOON + hours * HOUR)


def test_it_begins_now(cast: Cast) -> None:
    duty = start(cast)
    assert (duty.user, duty.starts_at, duty.ends_at) == (cast.on_call, NOON, NOON + 2 * HOUR)
    assert duties.is_on_duty(cast.on_call, at=NOON)


def test_a_new_duty_ends_the_one_before(cast: Cast) -> None:
    start(cast, 5)
    start(cast, 1)
    assert not duties.is_on_duty(cast.on_call, at=NOON + 2 * HOUR)


@pytest.mark.parametrize("hours", [0, -1, 25])
def test_until_lies_within_a_day(cast: Cast, hours: int) -> None:
    with pytest.raises(InvalidError, match="24 hours"):
        start(cast, hours)


def test_nobody_outside_the_pool_goes_on_duty(cast: Cast) -> None:
    with pytest.raises(ForbiddenError, match="somebody in the on-call pool"):
        duties.start(by=cast.officer, today=TODAY, until=NOON + HOUR)
    with pytest.raises(ForbiddenError):
        duties.go_on(Duty(user=cast.on_call), by=CLOCK, today=TODAY, until=NOON + HOUR)


def test_the_entry_says_until_when_and_nobody_is_told(cast: Cast) -> None:
    """Who is on duty stands on every page where it matters."""
    start(cast)
    entry = last("duty.start")
    assert (entry.actor, entry.facts["until"]) == ("On Call", (NOON + 2 * HOUR).isoformat())
    assert not Notice.objects.exists()


def test_nobody_sends_somebody_else_on_duty(cast: Cast) -> None:
    """Both are in the pool."""
    appoint(cast.officer, Role.ON_CALL)
    officer = type(cast.officer).objects.get(pk=cast.officer.pk)
    with pytest.raises(ForbiddenError, match="for themselves"):
        duties.go_on(Duty(user=cast.on_call), by=officer, today=TODAY, until=NOON + HOUR)
