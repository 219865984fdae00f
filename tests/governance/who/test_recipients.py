"""Whom the notice of an act reaches."""

import pytest

from governance.models import Channel, Plan, Review
from governance.who import recipients
from ledger.actors import CLOCK
from ledger.acts import asking
from people.models import Team
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.plans.conftest import joins

ASKED = asking(by=CLOCK, today=TODAY)


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.approved_channel(cast)


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return Plan(team=cast.team, author=cast.member, state="approved")


def test_leads_are_those_who_are_still_of_the_team(cast: Cast) -> None:
    joins(cast.outsider, cast.team, leads=True)
    assert set(recipients.team_leads(cast.team)) == {cast.lead, cast.outsider}
    cast.outsider.memberships.update(ended_on=TODAY)
    assert recipients.team_leads(cast.team) == [cast.lead]


def test_proposers_are_the_author_the_leads_and_the_lead_to_be(cast: Cast, plan: Plan) -> None:
    assert set(recipients.proposers(plan)) == {cast.member, cast.lead}
    plan.lead = cast.administrator
    assert set(recipients.proposers(plan)) == {cast.member, cast.lead, cast.administrator}


@pytest.mark.parametrize("state", ["approved", "awaiting_executive"])
def test_of_an_approval_either_the_team_hears_or_an_executive(cast: Cast, state: str) -> None:
    plan = Plan(team=cast.team, author=cast.member, state=state)
    awaited = state == "awaiting_executive"
    assert bool(recipients.proposers_if_approved(plan, ASKED)) is not awaited
    expected = [cast.executive] if awaited else []
    assert list(recipients.executives_if_awaited(plan, ASKED)) == expected


def test_the_officer_of_a_plan_if_there_is_one(cast: Cast, plan: Plan) -> None:
    assert recipients.officer_of_plan(plan, ASKED) == []
    plan.officer = cast.officer
    assert recipients.officer_of_plan(plan, ASKED) == [cast.officer]
    found = set(recipients.proposers_and_officer(plan, ASKED))
    assert found == {cast.member, cast.lead, cast.officer}


def test_a_channel_without_people_is_its_teams_managers(cast: Cast, channel: Channel) -> None:
    assert set(recipients.channel_people(channel)) == {cast.lead, cast.administrator}
    channel.administrators.clear()
    channel.lead = None
    assert recipients.channel_people(channel) == [cast.manager]
    Team.objects.update(manager=None)
    channel.team.refresh_from_db()
    assert recipients.channel_people(channel) == [cast.lead]


def test_manager_or_the_heads(cast: Cast, channel: Channel) -> None:
    assert recipients.manager_or_heads(channel) == [cast.manager]
    channel.team.manager = None
    assert recipients.manager_of(channel) == []
    assert list(recipients.manager_or_heads(channel)) == [cast.head]


@pytest.mark.parametrize("kind", Review.Kind.values)
@pytest.mark.parametrize("by", ["clock", "officer"])
def test_of_a_review_that_opens(cast: Cast, channel: Channel, kind: str, by: str) -> None:
    asked = ASKED if by == "clock" else asking(by=cast.officer, today=TODAY)
    told = recipients.told_of_opening(Review(channel=channel, kind=kind), asked)
    assert bool(list(told)) is not (kind == "life_span" and by == "clock")


@pytest.mark.parametrize("by", ["clock", "officer"])
def test_of_a_review_that_closes(cast: Cast, channel: Channel, by: str) -> None:
    """What makes the clock close it tells people itself."""
    asked = ASKED if by == "clock" else asking(by=cast.officer, today=TODAY)
    told = recipients.told_of_closing(Review(channel=channel), asked)
    assert bool(list(told)) is (by == "officer")
