"""A second step of signing in is set up: roles that waited for it work from then on."""

import pytest
from allauth.mfa.models import Authenticator

from governance.models import Obligation
from governance.obligations import checking
from ledger.models import Entry
from ledger.refusals import ForbiddenError
from people import second_steps
from people.models import User
from tests.cast import TODAY, Cast, second_step
from tests.ledger.reading import acts, last, told
from tests.people.test_person_remove_second_step import drop, held_by_roles

pytestmark = pytest.mark.usefixtures("noon")


def test_what_waits_for_it_is_settled(cast: Cast) -> None:
    held_by_roles(cast)
    officer = cast.officer
    second_steps.remove(officer, "totp", lambda: drop(officer), by=officer, today=TODAY)
    owed = Obligation.objects.filter(kind="access", stage="", discharged_on=None)
    assert owed.exists()
    second_steps.add(officer, "totp", lambda: second_step(officer), by=officer, today=TODAY)
    assert User.objects.get(pk=officer.pk).is_officer
    assert not owed.exists()
    assert list(checking.differences(TODAY)) == []


def test_whoever_did_it_is_told_at_once_and_it_is_recorded(cast: Cast) -> None:
    """It may have been somebody else in their name."""
    member = cast.member
    second_steps.add(member, "totp", lambda: second_step(member), by=member, today=TODAY)
    assert told("second_step_changed") == ["Member"]
    assert acts() == ["person.add_second_step"]
    assert last("person.add_second_step").actor == "Member"


def test_for_oneself_alone(cast: Cast) -> None:
    for other in (cast.steward, cast.head, cast.officer):
        with pytest.raises(ForbiddenError):
            second_steps.add(
                cast.member, "totp", lambda: second_step(cast.member), by=other, today=TODAY
            )
    assert not Authenticator.objects.filter(user=cast.member).exists()
    assert not Entry.objects.filter(act="person.add_second_step").exists()
