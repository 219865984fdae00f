"""New keys: due, proposed beside the old, confirmed or abandoned; old ones shredded."""

from datetime import timedelta

import pytest

from ledger.models import Notice
from ledger.refusals import ForbiddenError, InvalidError, RefusedError
from tests.vault import TODAY, People, approved, secrets
from tests.vault.test_reveals import confirm, show, value
from vault import custodians, deposits, evidence, generator, keytests, openers, rotations, shredding
from vault.generator import PasswordRules
from vault.models import Cause, Custodian, DataKey, Rotation, Sealed, Version
from vault.permissions import Rules
from vault.secret import expose_text

pytestmark = pytest.mark.django_db


def propose(custodian: Custodian, people: People, **given: str) -> Rotation:
    new = secrets(**(given or {"password": "new"}))
    return rotations.propose(custodian, new, by=people.anna, today=TODAY)


def test_confirming_puts_the_new_keys_in_place(custodian: Custodian, people: People) -> None:
    rotation = propose(custodian, people)
    assert rotation.state == "proposed"
    confirm(rotation, people.anna)
    assert rotation.state == "confirmed"
    assert [each.standing for each in Version.objects.order_by("number")] == ["old", "current"]
    assert Notice.objects.filter(kind="keys_changed", to=people.dan).exists()
    grant = approved(custodian, people.anna, people.ben)
    assert value(grant) == "new"
    assert value(grant, "username") == "marker-username"


def test_abandoning_keeps_the_old(custodian: Custodian, people: People) -> None:
    rotation = propose(custodian, people)
    rotations.abandon(rotation, by=people.anna, today=TODAY, reason="Not accepted.")
    assert value(approved(custodian, people.anna, people.ben)) == "marker-password"
    assert rotations.open_rotation(custodian) is not None  # by that opening
    assert Rotation.objects.filter(state="due").get().cause == "opening"


def test_what_was_due_and_abandoned_is_due_again(custodian: Custodian, people: People) -> None:
    rotations.fall_due(custodian, Cause.LEAVER, by=people.ben, today=TODAY)
    rotation = propose(custodian, people)
    assert rotation.cause == "leaver"
    rotations.abandon(rotation, by=people.anna, today=TODAY, reason="Not accepted.")
    assert rotations.open_rotation(custodian).cause == "leaver"  # type: ignore[union-attr]


def test_keys_opened_while_they_were_proposed_are_due_again(
    custodian: Custodian, people: People
) -> None:
    rotation = propose(custodian, people)
    grant = approved(custodian, people.carol, people.ben)
    show(grant, standing=Version.Standing.PROPOSED)
    confirm(rotation, people.anna)
    assert Rotation.objects.filter(state="due").get().cause == "opening"


def test_one_rotation_at_a_time(custodian: Custodian, people: People) -> None:
    propose(custodian, people)
    with pytest.raises(RefusedError, match="proposed"):
        propose(custodian, people)
    assert Version.objects.count() == 2
    assert DataKey.objects.filter(purpose=None).count() == 2


def test_nothing_is_proposed_before_a_deposit(
    rules: object, master_key: object, people: People
) -> None:
    empty = custodians.register("X", path="/x", by=people.anna, today=TODAY)
    with pytest.raises(RefusedError, match="deposit"):
        propose(empty, people)


def test_confirming_asks_three_questions(custodian: Custodian, people: People) -> None:
    rotation = propose(custodian, people)
    with pytest.raises(InvalidError) as caught:
        rotations.confirm(
            rotation,
            by=people.anna,
            today=TODAY,
            sessions_ended="",
            tools_disconnected="perhaps",
            posts_paused="yes",
        )
    assert set(caught.value.errors) == {"sessions_ended", "tools_disconnected"}


def test_the_holder_of_an_opening_may_change_the_keys(
    custodian: Custodian, people: People, rules: Rules
) -> None:
    from dataclasses import replace

    from ledger.questions import Permission
    from vault import permissions

    nobody: Permission[object] = Permission("nobody", lambda custodian, asked: False)
    permissions.register(replace(rules, rotate=nobody))
    with pytest.raises(ForbiddenError):
        propose(custodian, people)
    approved(custodian, people.anna, people.ben)
    confirm(propose(custodian, people), people.anna)


