"""Somebody leaves: sign-in ends, roles are to be removed, what they knew is changed."""

import pytest
from django.test import Client

from governance import leaving
from governance.access import acts as access
from governance.access import custody
from governance.keys import acts as keys_acts
from governance.models import Holder
from ledger.actors import OPERATOR
from ledger.models import Entry, Notice
from ledger.refusals import ForbiddenError, RefusedError
from people import tokens
from tests import cast as given
from tests.cast import TODAY, Cast
from vault import grants
from vault.models import Rotation


def test_a_lead_who_deposited_the_keys_leaves(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    keys_acts.deposit(channel, given.keys(), by=cast.lead, today=TODAY)
    client = Client()
    client.force_login(cast.lead)
    _, token = tokens.issue("x", scopes=["plans:write"], days=None, person=cast.lead)

    found = leaving.leave(cast.lead, by=OPERATOR, today=TODAY)

    channel.refresh_from_db()
    assert channel.lead is None
    assert not channel.administrators.filter(pk=cast.lead.pk).exists()
    assert found.keys_to_rotate == [str(channel)]
    assert found.channels_without_lead == [str(channel)]
    assert Rotation.objects.get().cause == "leaver"
    assert Notice.objects.filter(kind="channel_without_lead", to=cast.manager).exists()
    assert tokens.find(token) is None
    assert client.get("/channels/").status_code == 302
    assert Entry.objects.filter(act="person.leave").exists()


@pytest.mark.parametrize("who", ["steward", "operator"])
def test_somebody_leaves_with_keys_open(cast: Cast, who: str) -> None:
    channel = given.approved_channel(cast)
    keys_acts.deposit(channel, given.keys(), by=cast.officer2, today=TODAY)
    custodian = custody.custodian_of(channel)
    assert custodian is not None
    wish = grants.Wish(reason="A post to take down")
    grant = grants.request(custodian, wish, in_hours=True, by=cast.officer, today=TODAY)
    grants.approve(grant, by=cast.head, today=TODAY)
    leaving.leave(cast.officer, by=OPERATOR if who == "operator" else cast.steward, today=TODAY)
    grant.refresh_from_db()
    assert grant.state == "ended"


def test_a_role_on_the_platform_waits_to_be_removed(cast: Cast) -> None:
    channel = given.approved_channel(
        cast, platform="linkedin", answers={"handle": "company/riverside"}
    )
    answers = {"kind": "person", "email": cast.member.email, "level": "publish"}
    holder = access.add(channel, by=cast.officer, today=TODAY, **answers)
    found = leaving.leave(cast.member, by=cast.steward, today=TODAY)
    assert found.roles_to_remove == [str(channel)]
    assert found.keys_to_rotate == []
    holder.refresh_from_db()
    assert holder.removal_wanted_on == TODAY
    assert Holder.objects.get().removed_on is None
    assert Notice.objects.filter(kind="roles_to_remove", to=cast.officer).exists()


def test_somebody_who_knew_nothing_makes_nothing_due(cast: Cast) -> None:
    given.live_channel(cast)
    found = leaving.leave(cast.outsider, by=OPERATOR, today=TODAY)
    assert found == leaving.Leaving()
    assert not Rotation.objects.exists()


def test_nobody_leaves_twice_or_by_the_wrong_person(cast: Cast) -> None:
    with pytest.raises(ForbiddenError):
        leaving.leave(cast.outsider, by=cast.officer, today=TODAY)
    leaving.leave(cast.outsider, by=OPERATOR, today=TODAY)
    with pytest.raises(RefusedError, match="left already"):
        leaving.leave(cast.outsider, by=OPERATOR, today=TODAY)
