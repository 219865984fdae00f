"""Guards of plans, one at a time: what each says, and the act that helps."""

import datetime
from typing import Any

import pytest

from governance.models import Channel, Mailbox, Plan, Rules
from governance.models.plan import Tier
from governance.plans import acts as plans
from governance.plans import consultations, guards
from governance.policy import acts as policies
from ledger.acts import asking
from ledger.questions import Guard
from people.models import Team, User
from people.roles import Role
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.builders import renewal, retire, retired_channel
from tests.governance.reviews.days import after


def said(rule: Guard[Plan], plan: Plan, by: User | None = None) -> tuple[str, str | None] | None:
    """Why not, with what helps; nothing where the guard allows it."""
    refusal = rule.refusal(plan, asking(by=by or User(), today=TODAY))
    return (refusal.sentence, refusal.helps) if refusal else None


def allows(rule: Guard[Plan], plan: Plan, by: User | None = None) -> bool:
    return said(rule, plan, by) is None


@pytest.mark.parametrize("state", Plan.State.values)
def test_plan_is_written_in_two_states(state: str) -> None:
    assert allows(guards.writable, Plan(state=state)) == (state in {"draft", "changes_requested"})


@pytest.mark.parametrize("state", Plan.State.values)
def test_consultation_comes_before_the_decision(state: str) -> None:
    decided = {"approved", "rejected", "withdrawn"}
    assert allows(guards.undecided, Plan(state=state)) == (state not in decided)


def test_retired_channel_needs_a_new_plan() -> None:
    assert allows(guards.not_retired, Plan())
    assert allows(guards.not_retired, Plan(channel=Channel(state="lapsed")))
    assert said(guards.not_retired, Plan(channel=Channel(state="retired"))) == (
        "The channel is retired; a new plan is needed instead.",
        "plan.start",
    )


def test_sections_without_an_answer_are_named(cast: Cast) -> None:
    plan = given.ready(cast)
    assert allows(guards.sections_complete, plan)
    plan.ends_on, plan.risks = None, ""
    assert said(guards.sections_complete, plan) == (
        "These sections are not complete: Reason and objectives, Expected life span.",
        "plan.write",
    )


def test_consultation_that_was_only_asked_for_is_none(cast: Cast) -> None:
    plan = given.draft(cast)
    consultations.ask(plan, by=cast.lead, today=TODAY, question="May we?")
    assert said(guards.consultation_recorded, plan) == (
        "No consultation with a communications officer is recorded for this plan.",
        "plan.ask_consultation",
    )


def test_people_who_have_not_read_the_policy_are_named(cast: Cast) -> None:
    plan = given.ready(cast)
    assert allows(guards.policy_acknowledged, plan)
    version = given.policy(cast)
    policies.acknowledge(version, by=cast.lead, today=TODAY)
    assert said(guards.policy_acknowledged, plan) == (
        "The current policy has not been acknowledged by: Administrator.",
        "policy.acknowledge",
    )
    policies.acknowledge(version, by=cast.administrator, today=TODAY)
    assert allows(guards.policy_acknowledged, plan)


@pytest.mark.parametrize(
    ("lead", "others", "enough"),
    [
        pytest.param(True, ["lead"], False, id="the lead twice"),
        pytest.param(True, ["officer"], True, id="an officer"),
        pytest.param(False, ["lead", "member"], True, id="no lead"),
        pytest.param(False, ["lead"], False, id="one"),
    ],
)
def test_two_administrators_at_least(
    cast: Cast, lead: bool, others: list[str], enough: bool
) -> None:
    plan = given.draft(cast)
    plan.lead = cast.lead if lead else None
    plan.administrators.set([cast.everybody[name] for name in others])
    assert allows(guards.two_administrators, plan) is enough


def test_recovery_mailbox_is_on_the_list_however_it_is_written(cast: Cast) -> None:
    plan = Plan(recovery_mailbox="Social@Riverside.invalid")
    assert allows(guards.recovery_mailbox_listed, plan)
    Mailbox.objects.all().delete()
    assert said(guards.recovery_mailbox_listed, plan) == (
        "The recovery mailbox is not on the organisation's list of mailboxes.",
        "plan.write",
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ends_on", "in_time"),
    [
        pytest.param(None, True, id="not said"),
        pytest.param(TODAY, False, id="today"),
        pytest.param(after(1), True, id="tomorrow"),
        pytest.param(datetime.date(2029, 1, 4), True, id="longest"),
        pytest.param(datetime.date(2029, 1, 5), False, id="too long"),
    ],
)
def test_end_lies_ahead_and_within_the_longest_life_span(
    ends_on: datetime.date | None, in_time: bool
) -> None:
    found = said(guards.ends_in_time, Plan(ends_on=ends_on))
    assert (found is None) is in_time
    assert found is None or "not further than 4 January 2029" in found[0]


