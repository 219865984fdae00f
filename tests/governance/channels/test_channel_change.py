"""An approved change plan changes its channel; of a new handle it is only agreed."""

import pytest
from django.db import IntegrityError, transaction

from governance.channels import changing
from governance.models import Channel, Published
from governance.plans import acts as plans
from ledger.acts import asking
from ledger.models import Notice
from tests import cast as given
from tests.cast import REASON, TODAY, Cast
from tests.governance.builders import (
    agreed_channel,
    change_plan,
    lapsed_channel,
    renewal,
    retire,
)
from tests.governance.outcomes import forbidden, refused, who_may
from tests.ledger.reading import last

NEW = ("newname", "instagram.com/newname")
OLD = ("childrenstherapies", "instagram.com/childrenstherapies")


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.live_channel(cast)


def test_nobody_without_the_plan_that_they_approved(cast: Cast, channel: Channel) -> None:
    assert who_may(changing.change, channel, cast) == set()
    assert "Only whoever approves its plan" in forbidden(changing.change, channel, cast.officer)


def test_only_by_a_change_plan_of_this_channel(cast: Cast, channel: Channel) -> None:
    rule = changing.change_approved
    [first] = channel.plans.all()
    for because in (None, first, renewal(cast, channel)):
        refusal = rule.refusal(channel, asking(by=cast.officer, today=TODAY, because=because))
        assert refusal is not None
        assert refusal.helps == "plan.start_change"


def test_new_handle_is_agreed_and_the_old_one_counts(cast: Cast, channel: Channel) -> None:
    plan = change_plan(cast, channel)
    plans.approve(plan, by=cast.officer, today=TODAY, conditions="Tell people.", **REASON)
    found = Channel.objects.get()
    assert (found.handle, found.address_key) == OLD
    assert (found.agreed_handle, found.agreed_key) == NEW
    assert Published.objects.get().address_key == OLD[1]
    assert found.conditions == "Tell people. (by 3 February 2027)"
    assert found.confirmed_on == TODAY
    assert plan.channel == found
    entry = last("channel.change")
    assert entry.facts == {"plan": str(plan.pk), "fields": ["handle"]}
    assert entry.words == {"handle": "childrenstherapies → newname"}
    assert Notice.objects.filter(kind="plan_approved", context__path=f"/plans/{plan.pk}").exists()


def test_name_and_words_for_everybody_change_at_once(cast: Cast, channel: Channel) -> None:
    ends_on = channel.ends_on
    plan = change_plan(cast, channel, name="Therapies", public_purpose="For children.")
    plans.approve(plan, by=cast.officer, today=TODAY, **REASON)
    found = Channel.objects.get()
    assert (found.name, found.purpose) == ("Therapies", "For children.")
    assert (found.agreed_handle, found.ends_on) == ("", ends_on)
    assert found.monitored == "Monday to Friday, 9am to 5pm"
    assert (found.lead, found.administrators.count()) == (cast.lead, 2)
    assert b"For children." in bytes(Published.objects.get().document)


def test_people_who_were_named_meanwhile_stay(cast: Cast, channel: Channel) -> None:
    plan = change_plan(cast, channel)
    Channel.objects.update(lead=cast.member)
    plans.approve(plan, by=cast.officer, today=TODAY, **REASON)
    assert Channel.objects.get().lead == cast.member


def test_tier_may_change_where_the_team_may_hold_it(cast: Cast, channel: Channel) -> None:
    type(channel.team).objects.filter(pk=channel.team_id).update(kind="marketing")
    plan = change_plan(cast, channel, tier="corporate")
    plans.approve(plan, by=cast.officer, today=TODAY, **REASON)
    assert (plan.state, Channel.objects.get().tier) == ("awaiting_executive", "service")
    plans.sign_off(plan, by=cast.executive, today=TODAY, **REASON)
    assert Channel.objects.get().tier == "corporate"


@pytest.mark.parametrize("state", ["lapsed", "suspended"])
def test_its_state_stays(cast: Cast, state: str) -> None:
    channel = lapsed_channel(cast) if state == "lapsed" else given.suspended_channel(cast)
    plans.approve(change_plan(cast, channel), by=cast.officer, today=TODAY, **REASON)
    found = Channel.objects.get()
    assert (found.state, found.agreed_handle) == (state, "newname")


def test_what_was_retired_meanwhile_stays_as_it_is(cast: Cast, channel: Channel) -> None:
    plan = change_plan(cast, channel)
    retire(channel, cast)
    said = {"The channel is retired; a new plan is needed instead.": "plan.start"}
    assert refused(plans.approve, plan, cast.officer, **REASON) == said


def test_imported_channel_still_owes_a_plan(cast: Cast, channel: Channel) -> None:
    Channel.objects.update(approval="imported")
    plans.approve(change_plan(cast, channel), by=cast.officer, today=TODAY, **REASON)
    assert Channel.objects.get().approval == "imported"


def test_back_to_what_it_has_takes_the_agreed_one_away(cast: Cast) -> None:
    channel = agreed_channel(cast)
    plan = change_plan(cast, channel, handle="@childrenstherapies")
    plans.approve(plan, by=cast.officer, today=TODAY, **REASON)
    found = Channel.objects.get()
    assert (found.agreed_handle, found.agreed_key) == ("", "")


def test_agreed_handle_is_kept_for_it(cast: Cast) -> None:
    """By the database as well."""
    agreed_channel(cast)
    other = given.live_channel(cast, answers={"handle": "@other"})
    with pytest.raises(IntegrityError), transaction.atomic():
        Channel.objects.filter(pk=other.pk).update(agreed_handle=NEW[0], agreed_key=NEW[1])
    with pytest.raises(IntegrityError), transaction.atomic():
        Channel.objects.filter(pk=other.pk).update(agreed_handle="half")
