"""Who is eligible to take a plan up, to approve it and to sign it off."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.models import Plan
from governance.who import deciders
from people.models import Team, User
from people.roles import Role
from tests import cast as given
from tests.cast import Cast
from tests.governance.plans.conftest import joins

SLUGS = ["therapies", "communications", "pharmacy"]


def plan_of(slug: str, author: User, **facts: object) -> Plan:
    return Plan(team=Team.objects.get(slug=slug), author=author, **facts)


def may_be_taken_up(plan: Plan, user: User) -> bool:
    """As the database answers it."""
    return Plan.objects.filter(deciders.may_be_taken_up_by(user), pk=plan.pk).exists()


@pytest.mark.parametrize("slug", SLUGS)
def test_the_database_says_what_the_rule_says(cast: Cast, slug: str) -> None:
    joins(cast.officer2, cast.team)
    author = {"therapies": cast.lead, "communications": cast.officer, "pharmacy": cast.outsider}
    team = Team.objects.get(slug=slug)
    plan = given.draft(cast, by=author[slug], team=team)
    for user in (cast.officer, cast.officer2, cast.head):
        assert may_be_taken_up(plan, user) == deciders.may_take_up(plan, user), str(user)


@pytest.mark.parametrize("name", ["lead", "executive", "steward", "auditor"])
def test_only_officers_take_up(cast: Cast, name: str) -> None:
    assert not deciders.may_take_up(plan_of("pharmacy", cast.member), cast.everybody[name])


def test_the_officer_in_charge_approves_if_they_could_take_it_up(cast: Cast) -> None:
    plan = plan_of("therapies", cast.lead, officer=cast.officer)
    assert deciders.may_approve(plan, cast.officer)
    assert not deciders.may_approve(plan, cast.officer2)
    assert not deciders.may_approve(plan, cast.lead)
    joins(cast.officer, cast.team)
    assert not deciders.may_approve(plan, cast.officer)


@pytest.mark.parametrize(
    ("author", "approves"),
    [("officer", {"head"}), ("head", {"executive"}), ("executive", {"head"})],
)
def test_who_approves_communications_own(cast: Cast, author: str, approves: set[str]) -> None:
    plan = plan_of("communications", cast.everybody[author])
    found = {name for name, user in cast.everybody.items() if deciders.may_approve(plan, user)}
    assert found == approves
    assert {str(user).lower() for user in deciders.deciders(plan)} == approves


def test_a_second_head_approves_what_the_first_wrote(cast: Cast) -> None:
    other = given.person("other", roles=[Role.HEAD])
    plan = plan_of("communications", cast.head)
    assert deciders.may_approve(plan, other)
    assert deciders.deciders(plan) == [other]


def test_officers_outside_the_team_could_decide(cast: Cast) -> None:
    joins(cast.officer2, cast.team)
    found = deciders.deciders(plan_of("therapies", cast.lead))
    assert set(found) == {cast.officer, cast.head}


@pytest.mark.parametrize("why", [None, "author", "approved_by", "team", "left"])
def test_who_signs_off(cast: Cast, why: str | None) -> None:
    plan = plan_of("therapies", cast.lead, approved_by=cast.officer)
    if why in ("author", "approved_by"):
        setattr(plan, why, cast.executive)
    if why == "team":
        joins(cast.executive, cast.team)
    if why == "left":
        User.objects.filter(pk=cast.executive.pk).update(is_active=False)
    assert deciders.executives(plan) == ([] if why else [cast.executive])


def test_the_more_officers_there_are_the_same_is_asked(cast: Cast) -> None:
    """The officers, their roles and their teams."""
    plan = plan_of("therapies", cast.lead)
    for number in range(5):
        given.person(f"more{number}", cast.communications, roles=[Role.OFFICER])
    with CaptureQueriesContext(connection) as queries:
        assert len(deciders.takers(plan)) == 8
        assert deciders.executives(plan) == [cast.executive]
    assert len(queries) == 6
