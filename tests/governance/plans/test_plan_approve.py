"""Approving a plan: never its author; where a second sign-off is due an executive decides too."""

import pytest

from governance.models import Channel, Plan, Platform, Rules
from governance.plans import acts as plans
from ledger import composing
from ledger.models import Notice
from people.roles import Role
from tests import cast as given
from tests.cast import REASON, TODAY, Cast
from tests.governance.builders import renewal
from tests.governance.outcomes import forbidden, refused, who_may, wrong
from tests.governance.plans.conftest import joins, of_communications
from tests.ledger.reading import last, told

SAID = "Plain words. (by 3 February 2027)"


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
    [said] = refused(plans.approve, submitted, cast.officer)
    assert said.startswith("This plan is submitted; to approve, it must be under consideration.")


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
    plans.approve(considered, by=cast.officer, today=TODAY, **inputs, **REASON)
    found = Plan.objects.get()
    assert (found.state, found.conditions) == ("approved", SAID)
    assert found.approval_reason == "It is needed."
    assert (found.approved_by, found.decided_at) == (cast.officer, found.approved_at)
    assert found.channel == Channel.objects.get()
    assert found.channel.conditions == SAID


def test_the_team_is_told_and_no_executive(cast: Cast, considered: Plan) -> None:
    plans.approve(considered, by=cast.officer, today=TODAY, conditions="Plain words.", **REASON)
    assert told("plan_approved") == ["Lead"]
    assert not told("plan_awaits_sign_off")
    entry = last("plan.approve")
    assert entry.facts == {
        "second_sign_off": False,
        "from": "under_consideration",
        "to": "approved",
    }
    assert entry.words == {"conditions": SAID, **REASON}


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
    plans.approve(corporate, by=cast.head, today=TODAY, **REASON)
    assert corporate.state == state


NOBODY = (
    "No executive could give the second sign-off. It needs an executive outside {} who neither "
    "wrote nor approved it, to sign it off. Ask a steward to name somebody: Steward."
)


def test_an_executive_must_be_there_for_it(cast: Cast, corporate: Plan) -> None:
    """Whoever was of the team once, and is no more, may sign off."""
    given.dismiss(cast.executive)
    said = {NOBODY.format("Communications"): None}
    assert refused(plans.approve, corporate, cast.head) == said
    other = given.person("other", cast.communications, roles=[Role.EXECUTIVE])
    assert refused(plans.approve, corporate, cast.head) == said
    other.memberships.update(ended_on=TODAY)
    plans.approve(corporate, by=cast.head, today=TODAY, **REASON)


def test_an_executive_must_be_there_where_the_approver_wants_one(
    cast: Cast, considered: Plan
) -> None:
    joins(cast.executive, cast.team)
    sent = REASON | {"second_sign_off": True}
    said = {"second_sign_off": [NOBODY.format("Children's Therapies")]}
    assert wrong(plans.approve, considered, cast.officer, **sent) == said
    plans.approve(considered, by=cast.officer, today=TODAY, **REASON)


def test_the_only_executive_cannot_approve_what_they_would_sign_off(cast: Cast) -> None:
    """The head wrote it, so an executive approves, and another one is needed."""
    plan = of_communications(cast, cast.head)
    plans.take_up(plan, by=cast.officer, today=TODAY)
    sent = REASON | {"second_sign_off": True}
    said = {"second_sign_off": [NOBODY.format("Communications")]}
    assert wrong(plans.approve, plan, cast.executive, **sent) == said


def test_it_says_why(cast: Cast, considered: Plan) -> None:
    assert wrong(plans.approve, considered, cast.officer) == {"reason": ["Say why you approve it."]}


def test_the_letter_says_why_and_names_every_condition(cast: Cast, considered: Plan) -> None:
    plans.approve(considered, by=cast.officer, today=TODAY, conditions="One.\nTwo.", **REASON)
    letter = composing.text_of(Notice.objects.get(kind="plan_approved")).body
    assert "It is needed." in letter
    assert "One. (by 3 February 2027)\nTwo. (by 3 February 2027)" in letter


def test_of_two_tabs_the_second_hears_who_decided(cast: Cast, considered: Plan) -> None:
    plans.approve(considered, by=cast.officer, today=TODAY, **REASON)
    [said] = refused(plans.approve, Plan.objects.get(), cast.officer, **REASON)
    assert "Officer approved it at " in said


def test_handle_that_is_none_is_refused_in_words(cast: Cast, considered: Plan) -> None:
    """An older program took what stands in front of a slash."""
    wrong = "www.ourtrust.nhs.uk"
    Plan.objects.update(handle=wrong, address_key=f"instagram.com/{wrong}")
    found = refused(plans.approve, Plan.objects.get(), cast.officer, **REASON)
    assert "is not the handle of an account on Instagram" in next(iter(found))


def test_renewal_changes_the_channel_that_is_there(cast: Cast) -> None:
    channel = given.live_channel(cast)
    plans.approve(renewal(cast, channel), by=cast.officer, today=TODAY, **REASON)
    assert list(Channel.objects.values_list("pk", flat=True)) == [channel.pk]