def test_spent_codes_are_not_carried_over(custodian: Custodian, people: People) -> None:
    grant = approved(custodian, people.anna, people.ben)
    show(grant, "backup_codes")
    confirm(propose(custodian, people), people.anna)
    assert value(grant, "backup_codes") == "marker-code-2"
    rotation = propose(custodian, people, backup_codes="fresh-1\nfresh-2\nfresh-3")
    confirm(rotation, people.anna)
    assert value(grant, "backup_codes") == "fresh-1"


def test_older_values_are_never_carried_over(custodian: Custodian, people: People) -> None:
    row = Sealed.objects.get(field="password")
    changed = bytes(row.value)[:-1] + bytes([bytes(row.value)[-1] ^ 1])
    Sealed.objects.filter(pk=row.pk).update(value=changed)
    with pytest.raises(RefusedError, match="ledger"):
        propose(custodian, people, notes="new")
    assert str(evidence.tampered()) == evidence.TAMPERED


def test_old_keys_are_shredded_after_retention(custodian: Custodian, people: People) -> None:
    confirm(propose(custodian, people), people.anna)
    assert shredding.shred_due(today=TODAY + timedelta(days=89)) == 0
    assert shredding.shred_due(today=TODAY + timedelta(days=90)) == 1
    assert shredding.shred_due(today=TODAY + timedelta(days=90)) == 0
    old = Version.objects.get(number=1)
    assert (old.standing, old.data_key) == ("shredded", None)
    assert not Sealed.objects.filter(version=old).exists()
    assert DataKey.objects.filter(purpose=None).count() == 1
    assert value(approved(custodian, people.anna, people.ben)) == "new"


def test_keys_of_what_is_retired_are_shredded_when_it_cannot_come_back(
    custodian: Custodian, people: People
) -> None:
    until = TODAY + timedelta(days=30)
    custodians.retire(custodian, recoverable_until=until, by=people.anna, today=TODAY)
    assert shredding.shred_due(today=until) == 0
    assert shredding.shred_due(today=until + timedelta(days=1)) == 1
    assert deposits.held(custodian) == []


def test_a_test_makes_nothing_due(custodian: Custodian, people: People) -> None:
    keytests.record(custodian, by=people.ben, today=TODAY)
    assert keytests.tested_on(custodian) == TODAY
    assert not Rotation.objects.exists()
    confirm(propose(custodian, people), people.anna)
    assert keytests.tested_on(custodian) is None


def test_who_proposed_knows(custodian: Custodian, people: People) -> None:
    rotations.propose(custodian, secrets(password="n"), by=people.carol, today=TODAY)
    assert list(openers.known_to(people.carol)) == [custodian]


@pytest.mark.parametrize(
    "rules_of",
    [
        PasswordRules(),
        PasswordRules(length=8),
        PasswordRules(symbols=""),
        PasswordRules(length=128, symbols="-", letter_first=True),
    ],
)
def test_a_new_password_keeps_the_platforms_rules(rules_of: PasswordRules) -> None:
    made = {expose_text(generator.generate(rules_of)) for _ in range(50)}
    assert len(made) == 50
    for each in made:
        assert len(each) == rules_of.length
        assert all(any(char in kind for char in each) for kind in rules_of.classes())
        assert not set(each) & set("Il1O0")
        assert not rules_of.letter_first or each[0].isalpha()


def test_rules_that_make_no_password_are_refused() -> None:
    with pytest.raises(ValueError, match="do not make"):
        generator.generate(PasswordRules(length=4))


def test_an_opening_is_not_forgotten_by_abandoning_an_offer(
    custodian: Custodian, people: People
) -> None:
    rotation = propose(custodian, people)
    assert rotation.cause == "offered"
    show(approved(custodian, people.carol, people.ben))
    assert Notice.objects.filter(kind="keys_due", to=people.dan).exists()
    rotations.abandon(rotation, by=people.anna, today=TODAY, reason="Not after all.")
    assert rotations.open_rotation(custodian).cause == "opening"  # type: ignore[union-attr]


def test_keys_proposed_by_somebody_who_left_are_due_again(
    custodian: Custodian, people: People
) -> None:
    rotation = propose(custodian, people)
    people.anna.is_active = False
    people.anna.save()
    confirm(rotation, people.ben)
    assert rotations.open_rotation(custodian).cause == "leaver"  # type: ignore[union-attr]
