"""What nobody confirms, leads or reviews is official no more, and everybody was told before."""

import datetime

import pytest
import time_machine

from governance.channels import acts as channels
from governance.channels import confirming, overdue, people
from governance.models import Channel, Obligation, Rules
from governance.obligations import checking
from governance.reviews import acts as reviews
from ledger.actors import CLOCK
from people.models import HowOften, User
from tests import cast as given
from tests.cast import NOON, TODAY, Cast
from tests.governance.outcomes import refused
from tests.governance.reviews.conftest import ANSWERS
from tests.governance.reviews.days import SECURITY_OPENS, after, run_sweep
from tests.ledger.reading import told

THURSDAY = 3
FAR = datetime.date(2029, 1, 4)


@pytest.fixture
def channel(cast: Cast) -> Channel:
    """Its life span is no matter here."""
    found = given.live_channel(cast)
    Channel.objects.update(ends_on=FAR)
    checking.rebuild(TODAY)
    return found


def state() -> tuple[str, str]:
    found = Channel.objects.get()
    return str(found.state), found.lapse_cause


def sweeps(first: datetime.date, last: datetime.date, step: int = 7) -> None:
    day = first
    while day <= last:
        run_sweep(day)
        day = after(step, day)


def test_what_nobody_confirms_is_taken_off_after_its_grace(channel: Channel) -> None:
    by = after(365)
    Obligation.objects.exclude(kind="access_confirmation").delete()
    channel.reviews.all().delete()
    run_sweep(by)
    assert state() == ("live", "")
    sweeps(after(7, by), after(28, by))
    assert state() == ("live", "")
    sweeps(after(31, by), after(45, by))
    assert state() == ("lapsed", "not_confirmed")
    assert "Lead" in told("channel_unconfirmed")
    assert {"Lead", "Head"} <= set(told("digest"))


def test_a_last_rung_on_a_saturday_is_said_before_it_is_taken_off(channel: Channel) -> None:
    """Its head is told on the 30th day, and the 31st would be the day on which it lapses."""
    User.objects.update(digest=HowOften.EACH_WORKING_DAY)
    channel.reviews.all().delete()
    by = next(day for each in range(7) if (day := after(365 + each)).weekday() == THURSDAY)
    Channel.objects.update(confirmed_on=after((by - after(365)).days))
    checking.rebuild(TODAY)
    [row] = Obligation.objects.filter(kind="access_confirmation", stage="", discharged_on=None)
    assert row.due_on == by
    sweeps(by, after(29, by), 1)
    sweeps(after(30, by), after(32, by), 1)
    row.refresh_from_db()
    assert (state(), row.reaches) == (("live", ""), "head")
    run_sweep(after(33, by))
    assert state() == ("lapsed", "not_confirmed")


def test_whoever_says_that_it_is_right_keeps_it(cast: Cast, channel: Channel) -> None:
    by = after(365)
    confirming.confirm(channel, by=cast.lead, today=after(-3, by))
    [row] = Obligation.objects.filter(kind="access_confirmation", stage="", discharged_on=None)
    assert row.due_on > after(300, by)
    assert overdue.take_off(today=after(45, by)) == 0


def test_a_review_that_nobody_answers_takes_it_off(channel: Channel) -> None:
    monday = after(1, SECURITY_OPENS)
    due = after(14, monday)
    sweeps(monday, after(88, due))
    assert state() == ("live", "")
    sweeps(after(91, due), after(105, due))
    assert state() == ("lapsed", "review_overdue")
    owed = Obligation.objects.get(kind="review", channel=channel, discharged_on=None)
    assert owed.stage == "open"  # it comes back with the answer, so that is asked for still


def test_without_a_lead_it_stays_two_months_at_most(cast: Cast, channel: Channel) -> None:
    Channel.objects.update(lead=None)
    checking.rebuild(TODAY)
    sweeps(after(1), after(64))
    assert state() == ("live", "")
    sweeps(after(65), after(72), 1)
    assert state() == ("lapsed", "no_lead")


def test_the_organisation_says_how_long_it_waits(channel: Channel) -> None:
    Rules.objects.update_or_create(pk=1, defaults={"no_lead_days": 120})
    Channel.objects.update(lead=None)
    checking.rebuild(TODAY)
    sweeps(after(1), after(120))
    assert state() == ("live", "")
    sweeps(after(129), after(136))
    assert state() == ("lapsed", "no_lead")


def test_what_was_late_long_ago_is_told_of_for_a_month_first(channel: Channel) -> None:
    """As after an upgrade: the row is new, and its day is long past."""
    Obligation.objects.all().delete()
    channel.reviews.all().delete()
    Channel.objects.update(confirmed_on=after(-900), live_since=after(-900))
    checking.rebuild(TODAY)
    sweeps(after(1), after(28), step=1)
    assert state() == ("live", "")
    sweeps(after(30), after(33), step=1)
    assert state() == ("lapsed", "not_confirmed")


