"""What home once found by itself is owed: acts open it and discharge it, and it has a day."""

import datetime

import pytest

from governance import leaving
from governance.access import acts as access
from governance.channels import acts as channels
from governance.channels import changing
from governance.desk import waiting
from governance.keys import acts as keys
from governance.models import Channel, Holder, Obligation, PolicyVersion
from governance.obligations import checking
from governance.plans import acts as plans
from governance.plans import consultations
from governance.policy import acts as policies
from ledger.actors import OPERATOR
from tests import cast as given
from tests.cast import SET_UP, TODAY, Cast
from tests.governance.builders import GO_AHEAD, agreed_channel, retire
from tests.governance.reviews.days import after


def stage(kind: str, thing: Channel | Holder | None = None) -> str | None:
    """Of the one that is open, if any; every row is what the facts say."""
    assert list(checking.differences(TODAY)) == []
    rows = Obligation.objects.filter(kind=kind, discharged_on=None)
    row = (rows.filter(subject_id=thing.pk) if thing else rows).first()
    return row.stage if row else None


def test_setting_up_and_making_live(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    assert stage("plan", channel) == "set_up"
    row = Obligation.objects.get(kind="plan")
    assert (row.owner, row.since, row.due_on) == ("officers", TODAY, after(14))
    channels.confirm_set_up(channel, by=cast.officer, today=TODAY, url=channel.url, **SET_UP)
    assert stage("plan", channel) == "ready"
    given.hold_access(cast, channel)
    channels.go_live(channel, by=cast.officer, today=TODAY)
    assert stage("plan", channel) is None


def test_a_new_handle(cast: Cast) -> None:
    channel = agreed_channel(cast)
    assert stage("plan", channel) == "handle"
    changing.set_aside_handle(channel, by=cast.officer, today=TODAY, reason="Somebody has it.")
    assert stage("plan", channel) is None


def test_keys_that_nobody_tested_are_the_officers(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    keys.deposit(channel, given.keys(), by=cast.lead, today=TODAY)
    assert stage("access", channel) == "untested"
    assert Obligation.objects.get(kind="access").owner == "officers"
    assert channel.custodian is not None
    given.tested(channel.custodian, cast)
    assert stage("access", channel) is None


def test_new_keys_give_no_more_time_to_test(cast: Cast) -> None:
    """Whoever deposits again and again does not put off that it leaves the list."""
    channel = given.approved_channel(cast)
    keys.deposit(channel, given.keys(), by=cast.lead, today=TODAY)
    before = Obligation.objects.get(kind="access").due_on
    keys.deposit(channel, given.keys(), by=cast.lead, today=after(20))
    assert Obligation.objects.get(kind="access", discharged_on=None).due_on == before


def test_off_the_list_and_back(cast: Cast) -> None:
    channel = given.suspended_channel(cast)
    assert stage("access_confirmation", channel) == "suspended"
    channels.reinstate(channel, by=cast.officer2, today=TODAY, put_right="The post is gone.")
    assert stage("access_confirmation", channel) == ""


def test_off_the_list_for_good(cast: Cast) -> None:
    channel = given.suspended_channel(cast)
    retire(channel, cast)
    assert stage("access_confirmation", channel) is None


def test_leavers_line_by_line(cast: Cast) -> None:
    channel = given.live_channel(cast)
    line = {"kind": "person", "email": cast.member.email, "level": "full"}
    holder = access.add(channel, by=cast.officer, today=TODAY, **line)
    assert stage("finding", holder) is None
    leaving.leave(cast.member, by=OPERATOR, today=TODAY)
    assert stage("finding", holder) == "left"
    access.remove(Holder.objects.get(pk=holder.pk), by=cast.officer, today=TODAY)
    assert stage("finding", holder) is None


def test_a_talk_that_was_asked_for(cast: Cast) -> None:
    plan = given.draft(cast)
    consultations.ask(plan, by=cast.lead, today=TODAY, question="May we?")
    assert stage("decision") == "talk"
    assert Obligation.objects.get(kind="decision").owner == "officers"
    consultations.record(plan, by=cast.officer, today=TODAY, **GO_AHEAD)
    assert stage("decision") is None


def test_a_talk_about_what_is_withdrawn(cast: Cast) -> None:
    plan = given.draft(cast)
    consultations.ask(plan, by=cast.lead, today=TODAY, question="May we?")
    plans.withdraw(plan, by=cast.lead, today=TODAY)
    assert stage("decision") is None


def test_the_policy_by_the_day_that_it_was_given(cast: Cast) -> None:
    given.live_channel(cast)
    facts = {"title": "Policy", "changes": "New.", "text": "…", "published_on": TODAY}
    first = PolicyVersion(number="1", review_on=after(90), **facts)
    policies.publish(first, by=cast.officer, today=TODAY)
    row = Obligation.objects.get(kind="policy", subject_id=first.pk)
    assert (row.stage, row.since, row.due_on) == ("look", after(60), after(90))
    policies.acknowledge(first, by=cast.lead, today=TODAY)
    leaving.leave(cast.administrator, by=OPERATOR, today=TODAY)
    row.refresh_from_db()
    assert row.discharged_on is None
    again = PolicyVersion(number="2", **facts | {"published_on": after(1)})
    policies.publish(again, by=cast.officer, today=after(1))
    row.refresh_from_db()
    assert row.discharged_by == "policy.publish"


@pytest.mark.parametrize("days", [0, 20])
def test_what_home_finds_by_itself_has_no_day(cast: Cast, days: int) -> None:
    """Whatever has one is a row, which climbs and is counted."""
    given.policy(cast)
    given.approved_channel(cast)
    given.draft(cast, name="Other")
    found = [
        each
        for user in cast.everybody.values()
        for source in waiting.SOURCES
        for each in source(user, TODAY + datetime.timedelta(days=days))
    ]
    assert found
    assert [each.title for each in found if each.due] == []
