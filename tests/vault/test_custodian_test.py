"""An officer's word that the keys still work, after signing in with them: it makes nothing due."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from ledger.acts import asking
from ledger.models import Notice
from ledger.refusals import ForbiddenError, RefusedError
from people.models import User
from tests.ledger.reading import last
from tests.vault import (
    TODAY,
    People,
    approved,
    confirmed,
    holding,
    now,
    proposed,
    registered,
    seen,
    show,
)
from tests.vault.conftest import Forbid
from vault import custodians, evidence, keytests, permissions, reveals
from vault.models import Custodian, Rotation, Version
from vault.permissions import Rules

pytestmark = pytest.mark.django_db


def say(custodian: Custodian, by: User) -> None:
    keytests.record(custodian, by=by, today=TODAY)


def refused(custodian: Custodian, by: User) -> str:
    with pytest.raises(RefusedError) as caught:
        say(custodian, by)
    return str(caught.value)


@pytest.fixture
def looked(custodian: Custodian, people: People) -> Custodian:
    """Ben was shown what one signs in with."""
    seen(custodian, people.ben, people.carol)
    return custodian


def test_it_makes_nothing_due(looked: Custodian, people: People) -> None:
    custodian = looked
    say(custodian, people.ben)
    assert keytests.tested_on(custodian) == TODAY
    assert Version.objects.get().tested_by == people.ben
    assert not Rotation.objects.exists()


def test_after_new_keys_it_is_said_anew(looked: Custodian, people: People) -> None:
    say(looked, people.ben)
    confirmed(proposed(looked, people.anna), people.anna)
    assert keytests.tested_on(looked) is None
    assert "have not looked at: user name, password, a code" in refused(looked, people.ben)


def test_the_entry_says_which_version(looked: Custodian, people: People) -> None:
    say(looked, people.ben)
    assert last("custodian.test").facts["version"] == 1


def test_nobody_is_told_good_news(looked: Custodian, people: People) -> None:
    owed = Notice.objects.count()
    say(looked, people.ben)
    assert Notice.objects.count() == owed


def test_whoever_did_not_open_them_cannot_know(looked: Custodian, people: People) -> None:
    with pytest.raises(RefusedError, match="Open the keys and sign in with them") as caught:
        say(looked, people.carol)
    assert caught.value.refusals[0].helps == "grant.request"
    assert keytests.tested_on(looked) is None


@pytest.mark.parametrize(
    ("names", "missing"),
    [
        (("username", "totp_seed"), "password."),
        (("password", "totp_seed"), "user name."),
        (("username", "password"), "a code for the second step."),
        (("notes",), "user name, password, a code for the second step."),
    ],
)
def test_everything_that_one_signs_in_with_was_shown(
    custodian: Custodian, people: People, names: tuple[str, ...], missing: str
) -> None:
    seen(custodian, people.ben, people.carol, *names)
    assert refused(custodian, people.ben).endswith(f"looked at: {missing}")


def test_a_backup_code_passes_the_second_step_too(custodian: Custodian, people: People) -> None:
    seen(custodian, people.ben, people.carol, "username", "password", "backup_codes")
    say(custodian, people.ben)


def test_without_a_second_step_no_code_is_needed(rules: object, people: People) -> None:
    simple = holding(people.anna, username="u", password="p")
    seen(simple, people.ben, people.carol, "username", "password")
    say(simple, people.ben)


def test_keys_of_notes_alone_were_at_least_looked_at(rules: object, people: People) -> None:
    notes = holding(people.anna, notes="In the safe.")
    assert "anything of them" in refused(notes, people.ben)
    seen(notes, people.ben, people.carol, "notes")
    say(notes, people.ben)


def test_yesterdays_look_is_too_old(looked: Custodian, people: People) -> None:
    with time_machine.travel(now() + timedelta(hours=25), tick=False):
        assert "Within the last day" in refused(looked, people.ben)


def test_an_opening_to_act_counts_as_well(custodian: Custodian, people: People) -> None:
    grant = approved(custodian, people.ben, people.carol)
    for name in ("username", "password", "totp_seed"):
        show(grant, name)
    custodian.refresh_from_db()
    say(custodian, people.ben)


def test_what_could_not_be_shown_was_not_looked_at(
    custodian: Custodian, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen(custodian, people.ben, people.carol, "username", "totp_seed")
    grant = approved(custodian, people.ben, people.carol)
    monkeypatch.setattr(reveals, "_opened", lambda charged: None)
    with pytest.raises(RefusedError):
        show(grant)
    custodian.refresh_from_db()
    assert refused(custodian, people.ben).endswith("looked at: password.")


def test_a_look_written_into_the_database_is_none(custodian: Custodian, people: People) -> None:
    grant = approved(custodian, people.ben, people.carol)
    version = Version.objects.get()
    for name in ("username", "password", "totp_seed"):
        grant.uses.create(version=version, field=name, at=now(), makes_due=False)
    assert "Open the keys" in refused(custodian, people.ben)


def test_somebody_else_than_who_put_them_there_tests_them(
    custodian: Custodian, people: People, rules: Rules
) -> None:
    seen(custodian, people.anna, people.ben)
    permissions.register(replace(rules, approvers=lambda custodian: [people.anna, people.carol]))
    assert refused(custodian, people.anna) == (
        "You put these keys here yourself, so somebody else tests them, such as Carol."
    )


def test_the_only_officer_tests_what_they_deposited(
    custodian: Custodian, people: People, rules: Rules
) -> None:
    seen(custodian, people.anna, people.ben)
    permissions.register(replace(rules, approvers=lambda custodian: [people.anna]))
    say(custodian, people.anna)


def test_whoever_may_not_says_nothing(custodian: Custodian, people: People, forbid: Forbid) -> None:
    forbid("test")
    with pytest.raises(ForbiddenError):
        say(custodian, people.ben)


def test_there_is_nothing_to_test_where_none_are_held(rules: object, people: People) -> None:
    empty = registered(people.anna)
    with pytest.raises(RefusedError, match="No keys are held yet"):
        say(empty, people.ben)
    assert keytests.tested_on(empty) is None


def test_what_is_retired_is_not_tested(custodian: Custodian, people: People) -> None:
    custodians.retire(custodian, recoverable_until=TODAY, by=people.anna, today=TODAY)
    with pytest.raises(RefusedError, match="It is retired"):
        say(custodian, people.ben)


def test_keys_slipped_into_the_database_are_not_called_tested(
    custodian: Custodian, people: People
) -> None:
    seen(custodian, people.ben, people.carol)
    empty = registered(people.anna)
    Version.objects.update(custodian=empty)
    assert "Open the keys" in refused(empty, people.ben)
    assert keytests.tested_on(empty) is None


def test_looks_that_the_ledger_does_not_prove_count_for_nothing(
    custodian: Custodian, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tampered(*_: object, **__: object) -> None:
        raise evidence.tampered()

    monkeypatch.setattr(evidence, "by_person", tampered)
    asked = asking(by=people.ben, today=TODAY)
    assert keytests._shown(custodian, custodian.versions.get(), asked) == set()
