"""The fault table of showing keys: forged openings, uses set back, older versions put back."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from ledger.models import Entry
from ledger.refusals import RefusedError
from tests.vault import (
    SEED,
    TODAY,
    People,
    approved,
    asked,
    confirmed,
    holding,
    now,
    proposed,
    show,
    value,
)
from vault import charging, evidence, grants
from vault.models import Custodian, Grant, Sealed, Use, Version

pytestmark = pytest.mark.django_db


def test_after_its_hour_nothing_is_shown(grant: Grant, monkeypatch: pytest.MonkeyPatch) -> None:
    later = timezone.now() + timedelta(minutes=61)
    monkeypatch.setattr(charging, "now_after_locks", lambda: later)
    with pytest.raises(RefusedError, match="time of this opening is over"):
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
        {"state": "ended"},
        {"turn": 3},
        {"turn": 1},
    ],
    ids=[
        "what",
        "uses",
        "policy",
        "purpose",
        "minutes",
        "state",
        "a later turn",
        "an earlier turn",
    ],
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
    Grant.objects.filter(pk=grant.pk).update(custodian=holding(people.anna))
    grant.refresh_from_db()
    refused_as_tampered(grant)


def test_an_approval_of_another_custodians_keys_is_noticed(
    custodian: Custodian, people: People
) -> None:
    """Moved for as long as it took somebody to approve it."""
    grant = asked(custodian, people.anna)
    Grant.objects.filter(pk=grant.pk).update(custodian=holding(people.anna))
    grants.approve(Grant.objects.get(pk=grant.pk), by=people.ben, today=TODAY)
    Grant.objects.filter(pk=grant.pk).update(custodian=custodian)
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
    confirmed(proposed(grant.custodian, people.ben), people.ben)
    assert value(grant) == "new"
    Version.objects.filter(number=2).update(standing="old", replaced_on=TODAY)
    Version.objects.filter(number=1).update(standing="current", replaced_on=None)
    refused_as_tampered(grant)


def test_older_bytes_put_into_the_newer_row_are_noticed(grant: Grant, people: People) -> None:
    before = bytes(Sealed.objects.get(field="password").value)
    Sealed.objects.filter(field="password").update(value=before[:-1] + bytes([before[-1] ^ 1]))
    refused_as_tampered(grant)
    assert not Use.objects.exists()


def test_since_when_a_value_is_new_set_ahead_in_the_database_is_noticed(grant: Grant) -> None:
    Sealed.objects.filter(field="password").update(since=2)
    refused_as_tampered(grant)


def test_and_set_back(grant: Grant, people: People) -> None:
    confirmed(proposed(grant.custodian, people.ben), people.ben)
    Sealed.objects.filter(field="password", version__number=2).update(since=1)
    refused_as_tampered(grant)
    with pytest.raises(RefusedError, match="ledger"):
        proposed(Custodian.objects.get(), people.ben, username="x")


def test_a_data_key_that_was_changed_is_noticed_and_charges_nothing(grant: Grant) -> None:
    row = Version.objects.get().data_key
    assert row is not None
    row.wrapped = bytes(row.wrapped)[:-1] + bytes([bytes(row.wrapped)[-1] ^ 1])
    row.save()
    refused_as_tampered(grant)
    assert not Use.objects.exists()


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


def test_what_rows_are_called_shows_nothing_of_a_secret(grant: Grant, waiting: object) -> None:
    show(grant, "backup_codes")
    for model in apps.get_app_config("vault").get_models():
        names = " ".join(str(each) for each in model._default_manager.all())
        assert names, model
        assert "marker" not in names, model


def refused_as_tampered(grant: Grant) -> None:
    before = Entry.objects.filter(act="grant.reveal.refused").count()
    with pytest.raises(RefusedError) as caught:
        show(grant)
    assert str(caught.value) == evidence.TAMPERED
    assert Entry.objects.filter(act="grant.reveal.refused").count() == before + 1
