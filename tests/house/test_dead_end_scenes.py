"""Where plans and channels got stuck: the only decider leaves, nobody signs off, an end is past."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
import time_machine

from governance import leaving
from governance.channels import acts as channels
from governance.models import Channel, Obligation, Plan
from governance.obligations import checking
from governance.obligations.climbing import People, joined
from governance.obligations.kinds import KINDS
from governance.plans import acts as plans
from governance.plans import consultations, writing
from ledger.actors import OPERATOR
from people.models import Team, User
from tests import cast as given
from tests.cast import NOON, REASON, TODAY, Cast
from tests.governance.builders import GO_AHEAD, renewal, retire
from tests.house import things
from tests.house.leading import OK, Browser
from tests.house.paying import HELPS

things.everywhere()
FOUND, INVALID = 302, 400
PAST_ITS_END = datetime.date(2028, 3, 1)
SIGNED_OFF_TOO = REASON | {"second_sign_off": "on"}


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def leave(*people: User) -> None:
    checking.rebuild(TODAY)  # what is copied into a test was submitted on another day
    for each in people:
        leaving.leave(each, by=OPERATOR, today=TODAY)


def decision(plan: Plan) -> Obligation:
    rows = Obligation.objects.filter(kind="decision", subject_id=plan.pk, discharged_on=None)
    return joined(rows).get()


def who_may_act(plan: Plan) -> dict[str, bool]:
    """Everybody whom any rung of its decision reaches, and whether a button is there for them."""
    row, people, found = decision(plan), People(TODAY), dict[str, bool]()
    for rung in KINDS["decision"].ladder(row.stage).rungs:
        reached = people.reached(row, rung.reaches)
        assert reached, f"Nobody is told at the rung of {rung.reaches}."
        for person in reached:
            browser = Browser.of(person)
            page = browser.open(KINDS["decision"].href(row))
            assert page.status == OK
            found[person.name] = any(browser.ways(page, HELPS["decision"]))
    assert list(checking.differences(TODAY)) == []
    return found


def test_somebody_else_takes_up_what_the_only_officer_left(cast: Cast) -> None:
    plan = given.submitted(cast)
    leave(cast.officer, cast.officer2)
    assert who_may_act(plan) == {"Head": True}


def test_another_officer_takes_over_from_one_who_left(cast: Cast) -> None:
    plan = given.under_consideration(cast)
    leave(cast.officer)
    assert who_may_act(plan) == {"Head": True, "Officer2": True}
    to = f"/plans/{plan.pk}/steps/take_over"
    answer = Browser.of(cast.officer2).client.post(to, {"reason": "They left."})
    assert answer.status_code == FOUND
    plans.approve(Plan.objects.get(pk=plan.pk), by=cast.officer2, today=TODAY, **REASON)


def test_the_head_takes_back_what_no_executive_signs_off(cast: Cast) -> None:
    plan = given.under_consideration(cast)
    plans.approve(plan, by=cast.officer, today=TODAY, second_sign_off=True, **REASON)
    leave(cast.executive)
    assert who_may_act(plan) == {"Head": True}


def test_without_a_head_the_officers_hear_of_it(cast: Cast) -> None:
    plan = given.under_consideration(cast)
    plans.approve(plan, by=cast.officer, today=TODAY, second_sign_off=True, **REASON)
    leave(cast.executive, cast.head)
    assert who_may_act(plan)["Officer"]


@pytest.mark.parametrize("considered", [False, True])
def test_where_nobody_decides_the_page_says_who_names_somebody(
    cast: Cast, considered: bool
) -> None:
    """Executives hear of it last; only a steward can help."""
    plan = given.under_consideration(cast) if considered else given.submitted(cast)
    leave(cast.officer, cast.officer2, cast.head)
    assert who_may_act(plan) == {"Executive": False}
    page = Browser.of(cast.executive).open(f"/plans/{plan.pk}")
    assert "Ask a steward to name somebody: Steward." in page.says
    assert f"mailto:{cast.steward.email}" in page.links


def test_a_second_sign_off_that_nobody_gives_is_refused(cast: Cast) -> None:
    plan = given.under_consideration(cast)
    leave(cast.executive)
    browser, to = Browser.of(cast.officer), f"/plans/{plan.pk}/steps/approve"
    answer = browser.client.post(to, SIGNED_OFF_TOO)
    assert answer.status_code == INVALID
    said = answer.content.decode()
    assert "It needs an executive outside Children&#39;s Therapies" in said
    assert "Ask a steward to name somebody: Steward." in said
    assert browser.client.post(to, REASON).status_code == FOUND


def communications_own(cast: Cast) -> Plan:
    Team.objects.filter(pk=cast.team.pk).update(kind=Team.Kind.COMMUNICATIONS)
    plan = given.submitted(cast)
    plans.take_up(plan, by=cast.officer, today=TODAY)
    return plan


def test_an_executive_decides_communications_own_plan_without_a_head(cast: Cast) -> None:
    plan = communications_own(cast)
    leave(cast.head)
    assert who_may_act(plan) == {"Executive": True}


def test_neither_head_nor_executive_decides_communications_own_plan(cast: Cast) -> None:
    """The officers hear of it, and that a steward names a head."""
    plan = communications_own(cast)
    leave(cast.head, cast.executive)
    assert set(who_may_act(plan)) == {"Officer", "Officer2"}
    page = Browser.of(cast.officer2).open(f"/plans/{plan.pk}")
    assert "a head of communications" in page.says
    assert f"mailto:{cast.steward.email}" in page.links


@pytest.fixture
def over(cast: Cast) -> Iterator[Channel]:
    """Suspended, and its life span is over."""
    channel = given.suspended_channel(cast)
    with time_machine.travel(datetime.datetime(2028, 3, 1, 12, tzinfo=datetime.UTC), tick=False):
        yield channel


def test_a_suspended_channel_past_its_end_is_extended(cast: Cast, over: Channel) -> None:
    browser = Browser.of(cast.officer)
    to = f"/channels/{over.pk}/steps/extend"
    assert to in browser.open(f"/channels/{over.pk}").links
    later = {"ends_on": "2028-03-31", "reason": "It is looked into."}
    assert browser.client.post(to, later).status_code == FOUND
    over.refresh_from_db()
    assert (over.state, str(over.ends_on)) == ("suspended", "2028-03-31")


def test_its_renewal_is_asked_for_submitted_and_approved(cast: Cast, over: Channel) -> None:
    """And then it can be reinstated, which its end forbade."""
    browser, to = Browser.of(cast.lead), f"/plans/renew/{over.pk}"
    assert to in browser.open(f"/channels/{over.pk}").links
    assert browser.client.post(to).status_code == FOUND
    plan = over.plans.get(state="draft")
    writing.write(plan, by=cast.lead, today=PAST_ITS_END, answers={"ends_on": "2028-12-31"})
    consultations.record(plan, by=cast.officer, today=PAST_ITS_END, **GO_AHEAD)
    assert browser.client.post(f"/plans/{plan.pk}/check").status_code == FOUND
    plan.refresh_from_db()
    plans.take_up(plan, by=cast.officer, today=PAST_ITS_END)
    plans.approve(plan, by=cast.officer, today=PAST_ITS_END, **REASON)
    over.refresh_from_db()
    assert (over.state, str(over.ends_on)) == ("suspended", "2028-12-31")
    put_right = {"put_right": "The post is gone."}
    channels.reinstate(over, by=cast.officer2, today=PAST_ITS_END, **put_right)


def test_a_plan_for_a_channel_that_was_retired_is_rejected(cast: Cast) -> None:
    """Approving it is not offered; the sentence says why."""
    channel = given.live_channel(cast)
    plan = renewal(cast, channel)
    retire(channel, cast)
    browser = Browser.of(cast.officer)
    page = browser.open(f"/plans/{plan.pk}")
    assert "The channel is retired; a new plan is needed instead." in page.says
    assert f"/plans/{plan.pk}/steps/approve" not in page.links
    to = f"/plans/{plan.pk}/steps/reject"
    assert browser.client.post(to, {"reason": "It is closed."}).status_code == FOUND


def test_an_officer_who_is_away_is_relieved(cast: Cast) -> None:
    """How long it waits is said where others see it, and taking over is one of the buttons."""
    plan = given.under_consideration(cast)
    with time_machine.travel(NOON + datetime.timedelta(days=4), tick=False):
        browser = Browser.of(cast.officer2)
        page = browser.open(f"/plans/{plan.pk}")
        assert "waits 4 days" in page.says
        assert f"mailto:{cast.officer.email}" in page.links
        [way] = browser.ways(page, {"plan.take_over"})
        why = {"reason": "They are away.", "from_whom": str(cast.officer.pk)}
        assert browser.client.post(way, why).status_code == FOUND
    plan.refresh_from_db()
    assert plan.officer == cast.officer2


def test_a_manager_withdraws_what_its_author_left_behind(cast: Cast) -> None:
    """Else it is in the way of every other plan for the channel."""
    channel = given.live_channel(cast)
    plan = writing.start_renewal(channel, by=cast.lead, today=TODAY)
    writing.write(plan, by=cast.lead, today=TODAY, answers={"ends_on": "2028-12-31"})
    consultations.record(plan, by=cast.officer, today=TODAY, **GO_AHEAD)
    plans.submit(plan, by=cast.lead, today=TODAY)
    plans.take_up(plan, by=cast.officer, today=TODAY)
    plans.request_changes(plan, by=cast.officer, today=TODAY, changes_wanted="Say more.")
    leave(cast.lead)
    browser, to = Browser.of(cast.manager), f"/plans/renew/{channel.pk}"
    assert f"/plans/{plan.pk}" in browser.open(to).links
    way = next(browser.ways(browser.open(to), {"plan.withdraw"}))
    assert browser.client.post(way).status_code == FOUND
    assert browser.client.post(to).status_code == FOUND
