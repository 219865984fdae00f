"""Every ending goes one way: keys fall due, lines are to be removed, openings end, work is told."""

import datetime

import pytest
import time_machine

from governance import leaving
from governance.access import acts as access
from governance.access import custody, endings
from governance.access.endings import Ended, What
from governance.channels import acts as channels
from governance.keys import acts as keys
from governance.models import Channel, Tool
from governance.obligations import climbing
from governance.who.keys import listed_since
from ledger.actors import OPERATOR
from people.models import User
from people.roles import Role
from tests import cast as given
from tests.cast import NOON, TODAY, Cast
from tests.governance.access.conftest import listed
from tests.governance.builders import CAPTURED
from tests.ledger.reading import last, told
from vault import grants, rotations
from vault.models import Grant, Rotation


@pytest.fixture
def held(cast: Cast, instagram: Channel) -> Channel:
    """Its keys were typed by an officer: neither lead nor administrator opened or typed them."""
    keys.deposit(instagram, given.keys(), by=cast.officer2, today=TODAY)
    instagram.refresh_from_db()
    return instagram


def ends(person: User, what: What, cast: Cast, **of: object) -> Ended:
    return endings.ends(person, what, by=cast.steward, today=TODAY, **of)  # type: ignore[arg-type]


def test_a_named_administrator_knows_keys_that_they_never_opened(cast: Cast, held: Channel) -> None:
    found = leaving.leave(cast.administrator, by=OPERATOR, today=TODAY)
    assert found.keys_to_rotate == [str(held)]
    assert Rotation.objects.get().cause == "leaver"


def test_whoever_is_on_the_list_knows_them_too(cast: Cast, held: Channel) -> None:
    listed(held, cast.member, cast)
    assert ends(cast.member, What.SIGN_IN, cast).keys_to_rotate == [str(held)]


def test_who_came_off_the_list_before_these_keys_does_not_know_them(
    cast: Cast, instagram: Channel
) -> None:
    access.remove(listed(instagram, cast.member, cast), by=cast.officer, today=TODAY)
    keys.deposit(instagram, given.keys(), by=cast.officer2, today=TODAY)
    assert leaving.leave(cast.member, by=OPERATOR, today=TODAY) == Ended()


def test_new_keys_are_not_known_while_a_removal_waits(cast: Cast, held: Channel) -> None:
    """Ticking the line off after the keys were changed makes no others due."""
    leaving.leave(cast.administrator, by=OPERATOR, today=TODAY)
    custodian = custody.custodian_of(held)
    assert custodian is not None
    rotation = rotations.propose(custodian, given.keys(), by=cast.officer2, today=TODAY)
    done = {"sessions_ended": "yes", "tools_disconnected": "yes", "posts_paused": "yes"}
    rotations.confirm(rotation, by=cast.officer2, today=TODAY, **done)
    line = held.holders.get(user=cast.administrator)
    access.remove(line, by=cast.officer, today=TODAY)
    assert custody.rotation_of(custodian) is None


def test_who_is_listed_is_told_to_the_vault_by_an_instant(cast: Cast, held: Channel) -> None:
    custodian = custody.custodian_of(held)
    assert custodian is not None
    made = custodian.versions.get().made_at
    assert listed_since(custodian, made) == {cast.lead.pk, cast.administrator.pk}
    leaving.leave(cast.administrator, by=OPERATOR, today=TODAY)
    assert listed_since(custodian, made) == {cast.lead.pk, cast.administrator.pk}
    ended = held.holders.get(user=cast.administrator).ended_at
    assert ended is not None
    assert listed_since(custodian, ended) == {cast.lead.pk}


def test_keys_of_a_tool_are_known_to_who_acts_through_it(cast: Cast, instagram: Channel) -> None:
    through = {"method": "parent", "new_tool": "Postplanner"}
    access.set_method(instagram, by=cast.officer, today=TODAY, **through)
    keys.deposit(instagram, given.keys(), by=cast.officer2, today=TODAY)
    assert leaving.leave(cast.lead, by=OPERATOR, today=TODAY).keys_to_rotate == ["Postplanner"]


def test_keys_of_a_channel_above_are_known_below(cast: Cast, held: Channel) -> None:
    people = {"lead": str(cast.outsider.pk), "administrators": [str(cast.outsider.pk)]}
    people["administrators"] = [str(cast.outsider.pk), str(cast.member.pk)]
    below = given.approved_channel(cast, name="Below", answers={"handle": "@below"} | people)
    through = {"method": "parent", "parent": str(held.pk)}
    access.set_method(below, by=cast.officer, today=TODAY, **through)
    assert leaving.leave(cast.outsider, by=OPERATOR, today=TODAY).keys_to_rotate == [str(held)]


def test_leaving_a_team_ends_what_came_with_its_channels(cast: Cast, held: Channel) -> None:
    found = ends(cast.administrator, What.TEAM, cast, team=cast.team)
    assert found.keys_to_rotate == found.roles_to_remove == [str(held)]
    assert not held.administrators.filter(pk=cast.administrator.pk).exists()
    assert Rotation.objects.get().cause == "role"
    assert last("person.lose_access").facts["what"] == "team"


