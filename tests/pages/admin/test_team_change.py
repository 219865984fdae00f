"""A steward changes a team: its name, its manager, and who belongs to it."""

from typing import Any

import pytest
from django.test import Client

from governance.models import Obligation
from governance.obligations import checking
from governance.plans import acts as plans
from ledger.models import Entry
from people.models import Membership, Team
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.ledger.reading import last
from tests.pages.admin.forms import row, team
from tests.pages.conftest import SignIn


@pytest.fixture
def at(cast: Cast) -> str:
    return f"/admin/people/team/{cast.team.pk}/change/"


def alone(cast: Cast, **other: Any) -> dict[str, str]:
    """The team, and nobody who joins it."""
    return team(cast) | {"memberships-TOTAL_FORMS": "0"} | other


def test_what_is_listed_changes(cast: Cast, steward: Client, at: str) -> None:
    steward.post(at, alone(cast, name="Therapies for children", slug="other"))
    changed = Team.objects.get(pk=cast.team.pk)
    assert (changed.name, changed.slug) == ("Therapies for children", "therapies")


def test_it_says_whose_place_a_manager_takes(cast: Cast, steward: Client, at: str) -> None:
    steward.post(at, alone(cast, manager=str(cast.head.pk)))
    assert last("team.change").words["manager"] == "Manager → Head"


def test_member_joins_a_team(cast: Cast, steward: Client, at: str) -> None:
    steward.post(at, team(cast) | row(0, cast.outsider))
    assert cast.outsider.memberships.filter(team=cast.team).exists()
    words = last("team.change").words["memberships"]
    assert words == "added Outsider in Children's Therapies"


def test_what_they_owe_of_the_policy_is_asked_of_the_new_manager(
    cast: Cast, steward: Client, at: str
) -> None:
    given.live_channel(cast)
    given.policy(cast)
    who = cast.administrator
    mine = Obligation.objects.filter(kind="policy", person=who, discharged_on=None)
    Membership.objects.filter(user=who).update(ended_on=TODAY)
    checking.rebuild(TODAY)
    assert mine.get().team is None
    steward.post(at, team(cast) | row(0, who))
    assert mine.get().team == cast.team
    assert list(checking.differences(TODAY)) == []


def test_its_plan_is_the_heads_to_decide_when_it_becomes_communications(
    cast: Cast, steward: Client, at: str
) -> None:
    plan = given.submitted(cast)
    plans.take_up(plan, by=cast.officer, today=TODAY)
    steward.post(at, alone(cast, kind="communications"))
    row = Obligation.objects.get(kind="decision", subject_id=plan.pk, discharged_on=None)
    assert (row.stage, row.reaches, row.person) == ("communications_own", "head", None)


def test_membership_is_not_given_to_somebody_else(cast: Cast, steward: Client, at: str) -> None:
    """Whoever had it would have left the team, and nothing of theirs would have ended."""
    mine = Membership.objects.get(user=cast.administrator)
    sent = {"memberships-INITIAL_FORMS": "1", "memberships-0-id": str(mine.pk)}
    sent |= {"memberships-0-team": str(cast.team.pk), "memberships-0-is_lead": "on"}
    steward.post(at, team(cast) | sent | row(0, cast.outsider))
    mine.refresh_from_db()
    assert (mine.user, mine.is_lead) == (cast.administrator, True)


def test_member_twice_is_answered_in_words(cast: Cast, steward: Client, at: str) -> None:
    sent = team(cast) | row(0, cast.outsider) | row(1, cast.outsider)
    sent["memberships-TOTAL_FORMS"] = "2"
    answer = steward.post(at, sent, follow=True)
    assert answer.status_code == 200
    assert not cast.outsider.memberships.filter(team=cast.team).exists()


def test_somebody_who_is_there_already_is_answered_in_words(
    cast: Cast, steward: Client, at: str
) -> None:
    answer = steward.post(at, team(cast) | row(0, cast.member), follow=True)
    assert answer.status_code == 200
    assert cast.member.memberships.count() == 1
    assert not Entry.objects.exists()


def test_nobody_else_changes_one(cast: Cast, sign_in: SignIn, at: str) -> None:
    assert sign_in(cast.manager).post(at, alone(cast, name="Mine")).status_code == 302
    assert Team.objects.get(pk=cast.team.pk).name == "Children's Therapies"
