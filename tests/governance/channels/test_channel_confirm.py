"""Saying that a channel is still correct: official means confirmed lately."""

import datetime

import pytest

from governance.channels import acts as channels
from governance.channels import confirming
from governance.channels.states import state_in_words, what_next
from governance.models import Channel, Published, Review
from governance.models.channel import LapseCause
from governance.plans import acts as plans
from governance.published import listings, verdicts
from governance.reviews import acts as reviews
from ledger.actors import CLOCK
from tests import cast as given
from tests.cast import REASON, TODAY, Cast
from tests.governance.builders import LAPSES, lapsed_channel, renewal
from tests.governance.channels.test_channel_unconfirmed import lapsed_for
from tests.governance.outcomes import OFFICERS, refused, who_may
from tests.governance.reviews.days import ENDS, after
from tests.ledger.reading import last, told

LATER = after(100)
ANSWERS = dict.fromkeys(("people_right", "two_step", "recovery", "monitored", "needed"), "yes")


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.live_channel(cast)


def now(channel: Channel) -> Channel:
    return Channel.objects.get(pk=channel.pk)


def test_its_people_and_officers(cast: Cast, channel: Channel) -> None:
    assert who_may(confirming.confirm, channel, cast) == {*OFFICERS, "lead", "administrator"}


def test_administrators_do_not_bring_back_what_has_lapsed(cast: Cast, channel: Channel) -> None:
    lapsed = lapsed_for(LapseCause.NOT_CONFIRMED, channel)
    assert who_may(confirming.confirm, lapsed, cast) == {*OFFICERS, "lead"}


def test_the_day_is_kept_published_and_answered(cast: Cast, channel: Channel) -> None:
    assert channel.confirmed_on == TODAY
    confirming.confirm(channel, by=cast.administrator, today=LATER)
    assert (now(channel).state, now(channel).confirmed_on) == ("live", LATER)
    answer = verdicts.check_url(channel.url)
    assert "official, last confirmed on 14 April 2027." in answer.message
    assert '"confirmed_on":"2027-04-14"' in (answer.document or "")
    assert listings.stale() == []
    assert told("channel_confirmed") == []
    assert last("channel.confirm").facts == {"from": "live", "to": "live"}


def test_an_approved_plan_says_so_once_more(cast: Cast, channel: Channel) -> None:
    plans.approve(renewal(cast, channel), by=cast.officer, today=LATER, **REASON)
    assert now(channel).confirmed_on == LATER


@pytest.mark.parametrize(
    ("outcome", "day"), [("fine", after(200)), ("findings", after(200)), ("suspend", TODAY)]
)
def test_a_review_that_a_person_closed_says_so(
    cast: Cast, channel: Channel, outcome: str, day: datetime.date
) -> None:
    review = channel.reviews.get(kind=Review.Kind.SECURITY)
    closing = after(200)
    reviews.open_(review, by=cast.officer, today=closing)
    reviews.answer(review, by=cast.lead, today=closing, **ANSWERS)
    inputs = {"outcome": outcome, "remarks": "So."}
    if outcome == "findings":
        inputs |= {"finding": "A.", "deadline": after(300).isoformat()}
    reviews.close(review, by=cast.officer, today=closing, **inputs)
    assert now(channel).confirmed_on == day
    assert listings.stale() == []


def test_a_review_that_the_clock_closed_says_nothing(cast: Cast, channel: Channel) -> None:
    review = channel.reviews.get(kind=Review.Kind.LIFE_SPAN)
    reviews.open_(review, by=CLOCK, today=LATER)
    Review.objects.filter(pk=review.pk).update(state="answered")
    reviews.close(Review.objects.get(pk=review.pk), by=CLOCK, today=LATER, outcome="fine")
    assert now(channel).confirmed_on == TODAY


def test_whoever_reinstates_it_says_so(cast: Cast) -> None:
    channel = given.suspended_channel(cast)
    channels.reinstate(channel, by=cast.head, today=LATER, put_right="All.")
    assert now(channel).confirmed_on == LATER


