"""What is owed is written in the transaction of the act that makes it so, and is what facts say."""

import datetime

import pytest
from django.db.migrations import Migration
from django.utils import timezone

from governance import leaving
from governance.access import acts as access
from governance.channels import acts as channels
from governance.channels import correcting
from governance.hours import next_working_day
from governance.keys import acts as keys
from governance.keys import notices
from governance.models import Channel, Obligation, Review
from governance.obligations import checking
from governance.plans import acts as plans
from governance.reviews import acts as reviews
from ledger.actors import OPERATOR
from ledger.refusals import ForbiddenError
from people.models import User
from tests import cast as given
from tests.cast import NOON, TODAY, Cast
from tests.governance.builders import retire
from tests.house.owing import World, plan_of
from vault import grants, rotations, undone
from vault.models import Cause, Custodian, Grant, Rotation
from vault.secret import Secret

pytestmark = pytest.mark.usefixtures("noon")


def owed(kind: str) -> list[Obligation]:
    return list(Obligation.objects.filter(kind=kind, discharged_on=None))


def is_true() -> bool:
    return list(checking.differences(TODAY)) == []


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.live_channel(cast)


def test_a_plan_owes_a_decision_from_its_submission_on(cast: Cast) -> None:
    plan = given.ready(cast)
    plans.submit(plan, by=cast.lead, today=TODAY)
    [row] = owed("decision")
    assert (row.subject_id, row.stage, row.reaches) == (plan.pk, "submitted", "officers")
    assert plan.submitted_at is not None
    submitted_on = timezone.localdate(plan.submitted_at)
    assert (row.since, row.due_on) == (submitted_on, next_working_day(next_working_day(row.since)))
    plans.take_up(plan, by=cast.officer, today=TODAY)
    [again] = owed("decision")
    assert (again.pk, again.stage, again.person) == (row.pk, "under_consideration", cast.officer)
    plans.reject(plan, by=cast.officer, today=TODAY, reason="No.")
    assert owed("decision") == []
    gone = Obligation.objects.get(pk=row.pk)
    assert (gone.discharged_on, gone.discharged_by) == (TODAY, "plan.reject")
    assert is_true()


def test_an_act_that_is_refused_leaves_what_is_owed_as_it_was(cast: Cast) -> None:
    plan = given.submitted(cast)
    with pytest.raises(ForbiddenError):
        plans.approve(plan, by=cast.officer, today=TODAY)
    [row] = owed("decision")
    assert row.stage == "submitted"


def test_a_channel_that_goes_live_owes_its_renewal(cast: Cast, channel: Channel) -> None:
    [row] = owed("renewal")
    assert (row.channel, row.due_on) == (channel, channel.ends_on)
    assert row.since == row.due_on - datetime.timedelta(days=60)
    assert is_true()


def test_nobody_is_asked_for_the_plan_that_waits_for_its_decision(
    cast: Cast, channel: Channel
) -> None:
    Channel.objects.update(approval=Channel.Approval.IMPORTED, ends_on=None)
    checking.rebuild(TODAY)
    assert owed("plan")
    assert owed("end_date")
    channel.refresh_from_db()
    plan = plan_of(World(cast, channel))
    assert not owed("plan")
    assert not owed("end_date")
    plans.withdraw(plan, by=cast.lead, today=TODAY)
    assert owed("plan")
    assert is_true()


def test_its_end_moves_with_an_extension(cast: Cast, channel: Channel) -> None:
    later = channel.ends_on + datetime.timedelta(days=30) if channel.ends_on else None
    channels.extend(channel, by=cast.officer, today=TODAY, ends_on=later, reason="Needed.")
    [row] = owed("renewal")
    assert row.due_on == later
    assert is_true()


def test_new_keys_are_owed_until_they_are_confirmed(cast: Cast, channel: Channel) -> None:
    assert channel.custodian is not None
    rotation = rotations.fall_due(channel.custodian, Cause.REASON, by=cast.officer, today=TODAY)
    [row] = owed("keys")
    assert (row.subject_id, row.stage, row.channel) == (rotation.pk, "due", channel)
    keys.deposit(channel, {"password": given.keys()["password"]}, by=cast.lead, today=TODAY)
    [row] = owed("keys")
    assert row.stage == "proposed"
    assert is_true()


def test_a_review_is_owed_by_the_lead_and_then_by_officers(cast: Cast, channel: Channel) -> None:
    review = channel.reviews.get(kind=Review.Kind.SECURITY)
    reviews.open_(review, by=cast.officer, today=TODAY)
    [row] = [each for each in owed("review") if each.subject_id == review.pk]
    assert (row.stage, row.reaches, row.since) == ("open", "lead", TODAY)
    assert row.about == "security review: Children's Therapies on Instagram"
    assert is_true()


