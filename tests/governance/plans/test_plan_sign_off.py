"""Signing a plan off: an executive outside the team, who neither wrote nor approved it."""

import pytest

from governance.models import Channel, Plan, Platform
from governance.plans import acts as plans
from ledger import composing
from ledger.models import Notice
from tests.cast import REASON, TODAY, Cast
from tests.governance.outcomes import forbidden, refused, who_may, wrong
from tests.governance.plans.conftest import joins
from tests.ledger.reading import last, told


def test_executives_alone(cast: Cast, awaiting: Plan) -> None:
    assert who_may(plans.sign_off, awaiting, cast) == {"executive"}
    forbidden(plans.sign_off, awaiting, cast.head)
    assert last("plan.sign_off.refused").actor == "Head"


@pytest.mark.parametrize("why", ["author", "approved_by", "team"])
def test_not_who_wrote_or_approved_it_or_is_of_the_team(
    cast: Cast, awaiting: Plan, why: str
) -> None:
    if why == "team":
        joins(cast.executive, cast.team)
    else:
        Plan.objects.update(**{why: cast.executive})
    assert who_may(plans.sign_off, Plan.objects.get(), cast) == set()


def test_it_is_approved_first(cast: Cast, considered: Plan) -> None:
    [said] = refused(plans.sign_off, considered, cast.executive)
    assert said.startswith(
        "This plan is under consideration; to sign off, it must be awaiting executive."
    )


def test_what_changed_meanwhile_is_seen(cast: Cast, awaiting: Plan) -> None:
    Platform.objects.filter(pk=awaiting.platform_id).update(active=False)
    said = {"Instagram is closed to new channels.": None}
    assert refused(plans.sign_off, awaiting, cast.executive) == said


def test_its_channel_is_made_with_it(cast: Cast, awaiting: Plan) -> None:
    plans.sign_off(awaiting, by=cast.executive, today=TODAY, **REASON)
    found = Plan.objects.get()
    assert (found.state, found.signed_off_by) == ("approved", cast.executive)
    assert (found.approved_by, found.decided_at) == (cast.officer, found.signed_off_at)
    assert found.channel == Channel.objects.get()
    assert found.channel.approved_by == cast.executive


def test_it_says_why(cast: Cast, awaiting: Plan) -> None:
    assert wrong(plans.sign_off, awaiting, cast.executive) == {"reason": ["Say why you agree."]}
    plans.sign_off(awaiting, by=cast.executive, today=TODAY, reason="I agree.")
    found = Plan.objects.get()
    assert (found.approval_reason, found.sign_off_reason) == ("It is needed.", "I agree.")


def test_the_team_and_the_officer_are_told(cast: Cast, considered: Plan) -> None:
    """Of every condition of the approval, too."""
    awaiting, sent = considered, {"conditions": "One.\nTwo.", "second_sign_off": True}
    plans.approve(awaiting, by=cast.officer, today=TODAY, **sent, **REASON)
    plans.sign_off(awaiting, by=cast.executive, today=TODAY, **REASON)
    assert told("plan_approved") == ["Lead", "Officer"]
    letter = composing.text_of(Notice.objects.filter(kind="plan_approved")[0]).body
    assert "Two." in letter
    facts = last("plan.sign_off").facts
    assert facts == {"from": "awaiting_executive", "to": "approved"}
