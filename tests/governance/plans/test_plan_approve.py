"""Approving a plan: never its author; where a second sign-off is due an executive decides too."""

import pytest

from governance.models import Channel, Plan, Platform, Rules
from governance.plans import acts as plans
from people.roles import Role
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.builders import renewal
from tests.governance.outcomes import forbidden, refused, who_may
from tests.governance.plans.conftest import joins, of_communications
from tests.ledger.reading import last, told


def test_the_officer_in_charge(cast: Cast, considered: Plan) -> None:
    assert who_may(plans.approve, considered, cast) == {"officer"}
    forbidden(plans.approve, considered, cast.officer2)
    assert last("plan.approve.refused").actor == "Officer2"


@pytest.mark.parametrize("why", ["author", "team"])
def test_nobody_approves_their_own(cast: Cast, considered: Plan, why: str) -> None:
    if why == "author":
        Plan.objects.update(author=cast.officer)
        considered = Plan.objects.get()
    else:
        joins(cast.officer, cast.team)
    assert who_may(plans.approve, considered, cast) == set()


def test_the_head_approves_communications_own(cast: Cast) -> None:
    plan = of_communications(cast, cast.officer)
    plans.take_up(plan, by=cast.officer2, today=TODAY)
    assert who_may(plans.approve, plan, cast) == {"head"}


def test_an_executive_where_the_head_wrote_it(cast: Cast) -> None:
    plan = of_communications(cast, cast.head)
    plans.take_up(plan, by=cast.officer, today=TODAY)
    assert who_may(plans.approve, plan, cast) == {"executive"}


def test_it_is_taken_up_first(cast: Cast, submitted: Plan) -> None:
    submitted.officer = cast.officer
    submitted.save()
    said = {"This plan is submitted; to approve, it must be under consideration.": None}
    assert refused(plans.approve, submitted, cast.officer) == said


def test_platform_that_closed_meanwhile(cast: Cast, considered: Plan) -> None:
    Platform.objects.filter(pk=considered.platform_id).update(active=False)
    said = {"Instagram is closed to new channels.": None}
    assert refused(plans.approve, considered, cast.officer) == said


def test_handle_that_was_taken_meanwhile(cast: Cast, considered: Plan) -> None:
    other = given.approved_channel(cast, name="Sleep", answers={"handle": "@sleep"})
    Channel.objects.filter(pk=other.pk).update(address_key=considered.address_key)
    assert refused(plans.approve, considered, cast.officer) == {
        "childrenstherapies on Instagram is in the register already: Sleep (Children's Therapies),"
        " which is approved.": None
    }


def test_its_channel_is_made_with_it(cast: Cast, considered: Plan) -> None:
    inputs = {"conditions": "Plain words."}
    plans.approve(considered, by=cast.officer, today=TODAY, **inputs)
    found = Plan.objects.get()
    assert (found.state, found.conditions) == ("approved", "Plain words.")
    assert (found.approved_by, found.decided_at) == (cast.officer, found.approved_at)
    assert found.channel == Channel.objects.get()
    assert found.channel.conditions == "Plain words."


def test_the_team_is_told_and_no_executive(cast: Cast, considered: Plan) -> None:
    plans.approve(considered, by=cast.officer, today=TODAY, conditions="Plain words.")
    assert told("plan_approved") == ["Lead"]
    assert not told("plan_awaits_sign_off")
    entry = last("plan.approve")
    assert entry.facts == {
        "second_sign_off": False,
        "from": "under_consideration",
        "to": "approved",
    }
    assert entry.words == {"conditions": "Plain words."}


def test_second_sign_off_that_is_wanted_waits_for_an_executive(cast: Cast, awaiting: Plan) -> None:
    found = Plan.objects.get()
    assert (found.state, found.approved_by) == ("awaiting_executive", cast.officer)
    assert (found.channel, found.decided_at) == (None, None)
    assert told("plan_awaits_sign_off") == ["Executive"]
    assert not told("plan_approved")


@pytest.fixture
def corporate(cast: Cast) -> Plan:
    """Of communications, written by an officer, for the head to decide."""
    plan = given.submitted(cast, by=cast.officer, team=cast.communications, tier="corporate")
    plans.take_up(plan, by=cast.officer2, today=TODAY)
    return plan


@pytest.mark.parametrize(("rule", "state"), [(True, "awaiting_executive"), (False, "approved")])
def test_corporate_channels_have_a_second_approver_by_rule(
    cast: Cast, corporate: Plan, rule: bool, state: str
) -> None:
    Rules.objects.update_or_create(pk=1, defaults={"corporate_needs_second_sign_off": rule})
    plans.approve(corporate, by=cast.head, today=TODAY)
    assert corporate.state == state


def test_an_executive_must_be_there_for_it(cast: Cast, corporate: Plan) -> None:
    given.dismiss(cast.executive)
    said = {"A second sign-off is due, and no executive is eligible to give it.": None}
    assert refused(plans.approve, corporate, cast.head) == said
    other = given.person("other", cast.communications, roles=[Role.EXECUTIVE])
    assert refused(plans.approve, corporate, cast.head) == said
    other.memberships.all().delete()
    plans.approve(corporate, by=cast.head, today=TODAY)


def test_renewal_changes_the_channel_that_is_there(cast: Cast) -> None:
    channel = given.live_channel(cast)
    plans.approve(renewal(cast, channel), by=cast.officer, today=TODAY)
    assert list(Channel.objects.values_list("pk", flat=True)) == [channel.pk]
