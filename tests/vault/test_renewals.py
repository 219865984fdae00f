"""A rotation that is due is done by new values, not by three times no."""

from dataclasses import replace

import pytest

from ledger.questions import Permission
from ledger.refusals import RefusedError
from people.models import User
from tests.vault import ANOTHER, KEYS, TODAY, People, approved, confirmed, proposed, show, value
from vault import permissions, renewals, rotations
from vault.models import Cause, Custodian, Grant, Rotation, Version
from vault.permissions import Rules

pytestmark = pytest.mark.django_db

SAME = {"username": "another name"}


def due(custodian: Custodian, cause: Cause, people: People) -> Rotation:
    return rotations.fall_due(custodian, cause, by=people.ben, today=TODAY)


def left(custodian: Custodian, people: People, **given: str) -> list[str]:
    """What must still change after proposing this."""
    rotation = proposed(custodian, people.ben, **given)
    found = renewals.unchanged(rotation, today=TODAY)
    if found:
        with pytest.raises(RefusedError, match="still the same as before") as caught:
            confirmed(rotation, people.ben)
        assert caught.value.refusals[0].helps == "custodian.propose"
        assert Version.objects.get(standing="current").number == 1
    else:
        confirmed(rotation, people.ben)
        assert Version.objects.get(standing="current").number == 2
    return found


def gone(person: User) -> None:
    person.is_active = False
    person.save()


@pytest.mark.parametrize("cause", [each for each in Cause if each not in ("offered", "codes")])
def test_nothing_new_is_refused_whatever_the_cause(
    custodian: Custodian, people: People, cause: Cause
) -> None:
    due(custodian, cause, people)
    assert "password" in left(custodian, people, **SAME)


def test_the_same_password_given_as_new_is_refused(custodian: Custodian, people: People) -> None:
    due(custodian, Cause.REASON, people)
    assert left(custodian, people, password=KEYS["password"]) == ["password"]


def test_what_was_only_offered_may_be_anything(custodian: Custodian, people: People) -> None:
    assert left(custodian, people, **SAME) == []


def test_what_somebody_from_outside_opened_must_change(
    custodian: Custodian, people: People
) -> None:
    value(approved(custodian, people.carol, people.ben))
    assert Rotation.objects.get().cause == "opening"
    seed = {"totp_seed": ANOTHER["totp_seed"]}
    assert left(custodian, people, **seed) == ["password"]


def test_and_nothing_else(custodian: Custodian, people: People) -> None:
    show(approved(custodian, people.carol, people.ben), "totp_seed")  # a code, not the seed
    value(Grant.objects.get())
    assert left(custodian, people, password="new") == []
    assert rotations.open_rotation(custodian) is None


def test_everything_that_a_leaver_knew_must_change(custodian: Custodian, people: People) -> None:
    gone(people.anna)  # she deposited everything
    due(custodian, Cause.LEAVER, people)
    assert left(custodian, people, password="new") == ["totp_seed", "backup_codes"]


def test_what_a_leaver_opened_must_change_and_nothing_else(
    custodian: Custodian, people: People, rules: Rules
) -> None:
    permissions.register(replace(rules, on_access_list=lambda custodian, person: True))
    value(approved(custodian, people.carol, people.anna))
    gone(people.carol)
    due(custodian, Cause.LEAVER, people)
    assert left(custodian, people, password="new") == []


def test_who_is_neither_on_the_list_nor_may_deposit_has_lost_their_role(
    custodian: Custodian, people: People, rules: Rules
) -> None:
    mine = replace(
        rules,
        deposit=Permission("Ben", lambda thing, asked: asked.by == people.ben),
        listed_since=lambda custodian, at: [people.carol.pk],
    )
    permissions.register(mine)
    due(custodian, Cause.ROLE, people)
    assert left(custodian, people, password="new") == ["totp_seed", "backup_codes"]


def test_after_a_compromise_everything_must_change(custodian: Custodian, people: People) -> None:
    due(custodian, Cause.COMPROMISE, people)
    assert left(custodian, people, password="new") == ["totp_seed", "backup_codes"]
    more = {name: new for name, new in ANOTHER.items() if name != "password"}
    confirmed(proposed(custodian, people.ben, **more), people.ben)
    assert value(approved(custodian, people.ben, people.carol)) == "new"


def test_a_compromise_takes_the_place_of_a_lesser_cause(
    custodian: Custodian, people: People
) -> None:
    due(custodian, Cause.REASON, people)
    due(custodian, Cause.COMPROMISE, people)
    due(custodian, Cause.LEAVER, people)
    assert Rotation.objects.get().cause == "compromise"


def test_codes_that_run_out_are_replaced(custodian: Custodian, people: People) -> None:
    due(custodian, Cause.CODES, people)
    assert left(custodian, people, password="new") == ["backup_codes"]
    codes = {"backup_codes": ANOTHER["backup_codes"]}
    confirmed(proposed(custodian, people.ben, **codes), people.ben)


def test_a_lost_phone_needs_a_new_seed_and_no_new_password(
    custodian: Custodian, people: People
) -> None:
    due(custodian, Cause.REASON, people)
    assert left(custodian, people, totp_seed=ANOTHER["totp_seed"]) == []


def test_fields_are_named_as_people_know_them(custodian: Custodian, people: People) -> None:
    due(custodian, Cause.COMPROMISE, people)
    rotation = proposed(custodian, people.ben, password="new")
    with pytest.raises(RefusedError, match="before: Authenticator seed, Backup codes"):
        confirmed(rotation, people.ben)


def test_rows_that_contradict_the_ledger_confirm_nothing(
    custodian: Custodian, people: People
) -> None:
    due(custodian, Cause.COMPROMISE, people)
    rotation = proposed(custodian, people.ben, password="new")
    Custodian.objects.update(minutes=15)
    assert renewals.unchanged(rotation, today=TODAY) == []  # a page can still be shown
    with pytest.raises(RefusedError, match="ledger"):
        confirmed(rotation, people.ben)


def test_nothing_is_left_where_nothing_is_proposed(custodian: Custodian, people: People) -> None:
    rotation = due(custodian, Cause.REASON, people)
    assert renewals.unchanged(rotation, today=TODAY) == []
