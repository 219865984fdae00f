"""Naming who answers for a channel: the lead, and two administrators at least."""

from typing import Any

import pytest

from governance.channels import people
from governance.models import Channel, Listing
from governance.policy import acts as policies
from people.models import Team, User
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.builders import lapsed_channel, retired_channel
from tests.governance.outcomes import OFFICERS, forbidden, refused, who_may, wrong
from tests.ledger.reading import last, told


@pytest.fixture
def channel(cast: Cast) -> Channel:
    """Which the lead leads, and the administrator can act on."""
    return given.live_channel(cast)


def ids(*users: User) -> list[str]:
    return [str(user.pk) for user in users]


def inputs(lead: User, *others: User) -> dict[str, Any]:
    return {"lead": str(lead.pk), "administrators": ids(*others)}


def name(channel: Channel, by: User, lead: User, *others: User) -> None:
    people.name_people.perform(channel, by=by, today=TODAY, inputs=inputs(lead, *others))


def test_the_manager_of_its_team_and_officers(cast: Cast, channel: Channel) -> None:
    assert who_may(people.name_people, channel, cast) == {*OFFICERS, "manager"}
    said = "Only a communications officer or the manager of its team can do this: name its people."
    assert forbidden(people.name_people, channel, cast.lead) == said
    Team.objects.update(manager=None)
    channel.refresh_from_db()
    channel.team.refresh_from_db()
    assert who_may(people.name_people, channel, cast) == OFFICERS


def test_retired_channel_stays_as_it_is(cast: Cast) -> None:
    channel = retired_channel(cast)
    given_now = inputs(cast.member, cast.lead)
    assert refused(people.name_people, channel, cast.manager, **given_now) == {
        "It is retired, and stays as it is.": None
    }


def test_others_take_the_places_of_those_before(cast: Cast, channel: Channel) -> None:
    name(channel, cast.manager, cast.member, cast.officer)
    found = Channel.objects.get()
    assert found.lead == cast.member
    assert set(found.administrators.all()) == {cast.member, cast.officer}
    listed = bytes(Listing.objects.get(pk=channel.pk).document).decode()
    assert "member@riverside.invalid" in listed
    assert "administrator@riverside.invalid" not in listed


def test_lapsed_channel_without_a_lead_gets_one(cast: Cast) -> None:
    channel = lapsed_channel(cast)
    channel.administrators.clear()
    Channel.objects.filter(pk=channel.pk).update(lead=None)
    name(channel, cast.manager, cast.member, cast.administrator)
    assert channel.lead == cast.member
    assert last("channel.name_people").words["lead"] == "nobody → Member"


def test_everybody_concerned_is_told(cast: Cast, channel: Channel) -> None:
    name(channel, cast.manager, cast.member, cast.officer)
    assert told("people_named") == ["Administrator", "Lead", "Member", "Officer"]


def test_whoever_has_left_is_not_told(cast: Cast, channel: Channel) -> None:
    User.objects.filter(pk=cast.administrator.pk).update(is_active=False)
    name(channel, cast.manager, cast.member, cast.officer)
    assert told("people_named") == ["Lead", "Member", "Officer"]


def test_entry_says_who_by_id_and_in_words(cast: Cast, channel: Channel) -> None:
    name(channel, cast.manager, cast.member, cast.officer)
    entry = last("channel.name_people")
    assert entry.facts == {
        "lead": str(cast.member.pk),
        "administrators": sorted(ids(cast.member, cast.officer)),
    }
    assert entry.words == {"lead": "Lead → Member", "administrators": "Member, Officer"}


def test_one_person_is_too_few(cast: Cast, channel: Channel) -> None:
    for others in ([], [cast.member]):
        found = wrong(people.name_people, channel, cast.manager, **inputs(cast.member, *others))
        assert found == {"administrators": [people.TOO_FEW]}


def test_nobody_named(cast: Cast, channel: Channel) -> None:
    assert wrong(people.name_people, channel, cast.manager) == {"lead": ["Say who leads it."]}


def test_who_has_left_is_named(cast: Cast, channel: Channel) -> None:
    gone = [cast.member, cast.administrator]
    User.objects.filter(pk__in=[user.pk for user in gone]).update(is_active=False)
    found = wrong(
        people.name_people, channel, cast.manager, **inputs(cast.member, cast.administrator)
    )
    assert found == {
        "lead": ["Member is no longer here. Name somebody who is."],
        "administrators": ["No longer here: Administrator. Name people who are here."],
    }


def test_new_lead_has_read_the_policy(cast: Cast, channel: Channel) -> None:
    """Whoever leads it already is asked for it elsewhere, and stays meanwhile."""
    version = given.policy(cast)
    found = wrong(people.name_people, channel, cast.manager, **inputs(cast.member, cast.lead))
    assert found == {
        "lead": [
            "Member has not read the current policy. Ask Member to sign in, open “Policy” and "
            "say that they have read it. Then name them here."
        ]
    }
    name(channel, cast.manager, cast.lead, cast.officer)
    policies.acknowledge(version, by=cast.member, today=TODAY)
    name(channel, cast.manager, cast.member, cast.lead)
    assert channel.lead == cast.member


def test_whoever_is_here_until_a_day_is_no_lead(cast: Cast, channel: Channel) -> None:
    User.objects.filter(pk=cast.member.pk).update(ends_on=TODAY)
    found = wrong(people.name_people, channel, cast.manager, **inputs(cast.member, cast.lead))
    assert found["lead"][0].startswith("Member is here until a day that is set.")


def test_settled_says_who_came_and_who_went(cast: Cast, channel: Channel) -> None:
    found = people.settle(
        channel, lead=cast.member, administrators=[cast.lead], by=cast.manager, today=TODAY
    )
    assert (found.now, found.came) == ([cast.member, cast.lead], [cast.member])
    assert found.went == [cast.administrator]
    found = people.settle(channel, lead=None, administrators=[], by=cast.manager, today=TODAY)
    assert (found.now, found.came) == ([], [])
    assert channel.lead is None
