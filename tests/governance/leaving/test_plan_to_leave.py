"""Somebody leaves on a day ahead: the sweep lets them go on that day."""

import datetime

import pytest

from governance import leaving
from governance.models import Channel
from ledger.actors import CLOCK
from ledger.refusals import ForbiddenError
from people import appointments
from people.models import User
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.outcomes import forbidden, refused, who_may, wrong
from tests.ledger.reading import last

FRIDAY = datetime.date(2027, 1, 8)


def test_stewards_the_manager_and_the_operator(cast: Cast) -> None:
    assert who_may(leaving.plan, cast.member, cast) == {"steward", "operator", "manager"}
    assert who_may(leaving.plan, cast.outsider, cast) == {"steward", "operator"}


def test_nothing_ends_before_the_day(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    leaving.plan(cast.lead, by=cast.manager, today=TODAY, day=FRIDAY.isoformat())
    assert leaving.leave_due(today=FRIDAY - datetime.timedelta(days=1)) == 0
    channel.refresh_from_db()
    assert channel.lead == cast.lead
    assert leaving.leave_due(today=FRIDAY) == 1
    assert Channel.objects.get(pk=channel.pk).lead is None
    assert User.objects.get(pk=cast.lead.pk).left_on == FRIDAY
    assert last("person.leave").actor == "the clock"
    assert leaving.leave_due(today=FRIDAY) == 0


def test_days_that_were_missed_are_made_up_for(cast: Cast) -> None:
    """A contractor's own end date, which a steward wrote down."""
    User.objects.filter(pk=cast.member.pk).update(ends_on=TODAY)
    assert leaving.leave_due(today=FRIDAY) == 1
    assert not User.objects.get(pk=cast.member.pk).is_active


def test_the_clock_lets_nobody_go_before_their_day(cast: Cast) -> None:
    assert forbidden(leaving.leave, cast.member, CLOCK)
    User.objects.filter(pk=cast.member.pk).update(ends_on=FRIDAY)
    assert forbidden(leaving.leave, cast.member, CLOCK)


def test_a_slip_of_the_pen_is_told(cast: Cast) -> None:
    for day, said in (
        ("2072-01-08", "8 January 2072 is more than two years ahead."),
        ("2027-01-04", "This day is not ahead: say that they leave now."),
        ("1/8/", "Enter a real date, like 4 January 2027 or 4/1/2027."),
    ):
        assert wrong(leaving.plan, cast.member, cast.steward, day=day) == {"day": [said]}


def test_nobody_who_left_leaves_again(cast: Cast) -> None:
    leaving.leave(cast.member, by=cast.steward, today=TODAY)
    found = refused(leaving.plan, cast.member, cast.steward, day="2027-01-08")
    assert found == {"This person has left already.": None}


def test_a_day_that_is_past_is_today(cast: Cast) -> None:
    said = leaving.says(cast.member, "31/12/2026", by=cast.manager, today=TODAY)
    assert said == "Member has left. Nothing is left to do."
    assert User.objects.get(pk=cast.member.pk).left_on == TODAY


def test_whoever_holds_roles_goes_on_their_day_and_stops_nobody(cast: Cast) -> None:
    """Their roles end with them, whoever lets them go: the clock, or a manager."""
    User.objects.filter(pk__in=[cast.officer.pk, cast.member.pk]).update(ends_on=TODAY)
    assert leaving.leave_due(today=TODAY) == 2
    assert not User.objects.get(pk=cast.officer.pk).roles
    leaving.leave(cast.administrator, by=cast.manager, today=TODAY)


def test_the_clock_takes_no_role_from_whoever_stays(cast: Cast) -> None:
    [role] = appointments.standing_of(cast.officer)
    with pytest.raises(ForbiddenError):
        appointments.take_away(role, by=CLOCK, today=TODAY)
