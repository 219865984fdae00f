"""Reinstating: by somebody else than who suspended it, when everything is put right."""

import pytest

from governance.channels import acts as channels
from governance.models import Channel, Published
from people.models import User
from people.roles import Role
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.builders import ENDS, LAPSES
from tests.governance.outcomes import forbidden, refused, who_may, wrong
from tests.ledger.reading import last, told


@pytest.fixture
def channel(cast: Cast) -> Channel:
    """Which the officer suspended."""
    return given.suspended_channel(cast)


def only_officer(user: User) -> None:
    """From now on nobody else holds the role of an officer."""
    for other in User.objects.holding(Role.OFFICER, Role.HEAD).exclude(pk=user.pk):
        given.dismiss(other)


def test_any_officer_but_the_one_who_suspended_it(cast: Cast, channel: Channel) -> None:
    assert who_may(channels.reinstate, channel, cast) == {"officer2", "head"}
    assert "other than the one who suspended it" in forbidden(
        channels.reinstate, channel, cast.officer
    )
    assert last("channel.reinstate.refused").actor == "Officer"


def test_any_officer_where_the_clock_suspended_it(cast: Cast, channel: Channel) -> None:
    Channel.objects.filter(pk=channel.pk).update(suspended_by=None)
    channel.refresh_from_db()
    assert who_may(channels.reinstate, channel, cast) == {"officer", "officer2", "head"}


@pytest.mark.parametrize(("name", "may"), [("head", True), ("officer", False)])
def test_whoever_suspended_it_reinstates_as_the_last_head_alone(
    cast: Cast, channel: Channel, name: str, may: bool
) -> None:
    user = cast.everybody[name]
    Channel.objects.filter(pk=channel.pk).update(suspended_by=user)
    channel.refresh_from_db()
    only_officer(user)
    assert (name in who_may(channels.reinstate, channel, cast)) is may


def test_life_span_that_is_over_is_extended_first(cast: Cast, channel: Channel) -> None:
    assert refused(channels.reinstate, channel, cast.head, today=LAPSES, put_right="All.") == {
        "Its life span ended on 4 January 2028. Extend or renew it.": "channel.extend"
    }
    channels.reinstate(channel, by=cast.head, today=ENDS, put_right="All.")


def test_what_was_never_live_goes_live_first(cast: Cast, channel: Channel) -> None:
    Channel.objects.filter(pk=channel.pk).update(live_since=None)
    said = {"It has never been live.": None}
    assert refused(channels.reinstate, channel, cast.head, put_right="All.") == said


def test_it_says_what_was_put_right(cast: Cast, channel: Channel) -> None:
    said = {"put_right": ["Say what was put right."]}
    assert wrong(channels.reinstate, channel, cast.head) == said


def test_it_is_official_again_and_the_suspension_is_history(cast: Cast, channel: Channel) -> None:
    channels.reinstate(channel, by=cast.head, today=TODAY, put_right="The post is gone.")
    found = Channel.objects.get()
    assert (found.state, found.suspended_by, found.suspended_at) == ("live", None, None)
    assert (found.suspension_cause, found.suspension_reason) == ("", "")
    assert Published.objects.filter(pk=channel.pk).exists()
    entry = last("channel.reinstate")
    assert entry.words == {"put_right": "The post is gone."}
    assert entry.facts == {"from": "suspended", "to": "live"}


def test_its_people_and_all_other_officers_are_told(cast: Cast, channel: Channel) -> None:
    channels.reinstate(channel, by=cast.head, today=TODAY, put_right="The post is gone.")
    assert told("channel_reinstated") == ["Administrator", "Lead", "Officer", "Officer2"]


def test_whoever_comes_second_hears_who_was_first(cast: Cast, channel: Channel) -> None:
    channels.reinstate(channel, by=cast.officer2, today=TODAY, put_right="All.")
    [said] = refused(channels.reinstate, channel, cast.head, put_right="All.")
    assert "it must be suspended. Officer2 reinstated it " in said
