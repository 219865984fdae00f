"""Rules about the person, one at a time, asked about everybody of the cast."""

from typing import Any

import pytest
import time_machine

from governance.models import Channel, Finding, Holder, Plan, Review
from governance.who import permissions as may
from ledger.questions import Permission
from people.models import User
from people.roles import Role
from tests import cast as given
from tests.cast import NOON, Cast
from tests.governance.outcomes import OFFICERS, allowed
from tests.governance.plans.conftest import joins

ABOUT_NOTHING: list[tuple[Permission[object], set[str]]] = [
    (may.officer, OFFICERS),
    (may.head, {"head"}),
    (may.operator, {"operator"}),
    (may.clock, {"clock"}),
    (may.importer, {*OFFICERS, "operator"}),
    (may.executive, {"executive"}),
]


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """That the member wrote, and the officer has in hand."""
    return Plan(team=cast.team, author=cast.member, officer=cast.officer, state="draft")


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.approved_channel(cast)


@pytest.mark.parametrize(
    ("rule", "who"),
    ABOUT_NOTHING,
    ids=["officer", "head", "operator", "clock", "importer", "executive"],
)
def test_roles_are_asked_of_nothing(cast: Cast, rule: Permission[object], who: set[str]) -> None:
    assert allowed(rule, None, cast) == who


def test_anybody_is_somebody_who_is_signed_in(cast: Cast) -> None:
    assert allowed(may.anybody, None, cast) == set(cast.everybody)


@pytest.mark.parametrize("rule", ["author", "team_lead", "team_member", "officer_in_charge"])
def test_whose_plan_it_is(cast: Cast, plan: Plan, rule: str) -> None:
    expected = {
        "author": {"member"},
        "team_lead": {"lead"},
        "team_member": {"lead", "member", "administrator"},
        "officer_in_charge": {"officer"},
    }
    assert allowed(getattr(may, rule), plan, cast) == expected[rule]


def test_who_looks_for_a_decision_and_is_told_why_it_is_not_theirs(cast: Cast, plan: Plan) -> None:
    """Its officer; nobody's yet, every officer; and executives of the team itself."""
    assert allowed(may.would_approve, plan, cast) == {"officer"}
    plan.officer = None
    assert allowed(may.would_approve, plan, cast) == OFFICERS
    joins(cast.executive, cast.team)
    assert allowed(may.would_approve, plan, cast) == {*OFFICERS, "executive"}


def test_an_officer_who_is_one_no_more_is_not_in_charge(cast: Cast, plan: Plan) -> None:
    plan.officer = cast.member
    assert allowed(may.officer_in_charge, plan, cast) == set()


def test_membership_that_ended_counts_no_more(cast: Cast, plan: Plan) -> None:
    cast.lead.memberships.update(ended_on=given.TODAY)
    assert allowed(may.team_lead, plan, cast) == set()
    assert "lead" not in allowed(may.team_member, plan, cast)


@pytest.mark.parametrize(
    ("state", "who"),
    [("under_consideration", {"officer"}), ("awaiting_executive", {"executive"})],
    ids=["considered", "awaiting"],
)
def test_who_decides_now(cast: Cast, plan: Plan, state: str, who: set[str]) -> None:
    decided = Plan(team=plan.team, author=plan.author, officer=plan.officer, state=state)
    assert allowed(may.deciding_now, decided, cast) == who


def test_whose_channel_it_is(cast: Cast, channel: Channel) -> None:
    assert allowed(may.channel_lead, channel, cast) == {"lead"}
    assert allowed(may.channel_administrator, channel, cast) == {"lead", "administrator"}
    own = {*OFFICERS, "lead", "administrator"}
    assert allowed(may.channel_person, channel, cast) == own
    joins(cast.member, cast.other_team, leads=True)
    channel.team = cast.other_team
    assert allowed(may.channel_person, channel, cast) == {*own, "outsider", "member"}


@pytest.mark.parametrize("rule", ["channel_lead", "channel_person", "channel_administrator"])
def test_the_clock_is_not_the_lead_of_what_has_none(
    cast: Cast, channel: Channel, rule: str
) -> None:
    channel.administrators.clear()
    channel.lead = None
    found = allowed(getattr(may, rule), channel, cast)
    assert found.isdisjoint({"clock", "operator"})


def test_who_writes_a_renewal(cast: Cast, channel: Channel) -> None:
    own = {*OFFICERS, "lead", "administrator", "manager"}
    assert allowed(may.may_write_renewal, Plan(channel=channel), cast) == own
    assert allowed(may.may_write_renewal, Plan(), cast) == set()


def test_who_approves_a_renewal(cast: Cast, channel: Channel) -> None:
    rule = may.may_approve_renewal
    assert allowed(rule, channel, cast) == set()
    plan = Plan(approved_by=cast.officer)
    assert allowed(rule, channel, cast, because=plan) == {"officer"}
    plan.signed_off_by = cast.executive
    assert allowed(rule, channel, cast, because=plan) == {"officer", "executive"}


def test_who_answers_a_review_and_puts_its_findings_right(cast: Cast, channel: Channel) -> None:
    review = Review(channel=channel)
    assert allowed(may.review_answerer, review, cast) == {"lead", "administrator", "manager"}
    fixers = {*OFFICERS, "lead", "administrator", "manager"}
    assert allowed(may.finding_fixer, Finding(channel=channel), cast) == fixers


def test_without_a_lead_those_of_its_team_answer(cast: Cast, channel: Channel) -> None:
    channel.administrators.clear()
    joins(cast.outsider, cast.team, leads=True)
    channel.lead = None
    review = Review(channel=channel)
    assert allowed(may.review_answerer, review, cast) == {"lead", "outsider", "manager"}


def test_who_removes_from_an_access_list(cast: Cast, channel: Channel) -> None:
    holder = Holder(channel=channel)
    assert allowed(may.remover, holder, cast) == {*OFFICERS, "lead", "manager"}
    channel.lead = None
    assert allowed(may.remover, holder, cast) == {*OFFICERS, "manager"}


@pytest.mark.parametrize("name", ["officer", "head"])
def test_who_suspended_it_reinstates_only_as_the_last_head(cast: Cast, name: str) -> None:
    """Somebody else must look, as long as there is somebody else."""
    user = cast.everybody[name]
    channel = Channel(suspended_by=user)
    assert allowed(may.may_reinstate, channel, cast) == OFFICERS - {name}
    for other in User.objects.holding(Role.OFFICER, Role.HEAD).exclude(pk=user.pk):
        given.dismiss(other)
    assert (name in allowed(may.may_reinstate, channel, cast)) is (name == "head")


@time_machine.travel(NOON, tick=False)
def test_duty_counts_while_it_lasts(cast: Cast) -> None:
    assert allowed(may.on_duty, None, cast) == set()
    given.on_duty(cast.on_call)
    given.on_duty(cast.officer)
    assert allowed(may.on_duty, None, cast) == {"on_call"}


def test_whoever_was_locked_out_may_nothing(cast: Cast, plan: Plan) -> None:
    cast.officer.is_active = False
    rules: list[Permission[Any]] = [may.officer, may.officer_in_charge, may.anybody]
    assert all("officer" not in allowed(rule, plan, cast) for rule in rules)