def test_what_is_suspended_meanwhile_stays_suspended(cast: Cast, channel: Channel) -> None:
    Obligation.objects.filter(kind="access_confirmation").update(rung=1, due_on=after(-60))
    Obligation.objects.update(opened_on=after(-60))
    channels.suspend(channel, by=cast.officer, today=TODAY, cause="other", reason="x")
    assert overdue.take_off(today=TODAY) == 0
    assert state()[0] == "suspended"


def test_the_rule_says_how_long(channel: Channel) -> None:
    Rules.objects.update_or_create(pk=1, defaults={"confirmation_months": 24})
    checking.rebuild(TODAY)
    [row] = Obligation.objects.filter(kind="access_confirmation", stage="", discharged_on=None)
    assert row.due_on == datetime.date(2029, 1, 4)


def test_a_review_that_nobody_closes_takes_it_off_and_closing_brings_it_back(
    cast: Cast, channel: Channel
) -> None:
    """Whoever closes it has the same time as whoever answers, from the answer on."""
    monday = after(1, SECURITY_OPENS)
    run_sweep(monday)
    review = channel.reviews.get(kind="security")
    late = after(30, monday)
    with time_machine.travel(datetime.datetime.combine(late, NOON.timetz()), tick=False):
        reviews.answer(review, by=cast.lead, today=late, **ANSWERS)
    row = Obligation.objects.get(kind="review", subject_id=review.pk, discharged_on=None)
    assert (row.stage, row.due_on) == ("answered", late)
    Obligation.objects.exclude(pk=row.pk).delete()
    sweeps(after(5, late), after(88, late))
    assert state() == ("live", "")
    assert {"Officer", "Head"} <= set(told("digest"))
    sweeps(after(91, late), after(98, late))
    assert state() == ("lapsed", "review_overdue")
    gone = after(98, late)
    found = Channel.objects.get()
    said = "It lapsed because nobody closed its review. An officer has to close it first."
    assert said in refused(confirming.confirm, found, cast.lead, today=gone)
    assert Obligation.objects.get(pk=row.pk).discharged_on is None
    review.refresh_from_db()
    reviews.close(review, by=cast.officer, today=gone, outcome="fine")
    confirming.confirm(Channel.objects.get(), by=cast.lead, today=gone)
    assert state() == ("live", "")
    assert list(checking.differences(gone)) == []


def test_what_nobody_answered_comes_back_with_the_answer(cast: Cast, channel: Channel) -> None:
    """The officers have their days to close it, and the team waits for none of them."""
    monday = after(1, SECURITY_OPENS)
    run_sweep(monday)
    review = channel.reviews.get(kind="security")
    gone = after(14 + 98, monday)
    confirming.unconfirmed(channel, by=CLOCK, today=gone, cause="review_overdue")
    with time_machine.travel(datetime.datetime.combine(gone, NOON.timetz()), tick=False):
        reviews.answer(review, by=cast.lead, today=gone, **ANSWERS)
    confirming.confirm(Channel.objects.get(), by=cast.lead, today=gone)
    assert state() == ("live", "")


def test_without_two_administrators_it_stays_seven_months_at_most(
    cast: Cast, channel: Channel
) -> None:
    User.objects.update(digest=HowOften.EACH_WORKING_DAY)
    channel.administrators.remove(cast.administrator)
    channel.reviews.all().delete()
    checking.rebuild(TODAY)
    [row] = Obligation.objects.filter(kind="administrators", discharged_on=None)
    Obligation.objects.exclude(pk=row.pk).delete()
    for days in (0, 14, 37, 61, 180):
        run_sweep(after(days, row.due_on))
        channel.reviews.all().delete()
    assert state() == ("live", "")
    assert {"Manager", "Head"} <= set(told("digest"))
    gone = after(183, row.due_on)
    run_sweep(gone)
    assert state() == ("lapsed", "too_few")
    found = Channel.objects.get()
    said = "It lapsed because fewer than two people are named to act on it. Name two first."
    assert refused(confirming.confirm, found, cast.lead, today=gone) == {
        said: "channel.name_people"
    }
    two = {"lead": str(cast.lead.pk), "administrators": [str(cast.member.pk)]}
    people.name_people(found, by=cast.officer, today=gone, **two)
    confirming.confirm(Channel.objects.get(), by=cast.lead, today=gone)
    assert state() == ("live", "")


def test_the_rule_says_how_long_two_may_be_missing(cast: Cast, channel: Channel) -> None:
    Rules.objects.update_or_create(pk=1, defaults={"too_few_days": 30})
    channel.administrators.remove(cast.administrator)
    checking.rebuild(TODAY)
    Obligation.objects.filter(kind="administrators").update(rung=2)
    assert overdue.take_off(today=after(60)) == 0
    assert overdue.take_off(today=after(61)) == 1


def test_what_nobody_is_left_to_confirm_is_taken_off_all_the_same(channel: Channel) -> None:
    by = after(365)
    Obligation.objects.exclude(kind="access_confirmation").delete()
    channel.reviews.all().delete()
    User.objects.update(is_active=False)
    sweeps(by, after(45, by))
    assert state() == ("lapsed", "not_confirmed")
