"""An approved plan makes its channel, with what the plan settles."""

import datetime

import pytest

from governance.models import Channel
from governance.plans import acts as plans
from ledger import acts
from ledger.models import Notice
from tests import cast as given
from tests.cast import MAILBOX, REASON, TODAY, Cast
from tests.governance.outcomes import who_may
from tests.ledger.reading import last


@pytest.fixture
def channel(cast: Cast) -> Channel:
    plan = given.under_consideration(
        cast, answers={"administrators": [str(cast.member.pk), str(cast.administrator.pk)]}
    )
    plans.approve(plan, by=cast.officer, today=TODAY, conditions="Plain words.", **REASON)
    return Channel.objects.get()


def test_it_has_the_address_that_was_agreed(channel: Channel) -> None:
    assert channel.handle == "childrenstherapies"
    assert channel.address_key == "instagram.com/childrenstherapies"
    assert channel.url == "https://www.instagram.com/childrenstherapies/"


def test_it_has_the_answers_of_the_plan(cast: Cast, channel: Channel) -> None:
    assert (channel.state, channel.team, channel.tier) == ("approved", cast.team, "service")
    assert (channel.purpose, channel.out_of_hours) == ("Our public_purpose.", "Our out_of_hours.")
    assert channel.monitored == "Monday to Friday, 9am to 5pm"
    assert channel.recovery_mailbox == MAILBOX
    assert channel.ends_on == datetime.date(2028, 1, 4)


def test_lead_is_an_administrator_beside_whom_the_plan_named(cast: Cast, channel: Channel) -> None:
    assert channel.lead == cast.lead
    assert set(channel.administrators.all()) == {cast.lead, cast.member, cast.administrator}


def test_it_says_who_approved_it_and_how(cast: Cast, channel: Channel) -> None:
    assert (channel.approved_by, channel.approved_on) == (cast.officer, TODAY)
    assert (channel.approval, channel.conditions) == ("plan", "Plain words. (by 3 February 2027)")


def test_it_is_acted_on_in_the_way_of_its_platform(cast: Cast) -> None:
    channel = given.approved_channel(cast, platform="linkedin", answers={"handle": "company/x"})
    assert channel.access_method == "roles"


def test_entry_names_the_plan_and_only_the_plan_is_told(cast: Cast, channel: Channel) -> None:
    entry = last("channel.create")
    assert entry.facts["plan"] == str(channel.plans.get().pk)
    assert entry.actor == str(cast.officer)
    assert not Notice.objects.filter(kind__startswith="channel").exists()


def test_who_approves_was_asked_before(cast: Cast, channel: Channel) -> None:
    create = acts.find("channel.create")
    assert create is not None
    assert who_may(create, channel, cast) == set(cast.everybody)
