"""What a renewal plan starts from."""

import pytest

from governance.channels import acts as channels
from governance.models import Channel, Plan
from governance.plans import kinds, questions, writing
from governance.plans.asking import Renewal
from ledger.refusals import ForbiddenError, InvalidError, RefusedError
from tests.cast import NOON, TODAY, Cast, approved_channel, live_channel
from tests.governance.plans.scratch import TOPICS, ask_too


def test_old_answers_are_kept_and_people_are_the_channels(cast: Cast) -> None:
    channel = live_channel(cast)
    Channel.objects.filter(pk=channel.pk).update(lead=cast.member, purpose="Newer words.")
    channel.refresh_from_db()
    channel.administrators.set([cast.member, cast.administrator])
    renewal = writing.start_renewal(channel, by=cast.lead, today=TODAY)
    plan = Plan.objects.get(pk=renewal.pk)
    assert (plan.kind, plan.channel, plan.author) == ("renewal", channel, cast.lead)
    assert (plan.handle, plan.address_key) == (channel.handle, channel.address_key)
    assert plan.lead == cast.member
    assert set(plan.administrators.all()) == {cast.member, cast.administrator}
    assert plan.reason == "Our reason."
    last = channel.plans.get(state="approved")
    assert plan.public_purpose == "Newer words."
    for row in questions.asked_of(plan):
        if row.renewal is Renewal.OLD_ANSWER:
            assert kinds.answer(plan, row) == kinds.answer(last, row), row.name
        if row.renewal is Renewal.NOTHING:
            assert not kinds.is_answer(kinds.answer(plan, row)), row.name


def test_imported_channel_has_no_plan_to_start_from(cast: Cast) -> None:
    channel = live_channel(cast)
    channel.plans.update(channel=None)
    plan = writing.start_renewal(channel, by=cast.lead, today=TODAY)
    assert (plan.public_purpose, plan.monitored) == (channel.purpose, channel.monitored)
    assert (plan.reason, plan.objectives, plan.ends_on) == ("", "", None)


def test_handle_is_not_asked_and_an_answer_leads_to_a_change_plan(cast: Cast) -> None:
    """One was approved once, and the handle ignored."""
    plan = writing.start_renewal(live_channel(cast), by=cast.lead, today=TODAY)
    assert not questions.asks(plan, "handle")
    with pytest.raises(InvalidError) as refused:
        writing.answer(plan, "handle", by=cast.lead, today=TODAY, data="@other")
    assert refused.value.errors == {
        "handle": [
            "A renewal does not change this, so it is not asked here. Write a change plan; the "
            "channel's page leads on."
        ]
    }
    plan.refresh_from_db()
    assert plan.handle == "childrenstherapies"


def test_several_choices_are_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    channel = live_channel(cast)
    ask_too(monkeypatch, TOPICS)
    last = channel.plans.get()
    for kept in (["events"], []):
        questions.keep(last, {"trial_topics": kept})
        plan = writing.start_renewal(channel, by=cast.lead, today=TODAY)
        assert kinds.answer(plan, TOPICS) == kept


def test_only_the_channels_people_renew_it(cast: Cast) -> None:
    channel = live_channel(cast)
    with pytest.raises(ForbiddenError):
        writing.start_renewal(channel, by=cast.outsider, today=TODAY)


def test_it_says_at_the_start_what_can_be_renewed(cast: Cast) -> None:
    channel = approved_channel(cast)
    with pytest.raises(RefusedError, match="A renewal is asked for a channel that is live"):
        writing.start_renewal(channel, by=cast.lead, today=TODAY)


@pytest.mark.parametrize("state", channels.renew.sources)
def test_whatever_can_be_renewed_can_be_asked_for(cast: Cast, state: str) -> None:
    channel = live_channel(cast)
    facts: dict[str, dict[str, object]] = {
        "suspended": {"suspended_at": NOON, "suspension_cause": "other"},
        "lapsed": {"lapse_cause": "life_span"},
    }
    Channel.objects.filter(pk=channel.pk).update(state=state, **facts.get(state, {}))
    channel = Channel.objects.get()
    assert writing.start_renewal(channel, by=cast.lead, today=TODAY).kind == "renewal"


def test_retired_channel_is_not_renewed(cast: Cast) -> None:
    channel = live_channel(cast)
    captured = {"records_captured": True, "no_closing_notice": "Nobody follows it."}
    channels.prepare_closing(channel, by=cast.officer, today=TODAY, **captured)
    over = {"ending": "closed", "archive": "Shelf", "reason": "Over."}
    channels.retire(channel, by=cast.officer, today=TODAY, **over)
    with pytest.raises(RefusedError, match="retired"):
        writing.start_renewal(channel, by=cast.lead, today=TODAY)
