"""Who sees what: channels everybody, reasons and answers those concerned."""

import pytest
import time_machine

from governance.models import Channel, Finding, Plan, Review
from governance.plans import consultations
from governance.who import seeing
from tests import cast as given
from tests.cast import NOON, TODAY, Cast
from tests.governance.builders import retire
from tests.governance.outcomes import OFFICERS
from tests.governance.plans.conftest import joins
from tests.governance.reviews.conftest import found_in
from tests.governance.reviews.days import SECURITY_OPENS

TEAM = {"lead", "member", "administrator", "manager"}
OVERSEERS = {*OFFICERS, "executive", "auditor"}


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.approved_channel(cast)


def test_everybody_sees_every_channel(cast: Cast, channel: Channel) -> None:
    for user in cast.everybody.values():
        assert list(seeing.channels(user)) == [channel]


@time_machine.travel(NOON, tick=False)
def test_who_reads_reasons(cast: Cast, channel: Channel) -> None:
    def readers() -> set[str]:
        return {
            name for name, user in cast.everybody.items() if seeing.reads_reasons(user, channel)
        }

    assert readers() == {*TEAM, *OVERSEERS}
    given.on_duty(cast.on_call)
    assert readers() == {*TEAM, *OVERSEERS, "on_call"}
    channel.administrators.add(cast.outsider)
    assert "outsider" in readers()


def test_who_answers_for_which_channels(cast: Cast, channel: Channel) -> None:
    found = {
        name for name, user in cast.everybody.items() if channel in seeing.answered_for_by(user)
    }
    assert found == TEAM
    joins(cast.outsider, cast.team)
    channel.administrators.add(cast.outsider)
    assert seeing.answered_for_by(cast.outsider).count() == 1


@pytest.mark.parametrize("state", ["draft", "submitted"])
def test_who_sees_a_plan(cast: Cast, state: str) -> None:
    plan = given.draft(cast) if state == "draft" else given.submitted(cast)
    seen = {name for name, user in cast.everybody.items() if plan in seeing.plans(user)}
    assert seen == (TEAM if state == "draft" else {*TEAM, *OVERSEERS})
    mine = {name for name, user in cast.everybody.items() if plan in seeing.plans_concerning(user)}
    assert mine == TEAM


def test_a_draft_that_asks_for_a_talk_is_seen(cast: Cast) -> None:
    plan = given.draft(cast)
    consultations.ask(plan, by=cast.lead, today=TODAY, question="May we?")
    assert list(seeing.plans(cast.officer)) == [plan]
    assert Plan.objects.count() == 1


def test_who_sees_a_review(cast: Cast, channel: Channel) -> None:
    review = Review.objects.create(channel=channel, kind="security", opens_on=TODAY, due_on=TODAY)
    seen = {name for name, user in cast.everybody.items() if review in seeing.reviews(user)}
    assert seen == {*TEAM, *OVERSEERS}
    concerned = {
        name for name, user in cast.everybody.items() if review in seeing.reviews_concerning(user)
    }
    assert concerned == TEAM


def test_who_sees_what_is_to_put_right(cast: Cast) -> None:
    """Those who see the reviews of the channel, and whoever owns it."""
    channel = given.live_channel(cast)
    facts = {"text": "Captions.", "deadline": TODAY, "owner": cast.outsider}
    condition = Finding.objects.create(channel=channel, plan=channel.plans.get(), **facts)
    seen = {name for name, user in cast.everybody.items() if condition in seeing.findings(user)}
    assert seen == {*TEAM, *OVERSEERS, "outsider"}


def test_findings_that_are_left_to_put_right(cast: Cast) -> None:
    channel = given.live_channel(cast)
    finding = found_in(cast, channel)
    everything = Review.objects.all()
    assert list(seeing.findings_in(everything)) == [finding]
    fixed = {"fixed_on": TODAY, "fixed_by": cast.lead}
    Finding.objects.update(**fixed)
    assert list(seeing.findings_in(everything)) == [finding]
    Finding.objects.update(ticked_on=TODAY, ticked_by=cast.officer)
    assert list(seeing.findings_in(everything)) == []
    Finding.objects.update(fixed_on=None, fixed_by=None, ticked_on=None, ticked_by=None)
    retire(channel, cast, SECURITY_OPENS)
    assert list(seeing.findings_in(everything)) == []
