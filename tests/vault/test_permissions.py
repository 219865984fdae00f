"""Who may do what with keys is decided above; where nobody has decided, nobody may."""

import pytest

from tests.vault import People, registered
from vault import permissions

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("rules")
def test_without_rules_nobody_approves_and_nobody_is_listed(people: People) -> None:
    custodian = registered(people.anna)
    permissions._registered.clear()
    assert permissions.approvers(custodian) == []
    assert not permissions.on_access_list(custodian, people.anna)


def test_a_rule_says_who_may_in_the_words_of_governance() -> None:
    before = permissions.rules()
    assert before is not None
    assert before.ask.phrase in permissions.may_ask.sentence("Ask for an opening")
