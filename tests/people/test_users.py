"""People: found by their address, with their roles and their teams."""

import pytest
from django.db import IntegrityError, transaction

from people.models import Membership, User
from people.roles import Role
from tests.cast import TODAY, Cast, person


def test_an_address_is_one_persons_in_any_case(cast: Cast) -> None:
    assert User.objects.get_by_natural_key("LEAD@riverside.invalid") == cast.lead
    with pytest.raises(IntegrityError), transaction.atomic():
        person("LEAD")


def test_whoever_has_no_name_is_called_by_their_address() -> None:
    assert str(User(email="new@riverside.invalid")) == "new@riverside.invalid"


def test_roles_are_held_by_the_active_once_each(cast: Cast) -> None:
    roles = (Role.OFFICER, Role.HEAD)
    assert set(User.objects.holding(*roles)) == {cast.officer, cast.officer2, cast.head}
    User.objects.filter(pk=cast.officer2.pk).update(is_active=False)
    assert User.objects.holding(*roles).count() == 2
    assert cast.head.is_officer
    assert not cast.lead.is_officer


def test_teams_are_those_they_are_in_now(cast: Cast) -> None:
    assert cast.lead.team_ids == cast.lead.led_team_ids == {cast.team.pk}
    assert cast.member.team_ids == {cast.team.pk}
    assert not cast.member.led_team_ids
    Membership.objects.update(ended_on=TODAY)
    assert not User.objects.get(pk=cast.lead.pk).team_ids


def test_a_team_holds_corporate_channels_by_its_kind(cast: Cast) -> None:
    assert cast.communications.may_hold_corporate_channels
    assert not cast.team.may_hold_corporate_channels
