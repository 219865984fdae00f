"""Whoever is told of something finds it among what is theirs, also where others are gone."""

import pytest

from governance import leaving
from governance.models import Channel, Obligation, Reach
from governance.obligations import checking, reading
from governance.obligations.climbing import People, joined
from ledger.actors import OPERATOR
from tests import cast as given
from tests.cast import TODAY, Cast, dismiss

GONE = [
    ["lead"],
    ["lead", "administrator"],
    ["manager"],
    ["lead", "administrator", "manager"],
    ["member", "lead", "administrator", "manager"],
]


@pytest.fixture
def channel(cast: Cast) -> Channel:
    given.under_consideration(cast, answers={"handle": "sleep"})
    live = given.live_channel(cast)
    given.policy(cast)
    return live


def unseen() -> list[str]:
    """Each line that one of those it reaches, on any rung of its ladder, does not find."""
    found, people = [], People(TODAY)
    for reach in Reach:
        Obligation.objects.update(reaches=reach)
        for row in joined(Obligation.objects.filter(discharged_on=None)):
            for person in people.owed_by(row):
                mine = Obligation.objects.filter(reading.reaching(person), pk=row.pk)
                if not (mine.exists() or row.kind == "decision"):
                    found.append(f"{row} for {reach}: {person}")
    return found


@pytest.mark.parametrize("names", GONE, ids="+".join)
def test_who_comes_after_those_who_left(cast: Cast, channel: Channel, names: list[str]) -> None:
    for name in names:
        leaving.leave(getattr(cast, name), by=OPERATOR, today=TODAY)
    assert unseen() == []


@pytest.mark.parametrize("roles", [["head"], ["executive"], ["head", "executive"]], ids="+".join)
def test_who_comes_after_a_role_that_nobody_has(
    cast: Cast, channel: Channel, roles: list[str]
) -> None:
    for name in roles:
        dismiss(getattr(cast, name))
    checking.rebuild(TODAY)
    assert unseen() == []


def test_others_of_the_organisation_are_left_alone(cast: Cast, channel: Channel) -> None:
    leaving.leave(cast.lead, by=OPERATOR, today=TODAY)
    leaving.leave(cast.manager, by=OPERATOR, today=TODAY)
    for person in (cast.outsider, cast.auditor, cast.steward):
        assert not Obligation.objects.filter(reading.reaching(person)).exists()


def test_the_policy_climbs_to_the_manager_of_the_team(cast: Cast, channel: Channel) -> None:
    row = joined(Obligation.objects.filter(kind="policy", person=cast.administrator)).get()
    assert People(TODAY).reached(row, Reach.MANAGER) == [cast.manager]
