"""The one function that shows a key, and everything that must stop it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from ledger.models import Entry, Notice
from ledger.refusals import ForbiddenError, RefusedError
from people.models import User
from tests.vault import SEED, TODAY, People, ago, approved, asked, at_once, now, secrets
from vault import charging, evidence, grants, openers, permissions, reveals, rotations, totp
from vault.models import Custodian, Grant, Rotation, Sealed, Use, Version
from vault.reveals import Revealed
from vault.secret import Secret, expose_text

pytestmark = pytest.mark.django_db


def show(grant: Grant, field: str = "password", by: User | None = None, **more: Any) -> Revealed:
    given: dict[str, Any] = {"by": by or grant.person, "today": TODAY, "signed_in_at": now()} | more
    return reveals.reveal(grant, field, **given)


def value(grant: Grant, field: str = "password", **more: Any) -> str:
    return expose_text(show(grant, field, **more).value)


@pytest.fixture
def grant(custodian: Custodian, people: People) -> Grant:
    return approved(custodian, people.anna, people.ben)


def test_the_holder_sees_a_field_again_and_each_time_is_recorded(grant: Grant) -> None:
    assert value(grant) == "marker-password"
    assert value(grant) == "marker-password"
    assert value(grant, "username") == "marker-username"
    assert Entry.objects.filter(act="grant.reveal").count() == 3
    assert Use.objects.count() == 3


def test_whom_a_request_carries_is_the_holder_too(custodian: Custodian, people: People) -> None:
    proxy: Any = SimpleLazyObject(lambda: User.objects.get(pk=people.anna.pk))
    assert value(at_once(custodian, proxy), by=proxy) == "marker-password"


def test_the_responsible_are_told_once(grant: Grant, people: People) -> None:
    value(grant)
    value(grant)
    assert Notice.objects.filter(kind="keys_opened", to=people.dan).count() == 1


def test_nobody_but_the_holder_sees_anything(grant: Grant, people: People) -> None:
    with pytest.raises(ForbiddenError):
        show(grant, by=people.ben)
    assert Entry.objects.filter(act="grant.reveal.refused").count() == 1


def test_a_holder_who_lost_the_role_sees_nothing(grant: Grant, rules: Any) -> None:
    from dataclasses import replace

    from ledger.questions import Permission

    nobody: Permission[object] = Permission("nobody", lambda custodian, asked: False)
    permissions.register(replace(rules, ask=nobody))
    with pytest.raises(ForbiddenError, match="Only nobody"):
        show(grant)


def test_a_holder_who_left_sees_nothing(grant: Grant) -> None:
    User.objects.filter(pk=grant.person_id).update(is_active=False)
    with pytest.raises(ForbiddenError):
        show(grant)


def test_a_sign_in_is_fresh_for_the_first_field_and_may_be_older_for_more(grant: Grant) -> None:
    with pytest.raises(RefusedError, match="Sign in again"):
        show(grant, signed_in_at=ago(6))
    show(grant)
    show(grant, signed_in_at=ago(14))
    with pytest.raises(RefusedError, match="Sign in again"):
        show(grant, signed_in_at=ago(16))


def test_only_an_active_opening_shows(custodian: Custodian, people: People) -> None:
    grant = asked(custodian, people.anna)
    with pytest.raises(RefusedError, match="not active"):
        show(grant)
    grants.approve(grant, by=people.ben, today=TODAY)
    grants.end(grant, by=people.anna, today=TODAY)
    with pytest.raises(RefusedError, match="not active"):
        show(grant)


def test_after_its_hour_nothing_is_shown(grant: Grant, monkeypatch: pytest.MonkeyPatch) -> None:
    later = timezone.now() + timedelta(minutes=61)
    monkeypatch.setattr(charging, "now_after_locks", lambda: later)
    with pytest.raises(RefusedError, match="time of this opening is over"):
        show(grant)


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


def test_backup_codes_come_one_by_one_and_new_ones_fall_due(grant: Grant) -> None:
    codes = [expose_text(show(grant, "backup_codes").value) for _ in range(4)]
    assert codes == [f"marker-code-{number}" for number in range(1, 5)]
    with pytest.raises(RefusedError, match="All backup codes are spent"):
        show(grant, "backup_codes")


def test_codes_left_are_counted(grant: Grant) -> None:
    assert show(grant, "backup_codes").codes_left == 3
    assert show(grant, "password").codes_left is None


def test_few_codes_make_new_ones_due(custodian: Custodian, people: People) -> None:
    grant = approved(custodian, people.anna, people.ben, purpose=Grant.Purpose.TEST)
    show(grant, "backup_codes")
    assert not Rotation.objects.exists()
    show(grant, "backup_codes")
    assert Rotation.objects.get().cause == "codes"


def test_a_field_that_is_not_held_is_refused(grant: Grant) -> None:
    for field in ("nothing", "backup_codes/1", ""):
        with pytest.raises(RefusedError, match="not among"):
            show(grant, field)


def test_one_use_is_one_use(custodian: Custodian, people: People) -> None:
    grant = approved(custodian, people.anna, people.ben, single_use=True)
    value(grant)
    with pytest.raises(RefusedError, match="for one use"):
        show(grant)
    Use.objects.all().delete()
    with pytest.raises(RefusedError, match="for one use"):
        show(grant)


def test_a_turn_set_back_in_the_database_is_noticed(custodian: Custodian, people: People) -> None:
    grant = approved(custodian, people.anna, people.ben, single_use=True)
    value(grant)
    Grant.objects.filter(pk=grant.pk).update(turn=2)
    refused_as_tampered(grant)


def test_a_grant_forged_in_the_database_is_noticed(grant: Grant, people: People) -> None:
    forged = Grant.objects.get(pk=grant.pk)
    grants.end(grant, by=people.anna, today=TODAY)
    forged.pk = None
    forged._state.adding = True
    from uuid import uuid4

    forged.id = uuid4()
    forged.save()
    refused_as_tampered(forged)
    Grant.objects.filter(pk=forged.pk).update(turn=0)
    refused_as_tampered(forged)


@pytest.mark.parametrize(
    "change",
    [
        {"what": "seed"},
        {"uses_allowed": None},
        {"policy": "immediate", "account_by": TODAY},
        {"purpose": "test"},
        {"minutes": 480},
        {"turn": 3},
        {"turn": 1},
    ],
    ids=str,
)
def test_a_grant_changed_in_the_database_is_noticed(
    custodian: Custodian, people: People, change: dict[str, Any]
) -> None:
    grant = approved(custodian, people.anna, people.ben, single_use=True)
    Grant.objects.filter(pk=grant.pk).update(**change)
    refused_as_tampered(grant)


def test_a_grant_given_to_another_person_in_the_database_is_noticed(
    grant: Grant, people: People
) -> None:
    Grant.objects.filter(pk=grant.pk).update(person=people.carol)
    grant.refresh_from_db()
    refused_as_tampered(grant)


def test_a_grant_moved_to_another_custodian_is_noticed(grant: Grant, people: People) -> None:
    from vault import custodians, deposits

    other = custodians.register("X", path="/x", by=people.anna, today=TODAY)
    deposits.deposit(other, secrets(password="p"), by=people.anna, today=TODAY)
    Grant.objects.filter(pk=grant.pk).update(custodian=other)
    grant.refresh_from_db()
    refused_as_tampered(grant)


def test_a_request_made_active_in_the_database_is_refused(
    custodian: Custodian, people: People
) -> None:
    grant = asked(custodian, people.anna)
    Grant.objects.filter(pk=grant.pk).update(
        state="active", decided_by=people.ben, decided_at=now(), ends_at=now() + timedelta(hours=1)
    )
    with pytest.raises(RefusedError, match="not active"):
        show(grant)
    assert Entry.objects.filter(act="grant.reveal.refused").exists()


def test_a_longer_end_in_the_database_lengthens_nothing(
    grant: Grant, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = timezone.now() + timedelta(minutes=61)
    Grant.objects.filter(pk=grant.pk).update(ends_at=later + timedelta(days=1))
    monkeypatch.setattr(charging, "now_after_locks", lambda: later)
    with pytest.raises(RefusedError, match="time of this opening is over"):
        show(grant)


def test_an_older_version_put_back_with_its_data_key_is_noticed(
    grant: Grant, people: People
) -> None:
    custodian = grant.custodian
    rotation = rotations.propose(custodian, secrets(password="n"), by=people.ben, today=TODAY)
    confirm(rotation, people.ben)
    assert value(grant) == "n"
    Version.objects.filter(number=2).update(standing="old", replaced_on=TODAY)
    Version.objects.filter(number=1).update(standing="current", replaced_on=None)
    refused_as_tampered(grant)


def test_older_bytes_put_into_the_newer_row_are_noticed(grant: Grant, people: People) -> None:
    before = bytes(Sealed.objects.get(field="password").value)
    Sealed.objects.filter(field="password").update(value=before[:-1] + bytes([before[-1] ^ 1]))
    refused_as_tampered(grant)
    assert not Use.objects.exists()


def test_a_data_key_that_was_changed_is_noticed_and_charges_nothing(grant: Grant) -> None:
    row = Version.objects.get().data_key
    assert row is not None
    row.wrapped = bytes(row.wrapped)[:-1] + bytes([bytes(row.wrapped)[-1] ^ 1])
    row.save()
    refused_as_tampered(grant)
    assert not Use.objects.exists()


def test_what_does_not_decrypt_is_recorded_and_gives_the_use_back(
    custodian: Custodian, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    grant = approved(custodian, people.anna, people.ben, single_use=True)
    monkeypatch.setattr(reveals, "_opened", lambda charged: None)
    with pytest.raises(RefusedError, match="does not count"):
        show(grant)
    monkeypatch.undo()
    assert [each.act for each in evidence.stream(fresh(grant))[2:]] == [
        "grant.reveal",
        "grant.give_back",
    ]
    assert value(grant) == "marker-password"
    with pytest.raises(RefusedError, match="for one use"):
        show(grant)


def test_an_opening_from_outside_makes_new_keys_due(grant: Grant) -> None:
    value(grant)
    value(grant)
    assert [each.cause for each in Rotation.objects.all()] == ["opening"]


def test_one_on_the_access_list_makes_nothing_due(grant: Grant, rules: Any) -> None:
    from dataclasses import replace

    permissions.register(replace(rules, on_access_list=lambda custodian, person: True))
    value(grant)
    assert not Rotation.objects.exists()


def test_who_knows_what_is_known(grant: Grant, people: People) -> None:
    assert list(openers.known_to(people.carol)) == []
    carols = approved(grant.custodian, people.carol, people.ben)
    value(carols)
    assert list(openers.known_to(people.carol)) == [grant.custodian]


def test_at_once_shows_at_once(custodian: Custodian, people: People) -> None:
    assert value(at_once(custodian, people.anna)) == "marker-password"


def test_the_proposed_keys_are_offered_beside_the_current(grant: Grant, people: People) -> None:
    rotations.propose(grant.custodian, secrets(password="n"), by=people.ben, today=TODAY)
    assert value(grant) == "marker-password"
    assert value(grant, standing=Version.Standing.PROPOSED) == "n"
    assert value(grant, "username", standing=Version.Standing.PROPOSED) == "marker-username"


def test_nothing_of_a_secret_stands_outside_what_is_sealed(grant: Grant) -> None:
    for field in ("username", "password", "notes", "totp_seed", "backup_codes"):
        show(grant, field)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  a table
            for row in cursor.fetchall():
                held = b"|".join(
                    bytes(each) if isinstance(each, bytes | memoryview) else str(each).encode()
                    for each in row
                )
                assert b"marker" not in held, table
                assert SEED.encode() not in held, table


@pytest.mark.parametrize(
    ("at", "code"),
    [(59, "94287082"), (1111111109, "07081804"), (20000000000, "65353130")],
)
def test_codes_are_those_of_the_standard(at: int, code: str) -> None:
    seed = Secret("otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=8")
    found = totp.parameters(seed)
    assert found is not None
    made, seconds = totp.code(found, datetime.fromtimestamp(at, UTC))
    assert expose_text(made) == code
    assert seconds == 30 - at % 30


def refused_as_tampered(grant: Grant) -> None:
    before = Entry.objects.filter(act="grant.reveal.refused").count()
    with pytest.raises(RefusedError) as caught:
        show(grant)
    assert str(caught.value) == evidence.TAMPERED
    assert Entry.objects.filter(act="grant.reveal.refused").count() == before + 1


def fresh(grant: Grant) -> Grant:
    return Grant.objects.get(pk=grant.pk)


def confirm(rotation: Rotation, by: User) -> None:
    rotations.confirm(
        rotation,
        by=by,
        today=TODAY,
        sessions_ended="yes",
        tools_disconnected="yes",
        posts_paused="not_possible",
    )
