"""A steward adds a team, with those who belong to it."""

import pytest
from django.test import Client

from people.models import Membership, Team
from tests.cast import Cast
from tests.ledger.reading import last
from tests.pages.admin.forms import NO_ROWS, row
from tests.pages.conftest import SignIn

PAGE = "/admin/people/team/add/"
FACTS = {"name": "Maternity", "slug": "maternity", "kind": "service", **NO_ROWS}


def test_it_is_recorded_with_its_members(cast: Cast, steward: Client) -> None:
    members = row(0, cast.outsider) | {"memberships-TOTAL_FORMS": "1"}
    assert steward.post(PAGE, FACTS | members).status_code == 302
    assert Membership.objects.get(user=cast.outsider, team__slug="maternity")
    words = last("team.add").words
    assert words["slug"] == "nothing → maternity"
    assert words["memberships"] == "added Outsider in Maternity"


@pytest.mark.parametrize(
    ("field", "value"), [("slug", "therapies"), ("kind", "ward"), ("name", "")]
)
def test_what_makes_no_team(cast: Cast, steward: Client, field: str, value: str) -> None:
    assert steward.post(PAGE, FACTS | {field: value}).status_code == 200
    assert Team.objects.count() == 3


def test_nobody_else_adds_one(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.head).post(PAGE, FACTS).status_code == 302
    assert not Team.objects.filter(slug="maternity").exists()