def test_life_span_that_is_over_is_extended_first(cast: Cast, channel: Channel) -> None:
    said = {"Its life span ended on 4 January 2028. Extend or renew it.": "channel.extend"}
    assert refused(confirming.confirm, channel, cast.lead, today=after(1, ENDS)) == said


def test_end_of_a_life_span_needs_a_plan(cast: Cast) -> None:
    channel = lapsed_channel(cast)
    assert channel.lapse_cause == LapseCause.LIFE_SPAN
    said = "It lapsed at the end of its life span. An approved renewal plan brings it back."
    found = refused(confirming.confirm, channel, cast.lead, today=LAPSES)
    assert found[said] == "plan.start_renewal"


@pytest.mark.parametrize("cause", [each for each in LapseCause if each != LapseCause.LIFE_SPAN])
def test_lapsed_channel_is_live_again_when_it_is_put_right(
    cast: Cast, channel: Channel, cause: LapseCause
) -> None:
    lapsed = lapsed_for(cause, channel)
    assert not Published.objects.exists()
    assert state_in_words(lapsed, TODAY).startswith("It has lapsed: ")
    assert "still correct" in what_next(lapsed, TODAY)
    confirming.confirm(lapsed, by=cast.officer, today=LATER)
    found = now(channel)
    assert (found.state, found.confirmed_on) == ("live", LATER)
    assert (found.lapsed_on, found.lapse_cause) == (None, "")
    assert Published.objects.filter(pk=channel.pk).exists()
    assert told("channel_confirmed") == ["Administrator", "Head", "Lead", "Officer2"]


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (LapseCause.NO_LEAD, "It lapsed because it has no lead. Name a lead first."),
        (
            LapseCause.REVIEW_OVERDUE,
            "It lapsed because its review is overdue. Answer the review first.",
        ),
        (
            LapseCause.ACCESS,
            "Access is not held: the keys of the channel are not deposited.",
        ),
    ],
)
@pytest.mark.parametrize("act", ["confirm", "extend", "reinstate"])
def test_nothing_brings_it_back_before_that(
    cast: Cast, channel: Channel, cause: LapseCause, said: str, act: str
) -> None:
    lapsed = lapsed_for(cause, channel)
    make_it_so(cause, channel)
    if act == "reinstate":
        channels.suspend(lapsed, by=cast.officer, today=TODAY, cause="other", reason="So.")
    declared = confirming.confirm if act == "confirm" else getattr(channels, act)
    assert said in refused(declared, now(channel), cast.head)


def make_it_so(cause: LapseCause, channel: Channel) -> None:
    """What is missing is missing still."""
    if cause == LapseCause.NO_LEAD:
        Channel.objects.filter(pk=channel.pk).update(lead=None)
    if cause == LapseCause.ACCESS:
        Channel.objects.filter(pk=channel.pk).update(custodian=None)
    if cause == LapseCause.REVIEW_OVERDUE:
        found = channel.reviews.filter(kind=Review.Kind.SECURITY)
        found.update(state="open", due_on=after(-1))


def test_an_extension_brings_it_back_as_well(cast: Cast, channel: Channel) -> None:
    """Whoever extends it says that it is right; of a live one nothing is said by that."""
    longer = {"ends_on": "2028-04-04", "reason": "The study runs on."}
    lapsed = lapsed_for(LapseCause.NOT_CONFIRMED, channel)
    channels.extend(lapsed, by=cast.officer, today=LATER, **longer)
    assert (now(channel).confirmed_on, now(channel).lapse_cause) == (LATER, "")


def test_extending_a_live_one_confirms_nothing(cast: Cast, channel: Channel) -> None:
    longer = {"ends_on": "2028-04-04", "reason": "The study runs on."}
    channels.extend(channel, by=cast.officer, today=LATER, **longer)
    assert now(channel).confirmed_on == TODAY
