"""Loosening how keys are opened: what a second person agrees to, and everybody hears of."""

import pytest

from ledger.refusals import ForbiddenError
from tests.ledger.reading import last, told
from tests.vault import TODAY, People
from tests.vault.conftest import Forbid
from vault import grantpolicies
from vault.models import Custodian, Policy, PolicyChange

pytestmark = pytest.mark.django_db
LOOSE = {"in_hours": Policy.IMMEDIATE, "out_of_hours": Policy.IMMEDIATE}


def test_whoever_is_responsible_is_told(waiting: PolicyChange, people: People) -> None:
    grantpolicies.agree(waiting, by=people.ben, today=TODAY)
    assert told("keys_policy_loosened") == ["Dan"]


def test_the_entry_names_both(waiting: PolicyChange, people: People) -> None:
    grantpolicies.agree(waiting, by=people.ben, today=TODAY)
    entry = last("custodian.loosen_policy")
    assert entry.actor == "Ben"
    assert entry.facts["asked_by"] == str(people.anna.pk)
    assert entry.facts["holding"]["policy"]["in_hours"] == "immediate"


def test_whoever_may_not_loosens_nothing(
    waiting: PolicyChange, people: People, forbid: Forbid
) -> None:
    forbid("manage")
    with pytest.raises(ForbiddenError):
        grantpolicies.loosen(waiting.custodian, waiting, by=people.ben, today=TODAY, **LOOSE)
    assert Custodian.objects.get().in_hours == Policy.DUAL