@pytest.mark.parametrize("kind", Team.Kind.values)
def test_corporate_channels_are_of_two_kinds_of_teams(kind: str) -> None:
    corporate = Plan(tier=Tier.CORPORATE, team=Team(kind=kind))
    assert allows(guards.corporate_only_where_allowed, corporate) == (kind != "service")
    assert allows(guards.corporate_only_where_allowed, Plan(team=Team(kind=kind)))


@pytest.mark.parametrize(("slug", "who"), [("therapies", "an officer"), ("communications", "head")])
def test_it_says_who_is_missing_to_decide(cast: Cast, slug: str, who: str) -> None:
    plan = given.draft(cast)
    plan.team = Team.objects.get(slug=slug)
    assert allows(guards.somebody_decides, plan)
    User.objects.update(is_active=False)
    sentence, helps = said(guards.somebody_decides, plan) or ("", None)
    assert who in sentence
    assert sentence.endswith("Ask a steward to name somebody.")
    assert helps is None


def test_it_names_all_who_are_missing_and_whom_to_ask(cast: Cast) -> None:
    """The head's own corporate plan, with one executive and no other officer."""
    User.objects.filter(pk__in=[cast.officer.pk, cast.officer2.pk]).update(is_active=False)
    plan = given.draft(cast, by=cast.head, team=cast.communications, tier="corporate")
    assert said(guards.somebody_decides, plan) == (
        "Nobody could decide this plan. It needs an officer who is not its author, to take it up; "
        "and an executive outside Communications who neither wrote nor approved it, to sign it "
        "off. Ask a steward to name somebody: Steward.",
        None,
    )
    given.person("other", roles=[Role.EXECUTIVE])
    User.objects.filter(pk=cast.officer.pk).update(is_active=True)
    assert allows(guards.somebody_decides, plan)


def test_one_open_plan_an_address(cast: Cast) -> None:
    plan = given.ready(cast)
    other = given.ready(cast)
    assert allows(guards.no_other_open_plan, plan)
    plans.submit(other, by=cast.lead, today=TODAY)
    assert said(guards.no_other_open_plan, plan) == (
        "Another plan for the same channel is open already.",
        None,
    )
    assert allows(guards.no_other_open_plan, other)
    plan.address_key = ""
    assert allows(guards.no_other_open_plan, plan)


def test_one_open_plan_a_channel(cast: Cast) -> None:
    channel = given.live_channel(cast)
    first = renewal(cast, channel)
    assert allows(guards.no_other_open_plan, first)
    assert not allows(guards.no_other_open_plan, Plan(channel=channel))


def test_address_that_another_channel_has(cast: Cast) -> None:
    channel = given.live_channel(cast)
    plan = given.ready(cast)
    sentence, helps = said(guards.address_free, plan) or ("", None)
    assert sentence == (
        "childrenstherapies on Instagram is in the register already: Children's Therapies "
        "(Children's Therapies), which is live."
    )
    assert helps is None
    plan.channel = channel
    assert allows(guards.address_free, plan)
    plan.channel, plan.address_key = None, ""
    assert allows(guards.address_free, plan)


def test_address_of_a_retired_channel_is_free(cast: Cast) -> None:
    retired_channel(cast)
    assert allows(guards.address_free, given.ready(cast))


def test_address_that_became_free_as_it_was_asked(cast: Cast) -> None:
    """The sentence is asked for a moment after the rule, and then has nobody to name."""
    channel = given.live_channel(cast)
    plan = given.ready(cast)
    retire(channel, cast)
    sentence: Any = guards.address_free.sentence
    assert sentence(plan, asking(by=cast.lead, today=TODAY)) == ""


@pytest.mark.parametrize("rule", [True, False], ids=["rule", "no rule"])
@pytest.mark.parametrize("tier", Tier.values)
@pytest.mark.django_db
def test_second_sign_off_is_due_by_rule(tier: str, rule: bool) -> None:
    Rules.objects.update_or_create(pk=1, defaults={"corporate_needs_second_sign_off": rule})
    assert guards.second_sign_off_due(Plan(tier=tier)) == (rule and tier == "corporate")


def test_people_are_named_once_and_the_lead_first(cast: Cast) -> None:
    plan = given.draft(cast)
    plan.lead = cast.lead
    plan.administrators.set([cast.administrator, cast.lead])
    assert guards.people_of(plan) == [cast.lead, cast.administrator]


def test_whoever_left_meanwhile_is_named_no_more(cast: Cast) -> None:
    plan = given.submitted(cast)
    assert allows(guards.people_here, plan)
    User.objects.filter(pk=cast.lead.pk).update(is_active=False)
    again = Plan.objects.get(pk=plan.pk)
    expected = ("No longer here: Lead. Name others in the plan.", "plan.write")
    assert said(guards.people_here, again) == expected
