"""Roles come and go by the groups of single sign-on; those that decide wait as all do."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from governance.obligations import checking
from people import appointments
from people.models import Appointment, Link, User
from people.roles import Role
from tests.cast import TODAY, Cast, second_step
from tests.ledger.reading import acts, told
from tests.people.factors.conftest import Sso, provider_process, sso
from tests.people.factors.test_single_sign_on import linked

__all__ = ["provider_process", "sso"]

GROUPS = {"press office": "officer", "audit": "auditor", "directors": "executive"}


@pytest.fixture(autouse=True)
def mapping(settings: Any) -> None:
    settings.OIDC_ROLES = GROUPS


def comes(sso: Sso, *groups: str, **claims: Any) -> None:
    sso.says(groups=list(groups), **claims)
    sso.signs_in(Client())


def standing(user: User) -> dict[str, str]:
    return dict(Appointment.objects.standing().filter(person=user).values_list("role", "state"))


def test_what_decides_waits_for_somebody_else(sso: Sso, cast: Cast) -> None:
    linked(cast.member, sso)
    comes(sso, "press office", "audit", "everybody")
    assert standing(cast.member) == {"officer": "proposed", "auditor": "held"}
    assert not User.objects.get(pk=cast.member.pk).is_officer
    assert acts() == ["person.follow_claims"]
    assert set(told("role_proposed")) == {"Officer", "Officer2", "Head", "Executive"}
    waiting = Appointment.objects.get(person=cast.member, role="officer")
    appointments.agree(waiting, by=cast.head, today=TODAY)
    second_step(cast.member)
    assert User.objects.get(pk=cast.member.pk).is_officer


def test_the_first_head_does_not_come_by_a_claim(sso: Sso, cast: Cast, settings: Any) -> None:
    """By nobody's word but the provider's a first head would be everybody's master."""
    settings.OIDC_ROLES = {"heads": "head"}
    Appointment.objects.all().delete()
    linked(cast.member, sso)
    comes(sso, "heads")
    assert standing(cast.member) == {"head": "proposed"}


@pytest.mark.parametrize("gone", [{"groups": []}, {}, {"groups": "audit"}, {"groups": None}])
def test_it_goes_at_once_with_the_claim(sso: Sso, cast: Cast, gone: dict[str, Any]) -> None:
    linked(cast.member, sso)
    comes(sso, "press office", "audit")
    sso.says(**gone)
    sso.signs_in(Client())
    assert standing(cast.member) == {}
    assert acts().count("appointment.take_away") == 2


def test_what_a_steward_gave_stays(sso: Sso, cast: Cast) -> None:
    linked(cast.auditor, sso)
    comes(sso)
    comes(sso, "audit")
    assert standing(cast.auditor) == {"auditor": "held"}
    assert acts() == []


def test_what_did_not_change_is_not_recorded(sso: Sso, cast: Cast) -> None:
    linked(cast.member, sso)
    comes(sso, "audit")
    comes(sso, "audit")
    assert acts() == ["person.follow_claims"]


def test_a_role_works_where_the_provider_vouches_and_no_longer_than_it_does(
    sso: Sso, cast: Cast, settings: Any
) -> None:
    settings.OIDC_AMR = frozenset({"mfa", "hwk"})
    linked(cast.member, sso)
    comes(sso, "press office", amr=["pwd", "mfa"])
    waiting = Appointment.objects.get(person=cast.member)
    appointments.agree(waiting, by=cast.head, today=TODAY)
    assert User.objects.get(pk=cast.member.pk).is_officer
    assert cast.member in User.objects.holding(Role.OFFICER)
    assert list(checking.differences(TODAY)) == []
    comes(sso, "press office", amr=["pwd"])
    assert not User.objects.get(pk=cast.member.pk).is_officer
    assert list(checking.differences(TODAY)) == []
    assert Link.objects.get().vouched_since is None


def test_a_provider_that_is_not_the_configured_one_vouches_for_nobody(
    sso: Sso, cast: Cast, settings: Any
) -> None:
    linked(cast.officer, sso, vouched_since="2026-01-01T00:00Z")
    Authenticator.objects.filter(user=cast.officer).delete()
    assert User.objects.get(pk=cast.officer.pk).is_officer
    settings.OIDC_ISSUER = "https://another.invalid"
    assert not User.objects.get(pk=cast.officer.pk).is_officer
