"""Of two acts at once each is settled with what the other has done: no row is missing or wrong."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from governance import leaving
from governance.access import acts as access
from governance.admin import acts as admin
from governance.channels import acts as channels
from governance.channels import confirming, people
from governance.models import Channel, Holder, Rules
from governance.obligations import checking
from governance.plans import acts as plans
from governance.policy import acts as policies
from ledger import verification
from ledger.actors import OPERATOR
from ledger.acts import performing
from people.admin import acts as organisation
from people.admin.recorded import subject_of
from people.models import Membership, User
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.builders import renewal
from tests.governance.obligations.meeting import Do, at_once

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

Pair = Callable[[Cast], tuple[Do, Do]]
PAIRS: dict[str, Pair] = {}


def pair(made: Pair) -> Pair:
    PAIRS[made.__name__] = made
    return made


@pair
def a_renewal_is_withdrawn_and_its_channel_extended(cast: Cast) -> tuple[Do, Do]:
    channel = given.live_channel(cast)
    plan = renewal(cast, channel)
    later = {"ends_on": "2028-02-04", "reason": "The renewal takes time."}
    return (
        lambda: plans.withdraw(plan, by=cast.lead, today=TODAY),
        lambda: channels.extend(channel, by=cast.officer, today=TODAY, **later),
    )


@pair
def somebody_is_named_and_has_read_the_policy(cast: Cast) -> tuple[Do, Do]:
    channel = given.live_channel(cast)
    version = given.policy(cast)
    policies.acknowledge(version, by=cast.lead, today=TODAY)
    return (
        lambda: _name(channel, cast, cast.lead, cast.member),
        lambda: policies.acknowledge(version, by=cast.member, today=TODAY),
    )


@pair
def somebody_is_named_and_joins_a_team(cast: Cast) -> tuple[Do, Do]:
    channel = given.live_channel(cast)
    version = given.policy(cast)
    policies.acknowledge(version, by=cast.lead, today=TODAY)
    newcomer = given.person("newcomer")

    def join() -> None:
        with performing(organisation.change_team, cast.team, by=cast.steward, today=TODAY):
            Membership.objects.create(team=cast.team, user=newcomer)

    return lambda: _name(channel, cast, cast.lead, newcomer), join


@pair
def somebody_is_named_the_lead_and_leaves(cast: Cast) -> tuple[Do, Do]:
    channel = given.live_channel(cast)
    return (
        lambda: _name(channel, cast, cast.member, cast.administrator),
        lambda: leaving.leave(cast.member, by=OPERATOR, today=TODAY),
    )


@pair
def a_channel_is_confirmed_and_the_rules_change(cast: Cast) -> tuple[Do, Do]:
    channel, rules = given.live_channel(cast), Rules.current()
    rules.confirmation_months += 3
    later = TODAY + datetime.timedelta(days=30)

    def change() -> None:
        with performing(admin.change_rules, subject_of(rules), by=cast.steward, today=later):
            rules.save()

    return lambda: confirming.confirm(channel, by=cast.lead, today=later), change


@pair
def a_channel_is_run_through_one_that_loses_its_access(cast: Cast) -> tuple[Do, Do]:
    above = given.live_channel(cast, platform="linkedin", answers={"handle": "@above"})
    below = given.live_channel(cast)
    line = Holder.objects.filter(channel=above, user=cast.officer2).get()
    through = {"method": "parent", "parent": str(above.pk)}
    return (
        lambda: access.set_method(below, by=cast.officer, today=TODAY, **through),
        lambda: access.remove(line, by=cast.officer, today=TODAY),
    )


@pair
def both_administrators_leave(cast: Cast) -> tuple[Do, Do]:
    given.live_channel(cast)
    return (
        lambda: leaving.leave(cast.lead, by=OPERATOR, today=TODAY),
        lambda: leaving.leave(cast.administrator, by=OPERATOR, today=TODAY),
    )


def _name(channel: Channel, cast: Cast, lead: User, *others: User) -> None:
    named: dict[str, Any] = {"lead": lead.pk, "administrators": [user.pk for user in others]}
    people.name_people(channel, by=cast.officer, today=TODAY, **named)


@pytest.mark.parametrize("name", PAIRS)
def test_what_is_owed_is_right_after_two_acts_at_once(cast: Cast, name: str) -> None:
    pair = PAIRS[name](cast)
    assert list(checking.differences(TODAY)) == []
    outcomes = at_once(*pair)
    assert any(each.endswith("done") for each in outcomes), outcomes
    assert list(checking.differences(TODAY)) == [], outcomes
    assert verification.verify().in_order
