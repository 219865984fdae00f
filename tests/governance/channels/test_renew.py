"""Renewing: an approved renewal plan gives a channel a new life span."""

import datetime

import pytest

from governance.channels import acts as channels
from governance.models import Channel
from governance.plans import acts as plans
from ledger.acts import asking
from ledger.models import Notice
from ledger.questions import Guard
from tests import cast as given
from tests.cast import REASON, TODAY, Cast
from tests.governance.builders import LAPSES, lapsed_channel, renewal
from tests.governance.outcomes import forbidden, who_may
from tests.ledger.reading import last

LATER = datetime.date(2028, 12, 31)


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.live_channel(cast)


def test_nobody_without_the_plan_that_they_approved(cast: Cast, channel: Channel) -> None:
    assert who_may(channels.renew, channel, cast) == set()
    assert "Only whoever approves its plan" in forbidden(channels.renew, channel, cast.officer)


def test_whoever_approved_it_or_signed_it_off(cast: Cast, channel: Channel) -> None:
    plan = renewal(cast, channel)
    plan.approved_by, plan.signed_off_by = cast.officer, cast.executive
    assert who_may(channels.renew, channel, cast, because=plan) == {"officer", "executive"}


def test_only_by_a_renewal_plan_of_this_channel(cast: Cast, channel: Channel) -> None:
    plan = renewal(cast, channel)
    rule: Guard[Channel] = channels.renew.guards[0]
    [first] = channel.plans.filter(kind="new")
    other = given.approved_channel(cast, answers={"handle": "@other"})
    for thing, because in ((channel, None), (channel, first), (other, plan)):
        asked = asking(by=cast.officer, today=TODAY, because=because)
        refusal = rule.refusal(thing, asked)
        assert refusal is not None
        assert refusal.sentence == "It is renewed by the approval of a renewal plan."
        assert refusal.helps == "plan.start_renewal"
    assert rule.refusal(channel, asking(by=cast.officer, today=TODAY, because=plan)) is None


def test_what_is_suspended_is_renewed_and_stays_suspended(cast: Cast) -> None:
    channel = given.suspended_channel(cast)
    plans.approve(renewal(cast, channel), by=cast.officer, today=TODAY, **REASON)
    channel.refresh_from_db()
    assert (channel.state, channel.ends_on) == ("suspended", LATER)
    assert channel.suspension_cause == "content"
    assert last("channel.renew").facts == {"from": "suspended", "to": "suspended"}
    channels.reinstate(channel, by=cast.officer2, today=LAPSES, put_right="All of it.")
    assert channel.state == "live"


@pytest.mark.parametrize("state", ["live", "lapsed"])
def test_it_has_the_new_end_and_facts_of_the_plan(cast: Cast, state: str) -> None:
    channel = lapsed_channel(cast) if state == "lapsed" else given.live_channel(cast)
    Channel.objects.filter(pk=channel.pk).update(extended_on=TODAY)
    plan = renewal(cast, channel)
    plans.approve(plan, by=cast.officer, today=TODAY, conditions="Fewer posts.", **REASON)
    found = Channel.objects.get()
    assert (found.state, found.ends_on) == ("live", LATER)
    assert (found.extended_on, found.lapsed_on) == (None, None)
    said = "Fewer posts. (by 3 February 2027)"
    assert (found.conditions, found.purpose) == (said, "Our public_purpose.")
    assert plan.channel == found


def test_entry_stands_and_the_approval_tells(cast: Cast, channel: Channel) -> None:
    plan = renewal(cast, channel)
    plans.approve(plan, by=cast.officer, today=TODAY, **REASON)
    entry = last("channel.renew")
    assert (entry.actor, entry.facts) == ("Officer", {"from": "live", "to": "live"})
    assert Notice.objects.filter(kind="plan_approved", context__path=f"/plans/{plan.pk}").exists()
    assert not Notice.objects.filter(kind="channel_renewed").exists()
