"""What nobody looks at ends: the clock lets it lapse, and says why."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from governance.channels import causes, confirming
from governance.models import Channel, Published, Review, Rules
from governance.models.channel import LapseCause
from ledger.actors import CLOCK
from tests import cast as given
from tests.cast import NOON, TODAY, Cast
from tests.governance.outcomes import refused, who_may, wrong
from tests.governance.reviews.days import after
from tests.ledger.reading import last, told

DUE = datetime.date(2028, 2, 4)
"""A year and thirty days of grace after the cast's day, and one more."""
BEFORE = ("lead", "custodian", "confirmed_on", "live_since")
NOTHING = {
    "Somebody confirmed it lately, and nothing is missing that would take it off the list.": None
}


def unconfirmed(today: datetime.date) -> list[Channel]:
    """Every live channel that may lapse on this day because nobody confirmed it."""
    live = Channel.objects.filter(state="live")
    return [each for each in live if today >= causes.unconfirmed_from(each)]


def lapsed_for(cause: LapseCause, channel: Channel) -> Channel:
    """By the clock, on the cast's day: what it is for was so then, and is put right now."""
    before = Channel.objects.filter(pk=channel.pk).values(*BEFORE).get()
    old = TODAY.replace(year=2020)
    made: dict[LapseCause, dict[str, Any]] = {
        LapseCause.NO_LEAD: {"lead": None},
        LapseCause.ACCESS: {"custodian": None},
        LapseCause.NOT_CONFIRMED: {
            "confirmed_on": old,
            "live_since": old,
        },
    }
    Channel.objects.filter(pk=channel.pk).update(updated_at=NOON, **made.get(cause, {}))
    overdue = channel.reviews.filter(kind=Review.Kind.SECURITY)
    due = overdue.values_list("due_on", flat=True).get()
    people = list(channel.administrators.all())
    if cause == LapseCause.TOO_FEW:
        channel.administrators.set(people[:1])
    if cause == LapseCause.REVIEW_OVERDUE:
        overdue.update(state="open", due_on=after(-1))
    confirming.unconfirmed(Channel.objects.get(pk=channel.pk), by=CLOCK, today=TODAY, cause=cause)
    channel.administrators.set(people)
    Channel.objects.filter(pk=channel.pk).update(**before)
    overdue.update(state="scheduled", due_on=due)
    return Channel.objects.get(pk=channel.pk)


@pytest.fixture
def channel(cast: Cast) -> Channel:
    found = given.live_channel(cast)
    Channel.objects.filter(pk=found.pk).update(ends_on=None)
    return Channel.objects.get(pk=found.pk)


def test_the_clock_alone(cast: Cast, channel: Channel) -> None:
    assert who_may(confirming.unconfirmed, channel, cast) == {"clock"}


def test_not_before_the_months_and_the_grace_are_past(channel: Channel) -> None:
    why = {"cause": "not_confirmed"}
    before = after(-1, DUE)
    Rules.objects.update_or_create(pk=1, defaults={"access_test_months": 24})
    assert refused(confirming.unconfirmed, channel, CLOCK, today=before, **why) == NOTHING
    assert unconfirmed(before) == []
    assert unconfirmed(DUE) == [channel]
    confirming.unconfirmed(channel, by=CLOCK, today=DUE, **why)
    found = Channel.objects.get()
    assert (found.state, found.lapsed_on, found.lapse_cause) == ("lapsed", DUE, "not_confirmed")
    assert not Published.objects.exists()
    assert unconfirmed(DUE) == []


def test_it_says_why_and_tells(channel: Channel) -> None:
    confirming.unconfirmed(channel, by=CLOCK, today=DUE, cause="not_confirmed")
    assert last("channel.unconfirmed").facts == {
        "cause": "not_confirmed",
        "from": "live",
        "to": "lapsed",
    }
    people = ["Administrator", "Head", "Lead", "Officer", "Officer2"]
    assert told("channel_unconfirmed") == people


@pytest.mark.parametrize("cause", [each for each in LapseCause if each != LapseCause.LIFE_SPAN])
def test_each_cause_is_what_is_so(channel: Channel, cause: LapseCause) -> None:
    assert lapsed_for(cause, channel).lapse_cause == cause


def test_what_is_not_so_is_no_cause(channel: Channel) -> None:
    Channel.objects.filter(pk=channel.pk).update(lead=None)
    for cause in ("access", "review_overdue", "not_confirmed"):
        said = {"cause": ["This is not so today."]}
        assert wrong(confirming.unconfirmed, channel, CLOCK, cause=cause) == said
    assert set(wrong(confirming.unconfirmed, channel, CLOCK, cause="life_span")) == {"cause"}


def test_the_rule_can_be_made_longer(channel: Channel) -> None:
    Rules.objects.update_or_create(
        pk=1, defaults={"confirmation_months": 24, "confirmation_grace_days": 0}
    )
    assert causes.confirm_by(channel) == datetime.date(2029, 1, 4)
    assert causes.unconfirmed_from(channel) == datetime.date(2029, 1, 5)
    assert unconfirmed(datetime.date(2029, 1, 4)) == []
    assert unconfirmed(datetime.date(2029, 1, 5)) == [channel]


@pytest.mark.parametrize("months", [0, 37, 32_000])
def test_and_never_switched_off(months: int, db: None) -> None:
    Rules.objects.get_or_create(pk=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rules.objects.update(confirmation_months=months)


def test_of_an_imported_one_it_counts_from_the_import(channel: Channel) -> None:
    Channel.objects.filter(pk=channel.pk).update(
        approval="imported",
        confirmed_on=None,
        imported_on=after(10),
        approved_on=TODAY.replace(year=2011),
        live_since=TODAY.replace(year=2011),
    )
    imported = Channel.objects.get(pk=channel.pk)
    assert causes.counts_from(imported) == after(10)
    latest = datetime.date(2028, 1, 14)
    assert latest - datetime.timedelta(days=280) < causes.confirm_by(imported) < latest
    last_day = causes.unconfirmed_from(imported)
    assert unconfirmed(after(-1, last_day)) == []
    assert unconfirmed(last_day) == [imported]


def test_what_went_live_late_has_its_whole_time(channel: Channel) -> None:
    Channel.objects.filter(pk=channel.pk).update(live_since=after(200))
    assert causes.counts_from(Channel.objects.get()) == after(200)


def test_lapsed_channel_says_why(channel: Channel) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Channel.objects.filter(pk=channel.pk).update(state="lapsed", lapse_cause="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Channel.objects.filter(pk=channel.pk).update(lapse_cause="boredom")
