"""What is missing of access leads to what puts it right: a deposit, a test, the list, the way."""

import datetime

import pytest

from governance.access import acts as access
from governance.access import guarding
from governance.access.standing import Lacks, standing
from governance.channels import acts as channels
from governance.keys import acts as keys_acts
from governance.models import Channel, Holder
from ledger.acts import asking, find
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.access.conftest import confirmed
from tests.governance.outcomes import refused
from tests.house.things import everywhere
from vault import rotations
from vault.secret import Secret

everywhere()
DONE = {"sessions_ended": "yes", "tools_disconnected": "yes", "posts_paused": "yes"}
SAID = {"cause": "compromised", "reason": "Somebody got in."}
PUT_RIGHT = {"put_right": "All."}


def helps(channel: Channel, cast: Cast) -> list[str | None]:
    """Which acts the refusals of access lead to."""
    asked = asking(by=cast.officer, today=TODAY)
    found = [each.refusal(channel, asked) for each in guarding.access_held]
    return [each.helps for each in found if each]


def compromised(channel: Channel, cast: Cast) -> Channel:
    channels.suspend(channel, by=cast.officer, today=TODAY, **SAID)
    return channel


def refusals(channel: Channel, cast: Cast) -> dict[str | None, str]:
    """Why it is not reinstated, by the act that helps."""
    found = refused(channels.reinstate, channel, cast.head, **PUT_RIGHT)
    return {leads_to: said for said, leads_to in found.items()}


def test_keys_are_deposited_then_tested(cast: Cast, instagram: Channel) -> None:
    assert helps(instagram, cast) == ["custodian.deposit"]
    keys_acts.deposit(instagram, given.keys(), by=cast.lead, today=TODAY)
    assert helps(instagram, cast) == ["custodian.test"]
    assert instagram.custodian is not None
    given.tested(instagram.custodian, cast)
    assert helps(instagram, cast) == []


def test_a_page_of_roles_leads_to_its_access_list(cast: Cast, linkedin: Channel) -> None:
    assert helps(linkedin, cast) == ["access.confirm"]
    act = find("access.confirm")
    assert act is not None
    assert act.address(linkedin) == f"/channels/{linkedin.pk}/access"
    holder = confirmed(linkedin, cast.officer, cast)
    assert act.address(holder) == f"/channels/{linkedin.pk}/access"


def test_a_channel_of_which_nobody_said_the_way_leads_there(linkedin: Channel, cast: Cast) -> None:
    linkedin.access_method = "parent"
    assert helps(linkedin, cast) == ["channel.set_access_method"]


def test_what_the_channel_above_lacks_is_not_put_right_here(
    linkedin: Channel, instagram: Channel, cast: Cast
) -> None:
    instagram.access_method, instagram.parent = "parent", linkedin
    assert standing(instagram).lacks == Lacks.ABOVE
    assert helps(instagram, cast) == [None]


def test_a_test_leads_to_the_page_that_says_how(instagram: Channel) -> None:
    act = find("custodian.test")
    assert act is not None
    assert act.address(instagram) == f"/channels/{instagram.pk}/keys"


def test_after_a_compromise_new_keys_come_first_and_then_their_test(cast: Cast) -> None:
    channel = compromised(given.live_channel(cast), cast)
    assert set(refusals(channel, cast)) == {"custodian.propose"}
    custodian = channel.custodian
    assert custodian is not None
    rotation = rotations.propose(custodian, given.keys(), by=cast.officer, today=TODAY)
    assert set(refusals(channel, cast)) == {"custodian.propose"}
    rotations.confirm(rotation, by=cast.officer, today=TODAY, **DONE)
    assert set(refusals(channel, cast)) == {"custodian.test"}
    custodian.refresh_from_db()
    given.tested(custodian, cast)
    channels.reinstate(channel, by=cast.head, today=TODAY, **PUT_RIGHT)
    assert Channel.objects.get().state == "live"


def test_keys_changed_before_the_compromise_do_not_count(cast: Cast) -> None:
    channel = given.live_channel(cast)
    custodian = channel.custodian
    assert custodian is not None
    rotation = rotations.propose(custodian, given.keys(), by=cast.officer, today=TODAY)
    rotations.confirm(rotation, by=cast.officer, today=TODAY, **DONE)
    given.tested(custodian, cast)
    compromised(channel, cast)
    assert set(refusals(channel, cast)) == {"custodian.propose"}


def test_a_password_alone_does_not_end_a_compromise(cast: Cast) -> None:
    channel = compromised(given.live_channel(cast), cast)
    assert channel.custodian is not None
    new = {"password": Secret("another one")}
    rotation = rotations.propose(channel.custodian, new, by=cast.officer, today=TODAY)
    said = refused(rotations.confirm, rotation, cast.officer, **DONE)
    assert "Authenticator seed, Backup codes" in next(iter(said))


@pytest.mark.parametrize("cause", ["content", "locked_out", "other"])
def test_after_anything_else_the_keys_may_stay(cast: Cast, cause: str) -> None:
    channel = given.live_channel(cast)
    channels.suspend(channel, by=cast.officer, today=TODAY, cause=cause, reason="…")
    channels.reinstate(channel, by=cast.head, today=TODAY, **PUT_RIGHT)


def test_keys_that_were_never_held_are_deposited_and_tested(cast: Cast) -> None:
    channel = given.live_channel(cast)
    Channel.objects.filter(pk=channel.pk).update(custodian=None)
    channel.refresh_from_db()
    compromised(channel, cast)
    assert set(refusals(channel, cast)) == {"custodian.propose"}
    keys_acts.deposit(channel, given.keys(), by=cast.lead, today=TODAY)
    assert set(refusals(channel, cast)) == {"custodian.test"}


def test_a_page_of_roles_is_looked_at_line_by_line(cast: Cast, linkedin: Channel) -> None:
    for user in (cast.lead, cast.administrator, cast.officer, cast.officer2, cast.member):
        confirmed(linkedin, user, cast)
    Channel.objects.filter(pk=linkedin.pk).update(state="live", live_since=TODAY)
    linkedin.refresh_from_db()
    Holder.objects.update(confirmed_on=datetime.date(2020, 1, 1))
    compromised(linkedin, cast)
    assert refusals(linkedin, cast)["access.confirm"].endswith(
        "access list: Administrator, Lead, Member, Officer, Officer2. Confirm or remove each."
    )
    access.remove(Holder.objects.get(user=cast.member), by=cast.officer, today=TODAY)
    for holder in Holder.objects.filter(removed_on=None):
        access.confirm(holder, by=cast.head, today=TODAY)
    channels.reinstate(linkedin, by=cast.head, today=TODAY, **PUT_RIGHT)


def test_nobody_on_the_list_is_not_enough(cast: Cast, linkedin: Channel) -> None:
    Channel.objects.filter(pk=linkedin.pk).update(state="live", live_since=TODAY)
    linkedin.refresh_from_db()
    compromised(linkedin, cast)
    for holder in Holder.objects.all():
        access.remove(holder, by=cast.officer, today=TODAY)
    linkedin.refresh_from_db()
    assert "two officers must have full control" in refusals(linkedin, cast)["access.confirm"]


def test_lead_and_administrators_alone_are_not_enough(cast: Cast, linkedin: Channel) -> None:
    Channel.objects.filter(pk=linkedin.pk).update(state="live", live_since=TODAY)
    linkedin.refresh_from_db()
    compromised(linkedin, cast)
    for holder in Holder.objects.all():
        access.confirm(holder, by=cast.head, today=TODAY)
    assert "two officers must have full control" in refusals(linkedin, cast)["access.confirm"]
