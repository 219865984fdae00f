"""A second step of signing in is removed: what needs one does not work any more."""

import pytest
from allauth.mfa.models import Authenticator

from governance.models import Channel, Holder, Obligation
from governance.models.platform import AccessMethod
from governance.obligations import checking
from ledger.refusals import ForbiddenError
from people import second_steps
from people.models import User
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.ledger.reading import acts, last, told

pytestmark = pytest.mark.usefixtures("noon")


def drop(user: User) -> None:
    Authenticator.objects.filter(user=user).delete()


def held_by_roles(cast: Cast) -> Channel:
    """Two officers have full control of it, each through their own sign-in."""
    channel = given.live_channel(cast)
    Channel.objects.filter(pk=channel.pk).update(access_method=AccessMethod.ROLES)
    for officer in (cast.officer, cast.officer2):
        full = {"kind": Holder.Kind.PERSON, "level": Holder.Level.FULL, "added_on": TODAY}
        full |= {"confirmed_on": TODAY, "confirmed_by": cast.head}
        Holder.objects.update_or_create(channel=channel, user=officer, defaults=full)
    checking.rebuild(TODAY)
    return channel


def test_what_needs_it_is_settled(cast: Cast) -> None:
    """Without the act the channel would count as held until something else happened to it."""
    held_by_roles(cast)
    owed = Obligation.objects.filter(kind="access", stage="", discharged_on=None)
    assert not owed.exists()
    officer = cast.officer
    second_steps.remove(officer, "totp", lambda: drop(officer), by=officer, today=TODAY)
    assert not User.objects.get(pk=officer.pk).is_officer
    assert owed.exists()
    assert list(checking.differences(TODAY)) == []


def test_whoever_did_it_is_told_at_once_and_it_is_recorded(cast: Cast) -> None:
    officer = cast.officer
    second_steps.remove(officer, "totp", lambda: drop(officer), by=officer, today=TODAY)
    assert told("second_step_changed") == ["Officer"]
    assert acts() == ["person.remove_second_step"]
    assert last("person.remove_second_step").actor == "Officer"


def test_for_oneself_alone(cast: Cast) -> None:
    officer = cast.officer
    for other in (cast.steward, cast.head, cast.officer2):
        with pytest.raises(ForbiddenError):
            second_steps.remove(officer, "totp", lambda: drop(officer), by=other, today=TODAY)
    assert Authenticator.objects.filter(user=officer).exists()
