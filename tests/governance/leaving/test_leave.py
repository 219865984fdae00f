"""Somebody leaves: sign-in ends, roles are to be removed, what they knew is changed."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from governance import leaving
from governance.access import acts as access
from governance.access import custody
from governance.keys import acts as keys_acts
from governance.models import Channel
from ledger.actors import OPERATOR
from ledger.models import Entry, Notice
from people import tokens
from people.models import Membership, User
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.access.conftest import listed
from tests.governance.builders import retired_channel
from tests.governance.outcomes import forbidden, refused, who_may
from tests.ledger.reading import last, told
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
    assert (holder.removal_wanted_on, holder.removed_on) == (TODAY, None)
    assert Notice.objects.filter(kind="work_after_leaving", to=cast.officer).exists()


def test_somebody_who_knew_nothing_makes_nothing_due(cast: Cast) -> None:
    given.live_channel(cast)
    found = leaving.leave(cast.outsider, by=OPERATOR, today=TODAY)
    assert found == leaving.Leaving()
    assert not Rotation.objects.exists()


def test_stewards_the_manager_and_the_operator_say_so(cast: Cast) -> None:
    assert who_may(leaving.leave, cast.member, cast) == {"steward", "operator", "manager"}
    assert who_may(leaving.leave, cast.outsider, cast) == {"steward", "operator"}
    said = (
        "Only a steward, the manager of a team that they are in, an operator of the machine, "
        "the organisation's directory or, on the day that was said, the clock can do this: say "
        "that somebody leaves."
    )
    assert forbidden(leaving.leave, cast.member, cast.officer) == said


def test_nobody_leaves_twice(cast: Cast) -> None:
    leaving.leave(cast.outsider, by=OPERATOR, today=TODAY)
    said = {"This person has left already.": None}
    assert refused(leaving.leave, cast.outsider, OPERATOR) == said


def test_everything_that_they_could_do_here_ends(cast: Cast) -> None:
    given.on_duty(cast.on_call, datetime.datetime.now(datetime.UTC))
    Membership.objects.create(team=cast.team, user=cast.on_call)
    leaving.leave(cast.on_call, by=cast.steward, today=TODAY)
    found = User.objects.get(pk=cast.on_call.pk)
    assert (found.is_active, found.left_on) == (False, TODAY)
    assert not found.standing_roles
    assert found.memberships.get().ended_on == TODAY
    assert found.duties.get().ends_at <= datetime.datetime.now(datetime.UTC)


def test_only_their_own_sessions_end(cast: Cast) -> None:
    theirs, anothers = Client(), Client()
    theirs.force_login(cast.lead)
    anothers.force_login(cast.member)
    leaving.leave(cast.lead, by=cast.steward, today=TODAY)
    assert theirs.get("/channels/").status_code == 302
    assert anothers.get("/channels/").status_code == 200


def test_without_a_manager_the_heads_hear_of_a_channel_without_a_lead(cast: Cast) -> None:
    given.approved_channel(cast)
    cast.team.manager = None
    cast.team.save()
    leaving.leave(cast.lead, by=OPERATOR, today=TODAY)
    assert told("channel_without_lead") == ["Head"]


def test_retired_channels_are_left_as_they_were(cast: Cast) -> None:
    channel = retired_channel(cast)
    found = leaving.leave(cast.lead, by=OPERATOR, today=TODAY)
    assert found.channels_without_lead == []
    assert Channel.objects.get(pk=channel.pk).lead == cast.lead


def test_entry_counts_what_is_to_be_done(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    keys_acts.deposit(channel, given.keys(), by=cast.lead, today=TODAY)
    listed(channel, cast.lead, cast)
    leaving.leave(cast.lead, by=OPERATOR, today=TODAY)
    entry = last("person.leave")
    assert entry.facts == {
        "roles_to_remove": 1,
        "tools_to_disconnect": 0,
        "devices_to_collect": 0,
        "keys_to_rotate": 1,
        "channels_without_lead": 1,
    }
    assert entry.actor == "an operator at the command line"
    assert told("work_after_leaving") == ["Head", "Manager", "Officer", "Officer2"]


def test_command_says_what_is_to_be_done(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    keys_acts.deposit(channel, given.keys(), by=cast.lead, today=TODAY)
    out = StringIO()
    call_command("leave", cast.lead.email.upper(), stdout=out)
    assert out.getvalue() == (
        "Lead has left: they can no longer sign in.\n"
        f"Remove their role, or sign them out, on:\n  {channel}\n"
        f"New keys are due for:\n  {channel}\n"
        f"Without a lead now:\n  {channel}\n"
    )


@pytest.mark.parametrize(
    ("email", "said"),
    [("nobody@riverside.invalid", "Nobody has the address"), ("lead@riverside.invalid", "already")],
    ids=["nobody", "again"],
)
def test_command_that_does_nothing_says_why(cast: Cast, email: str, said: str) -> None:
    leaving.leave(cast.lead, by=OPERATOR, today=TODAY)
    with pytest.raises(CommandError, match=said):
        call_command("leave", email)