def test_nothing_is_owed_by_what_is_retired(cast: Cast, channel: Channel) -> None:
    retire(channel, cast)
    assert not Obligation.objects.filter(channel=channel, discharged_on=None).exists()
    assert is_true()


def test_a_lead_who_is_gone_is_owed_by_the_manager(cast: Cast, channel: Channel) -> None:
    leaving.leave(cast.lead, by=OPERATOR, today=TODAY)
    [row] = owed("lead")
    assert (row.channel, row.reaches, row.since) == (channel, "manager", TODAY)
    assert is_true()


def test_a_row_that_somebody_changed_is_named(cast: Cast, channel: Channel) -> None:
    Obligation.objects.filter(kind="renewal").update(due_on=TODAY)
    [said] = checking.differences(TODAY)
    assert said == (
        "renewal of Children's Therapies on Instagram: due_on is not what the facts say."
    )
    assert checking.rebuild(TODAY) == 1
    assert is_true()


def test_a_row_that_is_missing_is_made_anew(cast: Cast, channel: Channel) -> None:
    Obligation.objects.filter(kind="renewal").delete()
    [said] = checking.differences(TODAY)
    assert said.endswith("it is owed, and no row says so.")
    checking.rebuild(TODAY)
    assert len(owed("renewal")) == 1


def test_a_row_too_many_is_discharged(cast: Cast, channel: Channel) -> None:
    Channel.objects.update(ends_on=None)
    said = list(checking.differences(TODAY))
    assert any("nothing is owed, and a row says so" in each for each in said)
    checking.rebuild(TODAY)
    assert is_true()
    assert owed("renewal") == []


def test_what_a_confirmation_said_is_not_done_is_owed(cast: Cast, channel: Channel) -> None:
    assert channel.custodian is not None
    rotation = rotations.fall_due(channel.custodian, Cause.REASON, by=cast.officer, today=TODAY)
    keys.deposit(channel, {"password": Secret("another marker")}, by=cast.lead, today=TODAY)
    said = {"sessions_ended": "no", "tools_disconnected": "yes", "posts_paused": "yes"}
    rotations.confirm(Rotation.objects.get(pk=rotation.pk), by=cast.lead, today=TODAY, **said)
    [row] = owed("keys")
    assert (row.subject_id, row.stage) == (rotation.pk, "undone")
    done = {"what": "sessions_ended", "answer": "yes"}
    undone.tick_off(Rotation.objects.get(pk=rotation.pk), by=cast.lead, today=TODAY, **done)
    assert owed("keys") == []
    assert is_true()


def test_a_database_that_was_migrated_is_asked_anew(cast: Cast, channel: Channel) -> None:
    Obligation.objects.all().delete()
    step = Migration("0001_initial", "governance")
    checking.begin(plan=[])
    checking.begin(plan=[(step, True)])
    assert not Obligation.objects.exists()
    checking.begin(plan=[(step, False)])
    assert list(checking.differences(timezone.localdate())) == []
    assert Obligation.objects.exists()


def opened_at_once(custodian: Custodian, by: User) -> Grant:
    at_once = grants.AtOnce(signed_in_at=NOON, account_by=TODAY)
    wish = grants.Wish(reason="It is needed.")
    return grants.immediate(custodian, wish, at_once, in_hours=False, by=by, today=TODAY)


def test_an_account_is_called_by_the_new_name_of_its_keys(cast: Cast, channel: Channel) -> None:
    assert channel.custodian is not None
    opened_at_once(channel.custodian, cast.officer)
    correcting.correct(channel, by=cast.officer, today=TODAY, name="Therapies")
    notices.keep_in_step(today=TODAY)
    [row] = owed("account")
    assert row.about == "Therapies on Instagram"
    assert is_true()


def test_keys_of_a_tool_are_owed_while_something_is_run_through_it(
    cast: Cast, channel: Channel
) -> None:
    """They have no page of their own; an account of an opening has, and stays owed."""
    access.set_method(channel, by=cast.officer, today=TODAY, method="parent", new_tool="Scheduler")
    channel.refresh_from_db()
    keys.deposit(channel, given.keys(), by=cast.officer, today=TODAY)
    custodian = Custodian.objects.get(tool__name="Scheduler")
    rotations.fall_due(custodian, Cause.REASON, by=cast.officer, today=TODAY)
    opened_at_once(custodian, cast.officer)
    assert [row.channel for row in [*owed("keys"), *owed("account")]] == [channel, channel]
    access.set_method(channel, by=cast.officer, today=TODAY, method="keys")
    assert [row.channel for row in [*owed("keys"), *owed("account")]] == [None]
    assert owed("account")
    assert is_true()
    tool = str(custodian.tool.pk)
    access.set_method(channel, by=cast.officer, today=TODAY, method="parent", tool=tool)
    assert [row.channel for row in [*owed("keys"), *owed("account")]] == [channel, channel]
    assert is_true()
