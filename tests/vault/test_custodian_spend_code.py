"""Spending a backup code: each is shown once, and under three left new ones are due."""

import pytest

from ledger.refusals import RefusedError
from tests.ledger.reading import last
from tests.vault import People, approved, show, value
from vault import charging
from vault.models import Custodian, Grant, Rotation, Version

pytestmark = pytest.mark.django_db


def test_codes_come_one_by_one_until_they_are_spent(grant: Grant) -> None:
    codes = [value(grant, "backup_codes") for _ in range(4)]
    assert codes == [f"marker-code-{number}" for number in range(1, 5)]
    with pytest.raises(RefusedError, match=charging.NO_CODES):
        show(grant, "backup_codes")


def test_those_left_are_counted(grant: Grant) -> None:
    assert show(grant, "backup_codes").codes_left == 3
    assert show(grant, "password").codes_left is None


def test_the_ledger_knows_which_are_spent_and_not_a_column(grant: Grant) -> None:
    show(grant, "backup_codes")
    assert last("custodian.spend_code").facts["holding"]["spent"] == {"1": ["backup_codes/1"]}
    Version.objects.get().uses.all().delete()
    assert value(grant, "backup_codes") == "marker-code-2"


def test_few_left_make_new_ones_due(custodian: Custodian, people: People) -> None:
    grant = approved(custodian, people.anna, people.ben, purpose=Grant.Purpose.TEST)
    show(grant, "backup_codes")
    assert not Rotation.objects.exists()
    show(grant, "backup_codes")
    assert Rotation.objects.get().cause == "codes"
