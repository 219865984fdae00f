"""Plans in hand: how long they wait, with whom, and taking over from somebody who is away."""

import datetime

import pytest
import time_machine

from governance.models import Plan
from governance.plans import acts as plans
from governance.plans.states import age
from people.models import User
from tests.cast import NOON, REASON, TODAY, Cast, approved_channel, submitted, under_consideration
from tests.pages.conftest import SignIn

LATER = NOON + datetime.timedelta(days=3)
AWAY = {"reason": "On leave until Monday."}


@pytest.mark.parametrize(
    ("days", "said"), [(0, "waits since today"), (1, "waits 1 day"), (3, "waits 3 days")]
)
def test_age_in_words(days: int, said: str) -> None:
    plan = Plan(state="submitted", submitted_at=NOON)
    assert age(plan, TODAY + datetime.timedelta(days=days)) == said
    plan = Plan(state="changes_requested", submitted_at=NOON, updated_at=NOON)
    assert age(plan, TODAY + datetime.timedelta(days=2)) == "with the team, changed 2 days ago"
    assert age(Plan(state="draft"), TODAY) == ""


def test_the_head_sees_what_is_in_hand_with_its_age(cast: Cast, sign_in: SignIn) -> None:
    with time_machine.travel(NOON, tick=False):
        under_consideration(cast)
        submitted(cast, name="Sleep", answers={"handle": "@sleep"})
        approved_channel(cast, name="Decided", answers={"handle": "@decided"})
    Plan.objects.update(submitted_at=NOON)
    with time_machine.travel(LATER, tick=False):
        page = sign_in(cast.head).get("/plans/?state=in_hand").content.decode()
    assert page.count("Waits 3 days") == 2
    assert "Officer in charge" in page
    assert "Nobody" in page
    assert "Decided" not in page


def test_taking_over_from_a_page(cast: Cast, sign_in: SignIn) -> None:
    plan = under_consideration(cast)
    here, other = f"/plans/{plan.pk}", sign_in(cast.officer2)
    assert "Take the plan over" in other.get(here).content.decode()
    assert str(cast.officer.pk) in other.get(f"{here}/steps/take_over").content.decode()
    sent = AWAY | {"from_whom": str(cast.officer.pk)}
    assert other.post(f"{here}/steps/take_over", sent).status_code == 302
    assert Plan.objects.get().officer == cast.officer2
    again = sign_in(cast.head).post(f"{here}/steps/take_over", sent)
    assert again.status_code == 409
    page = again.content.decode()
    assert "Officer2 has it in hand by now." in page
    assert AWAY["reason"] in page
    assert str(cast.officer2.pk) in page
    sent["from_whom"] = str(cast.officer2.pk)
    assert sign_in(cast.head).post(f"{here}/steps/take_over", sent).status_code == 302


def test_page_says_where_it_does_not_go_on(cast: Cast, sign_in: SignIn) -> None:
    """Nobody is left who could decide or sign off: it says who leads on."""
    plan = under_consideration(cast)
    here, lead = f"/plans/{plan.pk}", sign_in(cast.lead)
    assert "does not go on" not in lead.get(here).content.decode()
    cast.officer.groups.clear()
    page = lead.get(here).content.decode()
    assert "Officer cannot decide it any more. Another officer can take it over." in page
    plans.take_over(plan, by=cast.officer2, today=TODAY, **AWAY)
    plans.approve(plan, by=cast.officer2, today=TODAY, second_sign_off=True, **REASON)
    assert "does not go on" not in lead.get(here).content.decode()
    cast.executive.groups.clear()
    page = lead.get(here).content.decode()
    assert "No executive could give the second sign-off." in page
    assert "can release the plan meanwhile" in page
    plans.release(plan, by=cast.head, today=TODAY)
    User.objects.filter(pk__in=[cast.officer2.pk, cast.head.pk]).update(is_active=False)
    assert "Nobody could decide this plan." in lead.get(here).content.decode()


def test_whoever_lost_it_meanwhile_keeps_what_they_wrote(cast: Cast, sign_in: SignIn) -> None:
    plan = under_consideration(cast)
    plans.take_over(plan, by=cast.officer2, today=TODAY, **AWAY)
    here = f"/plans/{plan.pk}/steps/reject"
    answer = sign_in(cast.officer).post(here, {"reason": "Many words."})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Many words." in page
    assert "Officer2 has it in hand." in page
    assert f'href="/plans/{plan.pk}/steps/take_over">Take the plan over</a>' in page


def test_whoever_takes_it_up_second_hears_who_was_first(cast: Cast, sign_in: SignIn) -> None:
    plan = under_consideration(cast)
    answer = sign_in(cast.officer2).post(f"/plans/{plan.pk}/steps/take_up")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Officer took it up at 12:0" in page
    assert f'href="/plans/{plan.pk}/steps/take_over">Take the plan over</a>' in page
