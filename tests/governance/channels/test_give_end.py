"""The clock gives a live channel an end for the time being, where nobody settled one in time."""

import datetime

import pytest

from governance.channels import provisional
from governance.channels.provisional import provisional_end
from governance.models import Channel, Obligation, Published, Rules
from governance.obligations import checking
from governance.plans import acts as plans
from ledger.actors import CLOCK
from people.models import HowOften, User
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.builders import renewal
from tests.governance.obligations.test_climbing import lines
from tests.governance.outcomes import refused, who_may
from tests.governance.reviews.days import after, run_sweep
from tests.ledger.reading import last, told

DUE = after(180)  # a Saturday
GIVEN = datetime.date(2027, 8, 3)
"""The first day past the rule's 30."""


@pytest.fixture
def channel(cast: Cast) -> Channel:
    """As imports left them before provisional ends existed."""
    found = given.live_channel(cast)
    Channel.objects.update(ends_on=None, approval="imported", imported_on=TODAY)
    found.reviews.all().delete()
    User.objects.update(digest=HowOften.EACH_WORKING_DAY)
    checking.rebuild(TODAY)
    found.refresh_from_db()
    return found


def test_the_clock_alone(cast: Cast, channel: Channel) -> None:
    assert who_may(provisional.give_end, channel, cast) == {"clock"}


def test_only_what_is_live_and_has_none(cast: Cast, channel: Channel) -> None:
    Channel.objects.update(ends_on=after(90))
    channel.refresh_from_db()
    said = {"It has an end already.": None}
    assert refused(provisional.give_end, channel, CLOCK) == said


def test_no_live_channel_is_without_an_end_for_ever(cast: Cast, channel: Channel) -> None:
    """Everybody on its ladder hears first; it is on the list as before, with its end."""
    for day in (after(2, DUE), after(16, DUE), after(30, DUE)):
        run_sweep(day)
    assert Channel.objects.get().ends_on is None
    assert {"Lead", "Manager"} <= set(lines("Settle how long it lives"))
    run_sweep(GIVEN)
    found = Channel.objects.get()
    assert found.ends_on == provisional_end(channel.pk, GIVEN)
    assert found.ends_on > after(60, GIVEN)
    assert found.ends_provisional
    assert last("channel.give_end").facts["ends_on"] == found.ends_on.isoformat()
    assert {"Lead", "Officer"} <= set(told("channel_end_given"))
    assert Published.objects.filter(pk=channel.pk).exists()
    open_now = Obligation.objects.filter(channel=channel, discharged_on=None)
    kinds = set(open_now.values_list("kind", flat=True))
    assert "end_date" not in kinds
    assert "renewal" in kinds
    assert list(checking.differences(GIVEN)) == []


def test_they_do_not_end_on_one_day(channel: Channel) -> None:
    days = {provisional_end(given_to.pk, GIVEN) for given_to in (Channel() for _ in range(200))}
    assert len(days) > 100


def test_what_was_late_long_ago_is_told_of_for_a_month_first(channel: Channel) -> None:
    """As after an upgrade."""
    Obligation.objects.all().delete()
    checking.rebuild(after(900))
    Obligation.objects.exclude(kind="end_date").delete()
    run_sweep(after(903))
    run_sweep(after(929))
    assert Channel.objects.get().ends_on is None
    run_sweep(after(931))
    assert Channel.objects.get().ends_on is not None


def test_the_rule_says_how_long(channel: Channel) -> None:
    Rules.objects.update_or_create(pk=1, defaults={"no_end_days": 60})
    Obligation.objects.update(rung=3)
    assert provisional.give_ends_due(today=GIVEN) == 0
    assert provisional.give_ends_due(today=after(30, GIVEN)) == 1


@pytest.mark.parametrize("kind", ["plan", "end_date"])
@pytest.mark.parametrize("decided", ["rejected", "withdrawn"])
def test_a_renewal_that_came_to_nothing_gives_no_new_time(
    cast: Cast, channel: Channel, kind: str, decided: str
) -> None:
    """What waited for its decision comes back with its old day."""
    [before] = Obligation.objects.filter(kind=kind, discharged_on=None)
    assert (before.since, before.due_on) == (TODAY, DUE)
    plan = renewal(cast, channel)
    assert not Obligation.objects.filter(kind=kind, discharged_on=None).exists()
    if decided == "withdrawn":
        plans.release(plan, by=cast.officer, today=after(100))
        plans.withdraw(plan, by=cast.lead, today=after(100))
    else:
        plans.reject(plan, by=cast.officer, today=after(100), reason="No.")
    [row] = Obligation.objects.filter(kind=kind, discharged_on=None)
    assert (row.since, row.due_on) == (TODAY, DUE)
    assert list(checking.differences(after(100))) == []


def test_what_was_here_before_an_upgrade_owes_from_then_on(channel: Channel) -> None:
    Rules.objects.update_or_create(pk=1, defaults={"owed_from": after(500)})
    checking.rebuild(after(500))
    for kind in ("plan", "end_date"):
        [row] = Obligation.objects.filter(kind=kind, discharged_on=None)
        assert (row.since, row.due_on) == (after(500), after(680))
