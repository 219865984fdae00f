"""Plans in the states from which others are reached, each by real acts."""

import pytest

from governance.models import Plan
from governance.plans import acts as plans
from people.models import Membership, Team, User
from tests import cast as given
from tests.cast import REASON, TODAY, Cast


@pytest.fixture
def draft(cast: Cast) -> Plan:
    """That the member wrote and that is ready to be submitted."""
    return given.ready(cast, by=cast.member)


@pytest.fixture
def submitted(cast: Cast) -> Plan:
    return given.submitted(cast)


@pytest.fixture
def considered(cast: Cast) -> Plan:
    """That the officer has in hand."""
    return given.under_consideration(cast)


@pytest.fixture
def awaiting(cast: Cast, considered: Plan) -> Plan:
    """That the officer approved, and that an executive must sign off."""
    plans.approve(considered, by=cast.officer, today=TODAY, second_sign_off=True, **REASON)
    return considered


def joins(user: User, team: Team, *, leads: bool = False) -> None:
    """From now on of this team; what was kept of the teams before is forgotten."""
    Membership.objects.create(team=team, user=user, is_lead=leads)
    for name in ("_teams", "team_ids", "led_team_ids"):
        user.__dict__.pop(name, None)


def of_communications(cast: Cast, author: User) -> Plan:
    """A plan of the communications team itself, submitted by its author."""
    return given.submitted(cast, by=author, team=cast.communications)