def test_leaving_another_team_ends_nothing_here(cast: Cast, held: Channel) -> None:
    assert ends(cast.lead, What.TEAM, cast, team=cast.other_team) == Ended()
    held.refresh_from_db()
    assert held.lead == cast.lead


def test_a_lost_role_ends_openings_and_what_was_known_by_it(cast: Cast, held: Channel) -> None:
    grant = opened(held, cast.officer, cast)
    line = listed(held, cast.officer, cast)
    given.dismiss(cast.officer)
    found = ends(cast.officer, What.ROLE, cast, role=Role.OFFICER)
    grant.refresh_from_db()
    line.refresh_from_db()
    assert (grant.state, line.removal_wanted_on) == ("ended", TODAY)
    assert found.keys_to_rotate == [str(held)]


def test_a_lost_role_takes_no_channel_that_somebody_leads(cast: Cast, held: Channel) -> None:
    assert ends(cast.lead, What.ROLE, cast, role=Role.ON_CALL) == Ended()
    held.refresh_from_db()
    assert held.lead == cast.lead


def test_whoever_is_an_officer_still_loses_nothing(cast: Cast, held: Channel) -> None:
    listed(held, cast.head, cast)
    assert cast.head.holds(Role.HEAD)
    assert ends(cast.head, What.ROLE, cast, role=Role.OFFICER) == Ended()


def test_a_role_that_opens_no_keys_takes_nothing(cast: Cast, held: Channel) -> None:
    line = listed(held, cast.auditor, cast)
    given.dismiss(cast.auditor)
    assert ends(cast.auditor, What.ROLE, cast, role=Role.AUDITOR) == Ended()
    line.refresh_from_db()
    assert line.removal_wanted_on is None


@time_machine.travel(NOON, tick=False)
def test_a_break_glass_opening_ends_and_the_head_hears_that_its_account_is_owed(
    cast: Cast, held: Channel
) -> None:
    given.on_duty(cast.on_call)
    custodian = custody.custodian_of(held)
    assert custodian is not None
    glass = grants.AtOnce(signed_in_at=NOON, account_by=TODAY)
    wish = grants.Wish(reason="A post to take down")
    grant = grants.immediate(custodian, wish, glass, in_hours=False, by=cast.on_call, today=TODAY)
    leaving.leave(cast.on_call, by=OPERATOR, today=TODAY)
    grant.refresh_from_db()
    assert grant.state == "ended"
    climbing.climb(today=TODAY + datetime.timedelta(days=1), now=NOON)
    assert told("digest") == ["Head", "Officer", "Officer2"]


def test_tools_and_devices_of_a_leaver_are_work(cast: Cast, held: Channel) -> None:
    tool = Tool.objects.create(name="Postplanner")
    mine = {"email": cast.member.email, "level": "full"}
    access.add(held, by=cast.officer, today=TODAY, kind="tool", tool=str(tool.pk), **mine)
    phone = {"kind": "device", "name": "Phone", "where": "At home"}
    access.add(held, by=cast.officer, today=TODAY, **phone, **mine)
    found = leaving.leave(cast.member, by=OPERATOR, today=TODAY)
    assert found.tools_to_disconnect == [f"Postplanner, on {held}"]
    assert found.devices_to_collect == [f"Phone, of {held}"]
    assert found.roles_to_remove == []


def test_a_parked_channel_has_its_people_still(cast: Cast, held: Channel) -> None:
    channels.prepare_closing(held, by=cast.officer, today=TODAY, **CAPTURED)
    parked = {"ending": "parked", "archive": "Shelf 4", "reason": "Over."}
    channels.retire(held, by=cast.officer, today=TODAY, **parked)
    found = leaving.leave(cast.lead, by=OPERATOR, today=TODAY)
    assert (found.roles_to_remove, found.channels_without_lead) == ([str(held)], [])
    held.refresh_from_db()
    assert held.lead == cast.lead


def test_an_agency_that_goes_makes_keys_due(cast: Cast, held: Channel) -> None:
    line = {"kind": "agency", "name": "Bright", "level": "full"}
    holder = access.add(held, by=cast.officer, today=TODAY, **line)
    access.remove(holder, by=cast.officer, today=TODAY)
    assert Rotation.objects.get().cause == "role"


def test_without_officers_and_manager_the_stewards_hear_of_the_work(
    cast: Cast, held: Channel
) -> None:
    """The last officer leaves."""
    cast.team.manager = None
    cast.team.save()
    for officer in (cast.officer2, cast.head, cast.officer):
        leaving.leave(officer, by=OPERATOR, today=TODAY)
    leaving.leave(cast.lead, by=OPERATOR, today=TODAY)
    assert "Steward" in told("work_after_leaving")


def test_who_left_is_owed_no_notice(cast: Cast, held: Channel) -> None:
    leaving.leave(cast.lead, by=OPERATOR, today=TODAY)
    assert "Administrator" in told("keys_due")
    assert "Lead" not in told("keys_due")


def opened(channel: Channel, person: User, cast: Cast) -> Grant:
    custodian = custody.custodian_of(channel)
    assert custodian is not None
    wish = grants.Wish(reason="A post to take down")
    grant = grants.request(custodian, wish, in_hours=True, by=person, today=TODAY)
    grants.approve(grant, by=cast.head, today=TODAY)
    return grant
