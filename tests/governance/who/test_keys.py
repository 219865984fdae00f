"""Who may do what with keys, as governance registers it with the vault."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from governance.access import acts as access
from governance.keys import acts as keys
from governance.models import Channel, Holder
from governance.who import keys as who
from people.roles import Role
from tests import cast as given
from tests.cast import NOON, TODAY, Cast
from tests.governance.access.conftest import listed
from tests.governance.outcomes import OFFICERS, allowed
from vault import permissions
from vault.models import Custodian

OWN = {*OFFICERS, "lead", "administrator"}


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.approved_channel(cast)


@pytest.fixture
def custodian(cast: Cast, channel: Channel) -> Custodian:
    return keys.opened(channel, by=cast.lead, today=TODAY)


@pytest.mark.parametrize("right", ["approve", "finish", "deposit", "rotate", "test", "manage"])
def test_who_has_which_right(cast: Cast, custodian: Custodian, right: str) -> None:
    expected = {
        "approve": OFFICERS,
        "finish": {*OFFICERS, "clock"},
        "deposit": OWN,
        "rotate": OWN,
        "test": OFFICERS,
        "manage": {"head"},
    }
    rules = permissions.rules()
    assert rules is not None
    assert allowed(getattr(rules, right), custodian, cast) == expected[right]


@time_machine.travel(NOON, tick=False)
def test_who_may_ask(cast: Cast, custodian: Custodian) -> None:
    assert allowed(who.may_ask, custodian, cast) == OWN
    given.on_duty(cast.on_call)
    assert allowed(who.may_ask, custodian, cast) == {*OWN, "on_call"}


@pytest.mark.parametrize("name", ["officer", "lead", "on_call"])
@time_machine.travel(NOON, tick=False)
def test_a_steward_never_opens_keys_whatever_else_they_are(
    cast: Cast, custodian: Custodian, name: str
) -> None:
    given.on_duty(cast.on_call)
    user = cast.everybody[name]
    user.groups.add(*cast.steward.groups.all())
    user.__dict__.pop("roles", None)
    user._prefetched_objects_cache = {}  # type: ignore[attr-defined]  # what Django keeps there
    assert user.holds(Role.STEWARD)
    assert name not in allowed(who.may_ask, custodian, cast)
    assert name not in allowed(who.may_approve, custodian, cast)


def test_the_clock_answers_for_nothing(cast: Cast, channel: Channel, custodian: Custodian) -> None:
    channel.administrators.clear()
    Channel.objects.update(lead=None)
    assert allowed(who.may_deposit, custodian, cast) == OFFICERS
    assert allowed(who.may_deposit_for, Channel.objects.get(), cast) == OFFICERS


def test_a_tool_is_the_officers_alone(cast: Cast, channel: Channel) -> None:
    through = {"method": "parent", "new_tool": "Postplanner"}
    access.set_method(channel, by=cast.officer, today=TODAY, **through)
    custodian = keys.opened(channel, by=cast.officer, today=TODAY)
    assert who.channel_of(custodian) is None
    assert list(who.channels_of(custodian)) == [channel]
    assert allowed(who.may_deposit, custodian, cast) == OFFICERS
    assert set(who.responsible(custodian)) == {cast.officer, cast.officer2, cast.head}


def test_its_people_and_the_officers_are_told_of_openings(cast: Cast, custodian: Custodian) -> None:
    told = {str(user).lower() for user in who.responsible(custodian)}
    assert told == OWN
    assert set(who.approvers(custodian)) == {cast.officer, cast.officer2, cast.head}


def test_whoever_is_or_was_on_the_list_since(
    cast: Cast, channel: Channel, custodian: Custodian
) -> None:
    begun = timezone.now()
    own = {cast.lead.pk, cast.administrator.pk}
    assert who.listed_since(custodian, begun) == own
    holder = listed(channel, cast.member, cast)
    assert who.listed_since(custodian, begun) == own  # until an officer confirms the line
    access.confirm(holder, by=cast.officer, today=TODAY)
    assert who.listed_since(custodian, begun) == {*own, cast.member.pk}
    access.remove(holder, by=cast.officer, today=TODAY)
    assert who.listed_since(custodian, begun) == {*own, cast.member.pk}
    assert who.listed_since(custodian, timezone.now()) == own


@pytest.mark.parametrize(("days", "counts"), [(0, False), (1, True)])
def test_a_line_that_no_entry_ended_counts_by_its_day(
    cast: Cast, channel: Channel, custodian: Custodian, days: int, counts: bool
) -> None:
    begun = timezone.now()
    listed(channel, cast.member, cast)
    day = timezone.localtime(begun).date() + datetime.timedelta(days=days)
    Holder.objects.update(removed_on=day, removed_by=cast.officer)
    assert (cast.member.pk in who.listed_since(custodian, begun)) == counts


def test_on_whose_list_somebody_ever_was(
    cast: Cast, channel: Channel, custodian: Custodian
) -> None:
    for name in ("lead", "administrator"):
        assert who.ever_listed(cast.everybody[name]) == {custodian.pk}
    assert who.ever_listed(cast.member) == set()
    access.remove(listed(channel, cast.member, cast), by=cast.officer, today=TODAY)
    assert who.ever_listed(cast.member) == {custodian.pk}


def test_a_tools_list_is_that_of_every_channel_that_it_runs(cast: Cast, channel: Channel) -> None:
    through = {"method": "parent", "new_tool": "Postplanner"}
    access.set_method(channel, by=cast.officer, today=TODAY, **through)
    custodian = keys.opened(channel, by=cast.officer, today=TODAY)
    assert cast.lead.pk in who.listed_since(custodian, timezone.now())
    assert who.ever_listed(cast.lead) == {custodian.pk}


def test_no_steward_is_asked_to_approve(cast: Cast, custodian: Custodian) -> None:
    cast.officer.groups.add(*cast.steward.groups.all())
    assert cast.officer not in set(who.approvers(custodian))


def test_a_line_counts_as_knowing_the_keys_once_it_is_confirmed(
    cast: Cast, channel: Channel, custodian: Custodian
) -> None:
    assert who.on_access_list(custodian, cast.lead)
    holder = listed(channel, cast.member, cast)
    assert not who.on_access_list(custodian, cast.member)
    access.confirm(holder, by=cast.officer, today=TODAY)
    assert who.on_access_list(custodian, cast.member)
    access.remove(holder, by=cast.officer, today=TODAY)
    assert not who.on_access_list(custodian, cast.member)
