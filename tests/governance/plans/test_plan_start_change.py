"""What a change plan starts from, and what stands against one."""

import pytest

from governance.channels import changing
from governance.models import Channel, Plan
from governance.plans import acts as plans
from governance.plans import consultations, questions, writing
from ledger.refusals import ForbiddenError, InvalidError, RefusedError
from people.models import User
from tests import cast as given
from tests.cast import TODAY, Cast, live_channel
from tests.governance.builders import (
    GO_AHEAD,
    agreed_channel,
    change_plan,
    lapsed_channel,
    retired_channel,
)
from tests.governance.outcomes import refused
from tests.ledger.reading import last, told


def test_it_starts_from_what_the_channel_has(cast: Cast) -> None:
    channel = live_channel(cast)
    plan = Plan.objects.get(pk=writing.start_change(channel, by=cast.lead, today=TODAY).pk)
    assert (plan.kind, plan.channel, plan.author) == ("change", channel, cast.lead)
    assert (plan.name, plan.handle, plan.tier) == (channel.name, channel.handle, channel.tier)
    assert (plan.address_key, plan.platform) == (channel.address_key, channel.platform)
    assert (plan.public_purpose, plan.change_reason) == (channel.purpose, "")
    assert plan.lead == cast.lead
    assert last("plan.start_change").label == "Plan started"


def test_it_starts_from_what_was_agreed_last(cast: Cast) -> None:
    plan = writing.start_change(agreed_channel(cast), by=cast.lead, today=TODAY)
    assert plan.handle == "newname"


def test_answers_may_come_with_it(cast: Cast) -> None:
    channel = live_channel(cast)
    plan = writing.start_change(
        channel, by=cast.lead, today=TODAY, answers={"handle": "@newname", "name": "New"}
    )
    assert (plan.handle, plan.name) == ("newname", "New")
    with pytest.raises(InvalidError) as error:
        writing.start_change(channel, by=cast.lead, today=TODAY, answers={"ends_on": "2028-12-31"})
    assert error.value.errors == {"ends_on": [questions.not_asked(Plan(kind="change"))]}


def test_people_of_the_channel_and_leads_of_its_team(cast: Cast) -> None:
    channel = live_channel(cast)
    for by in (cast.lead, cast.administrator, cast.officer):
        writing.start_change(channel, by=by, today=TODAY)
    with pytest.raises(ForbiddenError):
        writing.start_change(channel, by=cast.outsider, today=TODAY)


def test_lapsed_and_suspended_channels_are_changed_as_well(cast: Cast) -> None:
    suspended = given.suspended_channel(cast, answers={"handle": "@second"})
    for channel in (lapsed_channel(cast), suspended):
        assert writing.start_change(channel, by=cast.lead, today=TODAY)


def test_what_is_not_live_yet_and_what_is_retired_are_not_changed(cast: Cast) -> None:
    approved = given.approved_channel(cast)
    with pytest.raises(RefusedError, match="can be written once it is"):
        writing.start_change(approved, by=cast.lead, today=TODAY)
    retired = retired_channel(cast, answers={"handle": "@retired"})
    with pytest.raises(RefusedError, match="a new plan is needed instead"):
        writing.start_change(retired, by=cast.lead, today=TODAY)


def test_it_is_submitted_with_its_few_answers(cast: Cast) -> None:
    """What it does not ask stands against nothing."""
    channel = live_channel(cast)
    Channel.objects.update(recovery_mailbox="")
    channel.administrators.clear()
    plan = change_plan(cast, channel)
    assert plan.state == "under_consideration"
    assert told("plan_submitted")


def test_what_changes_nothing_is_not_submitted(cast: Cast) -> None:
    plan = writing.start_change(live_channel(cast), by=cast.lead, today=TODAY)
    writing.write(plan, by=cast.lead, today=TODAY, answers={"change_reason": "Why not."})
    consultations.record(plan, by=cast.officer, today=TODAY, **GO_AHEAD)
    assert refused(plans.submit, plan, cast.lead) == {
        "It changes nothing: every answer is what the channel has already.": "plan.write"
    }
    assert (
        refused(plans.submit, given.draft(cast), cast.lead)
        .keys()
        .isdisjoint({"It changes nothing: every answer is what the channel has already."})
    )


def test_whoever_has_left_need_not_read_the_policy(cast: Cast) -> None:
    channel = live_channel(cast)
    User.objects.filter(pk=cast.administrator.pk).update(is_active=False)
    plan = writing.start_change(channel, by=cast.lead, today=TODAY)
    assert list(plan.administrators.all()) == [cast.lead]


def test_handle_that_another_channel_has_or_will_have(cast: Cast) -> None:
    first = agreed_channel(cast)
    other = live_channel(cast, answers={"handle": "@other"}, name="Other")
    plan = writing.start_change(other, by=cast.lead, today=TODAY)
    for taken in ("@newname", "@childrenstherapies"):
        writing.write(plan, by=cast.lead, today=TODAY, answers={"handle": taken})
        said = " ".join(refused(plans.submit, plan, cast.lead))
        assert f"{taken[1:]} on Instagram is in the register already" in said
    new = given.ready(cast, answers={"handle": "@newname"})
    assert "newname on Instagram is in the register already: Children's Therapies" in " ".join(
        refused(plans.submit, new, cast.lead)
    )
    changing.set_aside_handle(first, by=cast.officer, today=TODAY, reason="Not wanted.")
    plans.submit(new, by=cast.lead, today=TODAY)


def test_channel_on_a_platform_that_is_closed_to_new_ones_is_changed(cast: Cast) -> None:
    channel = live_channel(cast)
    type(channel.platform).objects.filter(pk=channel.platform_id).update(active=False)
    assert change_plan(cast, channel).state == "under_consideration"
