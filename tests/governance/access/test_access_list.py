"""Who and what can act on a channel, and when access counts as held."""

import pytest

from governance.access import acts as access
from governance.access import custody
from governance.access.standing import standing
from governance.keys import acts as keys_acts
from governance.models import Channel, Holder, Tool
from governance.who import keys as key_permissions
from ledger.refusals import ForbiddenError, InvalidError, RefusedError
from people.models import User
from tests import cast as given
from tests.cast import TODAY, Cast


@pytest.fixture
def linkedin(cast: Cast) -> Channel:
    return given.approved_channel(
        cast, platform="linkedin", answers={"handle": "company/riverside-therapies"}
    )


def add_person(channel: Channel, user: User, cast: Cast, level: str = "full") -> Holder:
    answers = {"kind": "person", "email": user.email, "level": level}
    return access.add(channel, by=cast.officer, today=TODAY, **answers)


def test_two_confirmed_officers_hold_a_page_of_roles(cast: Cast, linkedin: Channel) -> None:
    assert "two officers" in (standing(linkedin).missing or "")
    for user in (cast.officer, cast.officer2):
        holder = add_person(linkedin, user, cast)
        assert not standing(linkedin).held
        access.confirm(holder, by=cast.head, today=TODAY)
    assert standing(linkedin).held


def test_a_role_that_only_publishes_does_not_hold(cast: Cast, linkedin: Channel) -> None:
    for user, level in ((cast.officer, "full"), (cast.officer2, "publish")):
        access.confirm(add_person(linkedin, user, cast, level), by=cast.head, today=TODAY)
    assert not standing(linkedin).held


def test_the_team_alone_does_not_hold(cast: Cast, linkedin: Channel) -> None:
    for user in (cast.lead, cast.administrator):
        access.confirm(add_person(linkedin, user, cast), by=cast.head, today=TODAY)
    assert not standing(linkedin).held


def test_an_officer_who_was_removed_holds_no_more(cast: Cast, linkedin: Channel) -> None:
    holders = [add_person(linkedin, user, cast) for user in (cast.officer, cast.head)]
    for holder in holders:
        access.confirm(holder, by=cast.officer, today=TODAY)
    access.remove(holders[0], by=cast.officer2, today=TODAY)
    assert not standing(linkedin).held
    with pytest.raises(RefusedError, match="removed already"):
        access.remove(holders[0], by=cast.officer2, today=TODAY)


def test_nobody_confirms_but_an_officer(cast: Cast, linkedin: Channel) -> None:
    holder = add_person(linkedin, cast.lead, cast)
    with pytest.raises(ForbiddenError):
        access.confirm(holder, by=cast.lead, today=TODAY)


def test_the_same_person_stands_on_a_list_once(cast: Cast, linkedin: Channel) -> None:
    add_person(linkedin, cast.officer, cast)
    with pytest.raises(InvalidError, match="on the list already"):
        add_person(linkedin, cast.officer, cast)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"kind": "person", "email": "nobody@riverside.invalid"}, "email"),
        ({"kind": "person"}, "email"),
        ({"kind": "device", "name": "Phone"}, "where"),
        ({"kind": "agency"}, "name"),
        ({"kind": "tool"}, "tool"),
        ({"kind": "ghost"}, "kind"),
        ({"kind": "mailbox", "name": "a\0b"}, "name"),
    ],
)
def test_bad_lines_are_errors_by_field(
    cast: Cast, linkedin: Channel, answers: dict[str, str], field: str
) -> None:
    with pytest.raises(InvalidError) as invalid:
        access.add(linkedin, by=cast.officer, today=TODAY, **{"level": "full", **answers})
    assert field in invalid.value.errors


def test_a_phone_in_a_drawer_is_held_when_somebody_saw_it(cast: Cast) -> None:
    channel = given.approved_channel(
        cast, platform="whatsapp-channel", answers={"handle": "0029VaCTxyz1234567890"}
    )
    assert "device" in (standing(channel).missing or "")
    answers = {"kind": "device", "name": "Ward phone", "where": "Drawer 2", "level": "full"}
    phone = access.add(channel, by=cast.officer, today=TODAY, **answers)
    access.confirm(phone, by=cast.officer, today=TODAY)
    assert standing(channel).held


def test_a_channel_is_held_through_the_one_it_is_run_by(cast: Cast, linkedin: Channel) -> None:
    child = given.approved_channel(cast, answers={"handle": "@riversidechild"})
    answers = {"method": "parent", "parent": str(linkedin.pk)}
    access.set_method(child, by=cast.officer, today=TODAY, **answers)
    assert "not held itself" in (standing(child).missing or "")
    for user in (cast.officer, cast.officer2):
        access.confirm(add_person(linkedin, user, cast), by=cast.head, today=TODAY)
    assert standing(child).held
    with pytest.raises(InvalidError, match="through itself"):
        access.set_method(
            linkedin,
            by=cast.officer,
            today=TODAY,
            **{"method": "parent", "parent": str(child.pk)},
        )


def test_a_tool_must_be_confirmed_and_have_its_keys(cast: Cast, linkedin: Channel) -> None:
    tool = Tool.objects.create(name="Postplanner")
    answers = {"method": "parent", "tool": str(tool.pk)}
    access.set_method(linkedin, by=cast.officer, today=TODAY, **answers)
    assert "must be on the access list" in (standing(linkedin).missing or "")


def test_a_line_counts_as_knowing_the_keys_once_it_is_confirmed(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    keys_acts.deposit(channel, given.keys(), by=cast.lead, today=TODAY)
    custodian = custody.custodian_of(channel)
    assert custodian is not None
    holder = add_person(channel, cast.member, cast)
    assert not key_permissions.on_access_list(custodian, cast.member)
    access.confirm(holder, by=cast.officer, today=TODAY)
    assert key_permissions.on_access_list(custodian, cast.member)


def test_a_page_of_roles_takes_nobodys_password(cast: Cast, linkedin: Channel) -> None:
    with pytest.raises(RefusedError, match="no password of its own"):
        keys_acts.deposit(linkedin, given.keys(), by=cast.officer, today=TODAY)
    assert custody.custodian_of(linkedin) is None
