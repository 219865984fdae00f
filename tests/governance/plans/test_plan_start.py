"""Starting a plan."""

import pytest

from governance.models import Plan
from ledger.models import Entry
from ledger.refusals import ForbiddenError, InvalidError
from tests.cast import Cast, draft


def test_draft_names_its_author_as_lead_and_administrator(cast: Cast) -> None:
    plan = draft(cast, by=cast.member)
    found = Plan.objects.get()
    assert found == plan
    assert (found.state, found.kind, found.tier) == ("draft", "new", "service")
    assert (found.author, found.lead) == (cast.member, cast.member)
    assert list(found.administrators.all()) == [cast.member]
    assert found.reference.startswith("P-")
    assert Entry.objects.get(act="plan.start").subject_id == plan.pk


def test_only_a_member_of_the_team_starts_one(cast: Cast) -> None:
    with pytest.raises(ForbiddenError):
        draft(cast, by=cast.outsider)
    assert not Plan.objects.exists()


@pytest.mark.parametrize("name", ["", "x" * 121, "a\u202eb"])
def test_name_is_checked(cast: Cast, name: str) -> None:
    with pytest.raises(InvalidError) as refused:
        draft(cast, name=name)
    assert set(refused.value.errors) == {"name"}
