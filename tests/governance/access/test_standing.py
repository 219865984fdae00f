"""When access counts as held and tested, each method in its own way."""

import pytest

from governance.access import acts as access
from governance.access.standing import standing
from governance.keys import acts as keys_acts
from governance.models import Channel
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.access.conftest import confirmed, listed

HELD = "Access is not held: "


def run_through(channel: Channel, cast: Cast, **through: str) -> None:
    access.set_method(channel, by=cast.officer, today=TODAY, method="parent", **through)


def test_two_confirmed_officers_hold_a_page_of_roles(cast: Cast, linkedin: Channel) -> None:
    assert "two officers" in (standing(linkedin).missing or "")
    for user in (cast.officer, cast.officer2):
        holder = listed(linkedin, user, cast)
        assert not standing(linkedin).held
        access.confirm(holder, by=cast.head, today=TODAY)
    assert standing(linkedin).held
    assert standing(linkedin).confirmed_on == TODAY


def test_a_role_that_only_publishes_does_not_hold(cast: Cast, linkedin: Channel) -> None:
    confirmed(linkedin, cast.officer, cast)
    confirmed(linkedin, cast.officer2, cast, "publish")
    assert not standing(linkedin).held


def test_the_team_alone_does_not_hold(cast: Cast, linkedin: Channel) -> None:
    for user in (cast.lead, cast.administrator):
        confirmed(linkedin, user, cast)
    assert not standing(linkedin).held


@pytest.mark.parametrize("why", ["removed", "left"])
def test_an_officer_who_is_gone_holds_no_more(cast: Cast, linkedin: Channel, why: str) -> None:
    first, _ = (confirmed(linkedin, user, cast) for user in (cast.officer, cast.officer2))
    if why == "removed":
        access.remove(first, by=cast.officer2, today=TODAY)
    else:
        cast.officer.is_active = False
        cast.officer.save()
    assert not standing(linkedin).held


def test_a_phone_in_a_drawer_is_held_when_somebody_saw_it(cast: Cast) -> None:
    channel = given.approved_channel(
        cast, platform="whatsapp-channel", answers={"handle": "0029VaCTxyz1234567890"}
    )
    assert "device" in (standing(channel).missing or "")
    given.hold_access(cast, channel)
    assert standing(channel).held


def test_keys_are_held_when_they_are_tested(cast: Cast, instagram: Channel) -> None:
    assert standing(instagram).missing == f"{HELD}the keys of the channel are not deposited."
    keys_acts.deposit(instagram, given.keys(), by=cast.lead, today=TODAY)
    assert "not tested" in (standing(instagram).missing or "")
    assert instagram.custodian is not None
    given.tested(instagram.custodian, cast)
    assert standing(instagram).confirmed_on == TODAY


def test_a_channel_is_held_through_the_one_it_is_run_by(
    cast: Cast, linkedin: Channel, instagram: Channel
) -> None:
    run_through(instagram, cast, parent=str(linkedin.pk))
    assert standing(instagram).missing == f"{HELD}{linkedin} is not held itself."
    for user in (cast.officer, cast.officer2):
        confirmed(linkedin, user, cast)
    assert standing(instagram).held


def test_a_circle_is_never_held(linkedin: Channel) -> None:
    linkedin.access_method, linkedin.parent = "parent", linkedin
    assert not standing(linkedin).held


def test_a_channel_of_which_nobody_said_through_what(linkedin: Channel) -> None:
    linkedin.access_method = "parent"
    assert "nobody said through which channel or tool" in (standing(linkedin).missing or "")


def test_a_channel_is_held_through_a_tool_whose_keys_are_tested(
    cast: Cast, linkedin: Channel
) -> None:
    run_through(linkedin, cast, new_tool="Postplanner")
    assert "Postplanner must be on the access list" in (standing(linkedin).missing or "")
    line = {"kind": "tool", "tool": str(linkedin.tool_id), "level": "full"}
    holder = access.add(linkedin, by=cast.officer, today=TODAY, **line)
    access.confirm(holder, by=cast.officer, today=TODAY)
    assert standing(linkedin).missing == f"{HELD}the keys of Postplanner are not deposited."
    keys_acts.deposit(linkedin, given.keys(), by=cast.officer, today=TODAY)
    linkedin.refresh_from_db()
    assert linkedin.tool is not None
    assert linkedin.tool.custodian is not None
    given.tested(linkedin.tool.custodian, cast)
    assert standing(linkedin).held
