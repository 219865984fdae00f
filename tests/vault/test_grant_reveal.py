"""Showing a key: to the holder of an active opening, recorded before anything is decrypted."""

from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from ledger.actors import CLOCK
from ledger.refusals import ForbiddenError, RefusedError
from people.models import User
from tests.ledger.reading import acts, last, told
from tests.vault import (
    SEED,
    TODAY,
    People,
    ago,
    approved,
    at_once,
    confirmed,
    holding,
    show,
    value,
)
from tests.vault.conftest import Forbid
from vault import charging, permissions
from vault.charging import Wanted
from vault.models import Custodian, Grant, Rotation, Use, Version
from vault.permissions import Rules
from vault.secret import expose_text

pytestmark = pytest.mark.django_db
CURRENT, PROPOSED = Version.Standing.CURRENT, Version.Standing.PROPOSED


def test_the_holder_sees_a_field_again_and_each_time_is_recorded(grant: Grant) -> None:
    assert value(grant) == "marker-password"
    assert value(grant) == "marker-password"
    assert value(grant, "username") == "marker-username"
    assert acts().count("grant.reveal") == Use.objects.count() == 3
    assert last("grant.reveal").facts["field"] == "username"


def test_whom_a_request_carries_is_the_holder_too(custodian: Custodian, people: People) -> None:
    proxy: Any = SimpleLazyObject(lambda: User.objects.get(pk=people.anna.pk))
    assert value(at_once(custodian, proxy), by=proxy) == "marker-password"


def test_the_responsible_are_told_once(grant: Grant) -> None:
    value(grant)
    value(grant)
    assert told("keys_opened") == ["Dan"]


def test_nobody_but_the_holder_sees_anything(grant: Grant, people: People) -> None:
    with pytest.raises(ForbiddenError):
        show(grant, by=people.ben)
    assert last("grant.reveal.refused").actor == "Ben"


def test_a_holder_who_lost_the_role_sees_nothing(grant: Grant, forbid: Forbid) -> None:
    forbid("ask")
    with pytest.raises(ForbiddenError, match="Only nobody"):
        show(grant)


def test_a_holder_who_left_sees_nothing(grant: Grant) -> None:
    User.objects.filter(pk=grant.person_id).update(is_active=False)
    with pytest.raises(ForbiddenError):
        show(grant)


def test_the_clock_sees_nothing(grant: Grant) -> None:
    wanted = Wanted("password", CURRENT, None, None, timezone.now())
    with pytest.raises(ForbiddenError):
        charging.charge(grant, wanted, by=CLOCK, today=TODAY)


def test_a_sign_in_is_fresh_at_first_and_may_be_older_for_more(grant: Grant) -> None:
    with pytest.raises(RefusedError, match="Sign in again"):
        show(grant, signed_in_at=ago(6))
    show(grant)
    show(grant, signed_in_at=ago(14))
    with pytest.raises(RefusedError, match="Sign in again"):
        show(grant, signed_in_at=ago(16))


def test_a_code_is_made_here_and_the_seed_needs_an_opening_of_its_own(
    grant: Grant, people: People
) -> None:
    shown = show(grant, "totp_seed")
    assert len(expose_text(shown.value)) == 6
    assert shown.seconds is not None
    assert 1 <= shown.seconds <= 30
    seed = approved(grant.custodian, people.anna, people.ben, what=Grant.What.SEED)
    assert value(seed, "totp_seed") == SEED
    with pytest.raises(RefusedError, match="one of its own"):
        show(seed, "password")


@pytest.mark.parametrize("field", ["nothing", "backup_codes/1", ""])
def test_what_is_no_field_is_refused(grant: Grant, field: str) -> None:
    with pytest.raises(RefusedError, match=charging.NOT_HELD):
        show(grant, field)


def test_a_field_that_is_not_held_is_refused(
    rules: object, people: People, custodian: Custodian
) -> None:
    grant = approved(holding(people.anna), people.anna, people.ben)
    with pytest.raises(RefusedError, match=charging.NOT_HELD):
        show(grant, "notes")


def test_one_use_is_one_use(custodian: Custodian, people: People) -> None:
    grant = approved(custodian, people.anna, people.ben, single_use=True)
    value(grant)
    with pytest.raises(RefusedError, match="for one use"):
        show(grant)
    Use.objects.all().delete()
    with pytest.raises(RefusedError, match="for one use"):
        show(grant)


def test_keys_confirmed_at_the_same_moment_are_not_mixed_up(
    grant: Grant, rotation: Rotation, people: People
) -> None:
    version = Version.objects.get(standing=PROPOSED)
    wanted = Wanted("password", PROPOSED, version, None, timezone.now())
    confirmed(rotation, people.ben)
    wanted = replace(wanted, key=object())  # type: ignore[arg-type]  # it is never used
    with pytest.raises(RefusedError, match="at the same moment"):
        charging.charge(grant, wanted, by=people.anna, today=TODAY)
    assert not Use.objects.exists()


def test_one_on_the_access_list_makes_nothing_due(grant: Grant, rules: Rules) -> None:
    permissions.register(replace(rules, on_access_list=lambda custodian, person: True))
    value(grant)
    assert not Rotation.objects.exists()


def test_a_test_makes_nothing_due(custodian: Custodian, people: People) -> None:
    value(approved(custodian, people.carol, people.ben, purpose=Grant.Purpose.TEST))
    assert not Rotation.objects.exists()
