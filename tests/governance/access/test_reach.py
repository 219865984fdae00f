"""Who can act now: only who really can, and nobody twice."""

from governance.access import acts as access
from governance.access.reach import reach
from governance.models import Channel
from people.models import User
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.access.conftest import confirmed


def able(channel: Channel, *on_duty: User) -> dict[str, str]:
    """In their order: why each stands here, and what they can do."""
    found = reach(channel, on_duty).can_act
    return {str(each.who or each.line): f"{each.office}: {each.words}" for each in found}


def test_being_on_duty_is_no_role_on_linkedin(cast: Cast, linkedin: Channel) -> None:
    confirmed(linkedin, cast.officer, cast)
    found = reach(linkedin, [cast.on_call, cast.officer])
    assert [str(each.who) for each in found.can_act] == ["Lead", "Administrator", "Officer"]
    assert found.ring == [cast.on_call]
    assert able(linkedin, cast.officer)["Officer"] == ": full control, on duty now"
    assert able(linkedin)["Lead"] == "Lead: full control, not confirmed yet"


def test_somebody_on_duty_acts_where_keys_can_be_opened(cast: Cast) -> None:
    channel = given.live_channel(cast)
    assert able(channel, cast.on_call)["On Call"] == "On duty now: opens the keys"
    assert able(channel, cast.lead)["Lead"] == "Lead: full control, on duty now"
    assert reach(channel, [cast.on_call]).ring == []


def test_without_keys_they_are_rung(cast: Cast, instagram: Channel) -> None:
    assert "On Call" not in able(instagram, cast.on_call)
    assert reach(instagram, [cast.on_call]).ring == [cast.on_call]


def test_who_reads_only_or_has_gone_cannot_act(cast: Cast, linkedin: Channel) -> None:
    confirmed(linkedin, cast.member, cast, level="read")
    User.objects.filter(pk=cast.administrator.pk).update(is_active=False)
    linkedin.holders.filter(user=cast.lead).update(removal_wanted_on=TODAY)
    assert able(linkedin) == {}


def test_a_device_is_itself_and_not_whoever_keeps_it(cast: Cast, linkedin: Channel) -> None:
    phone = {"kind": "device", "name": "Phone", "where": "Drawer 2", "level": "full"}
    access.add(linkedin, by=cast.officer, today=TODAY, email=cast.lead.email, **phone)
    found = [each for each in reach(linkedin, []).can_act if each.who is None]
    assert [str(each.line) for each in found] == ["Phone"]
