"""Deciding a plan: who may, what is shown to those who may not, and what is refused."""

from governance.models import Platform, PolicyVersion
from governance.plans import acts as plans
from people.models import Membership
from tests.cast import TODAY, Cast, draft, policy, submitted, under_consideration
from tests.pages.conftest import SignIn


def test_officer_of_the_proposing_team_sees_why_not(cast: Cast, sign_in: SignIn) -> None:
    Membership.objects.create(team=cast.team, user=cast.officer)
    plan = submitted(cast)
    page = sign_in(cast.officer).get(f"/plans/{plan.pk}").content.decode()
    assert "Take the plan up: why you cannot" in page
    assert "neither the author nor of the team that proposes" in page
    assert sign_in(cast.officer).post(f"/plans/{plan.pk}/steps/take_up").status_code == 403


def test_team_is_not_told_about_deciding(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.lead).get(f"/plans/{submitted(cast).pk}").content.decode()
    assert "why you cannot" not in page
    assert "Withdraw the plan" in page


def test_another_officer_took_it_up_first(cast: Cast, sign_in: SignIn) -> None:
    plan = under_consideration(cast)
    answer = sign_in(cast.officer2).post(f"/plans/{plan.pk}/steps/take_up")
    assert answer.status_code == 409
    assert "under consideration" in answer.content.decode()


def test_what_was_typed_is_shown_again(cast: Cast, sign_in: SignIn) -> None:
    plan = under_consideration(cast)
    plans.withdraw(plan, by=cast.lead, today=TODAY)
    sent = {"changes_wanted": "Say who answers on Sundays."}
    answer = sign_in(cast.officer).post(f"/plans/{plan.pk}/steps/request_changes", sent)
    assert answer.status_code in {403, 409}
    if answer.status_code == 409:
        assert "Say who answers on Sundays." in answer.content.decode()


def test_a_step_needs_its_inputs(cast: Cast, sign_in: SignIn) -> None:
    plan = under_consideration(cast)
    answer = sign_in(cast.officer).post(f"/plans/{plan.pk}/steps/request_changes", {})
    assert answer.status_code == 400
    assert "Say what should be changed." in answer.content.decode()


def test_unknown_step_is_no_page(cast: Cast, sign_in: SignIn) -> None:
    plan = submitted(cast)
    for name in ("delete", "_carry_out", "save"):
        assert sign_in(cast.officer).post(f"/plans/{plan.pk}/steps/{name}").status_code == 404


def test_submitting_has_a_page_of_its_own(cast: Cast, sign_in: SignIn) -> None:
    plan = draft(cast)
    answer = sign_in(cast.lead).get(f"/plans/{plan.pk}/steps/submit")
    assert answer.headers["Location"] == f"/plans/{plan.pk}/check"


def test_every_reason_leads_to_its_place(cast: Cast, sign_in: SignIn) -> None:
    policy(cast)
    plan = draft(cast)
    page = sign_in(cast.lead).post(f"/plans/{plan.pk}/check").content.decode()
    for place in ("consultation", "policy", "management", "security"):
        assert f'href="#{place}"' in page
        assert f'id="{place}"' in page


def test_policy_that_somebody_has_not_read(cast: Cast, sign_in: SignIn) -> None:
    plan = submitted(cast)
    plans.withdraw(plan, by=cast.lead, today=TODAY)
    plans.reopen(plan, by=cast.lead, today=TODAY)
    policy(cast)
    version = PolicyVersion.objects.get()
    lead = sign_in(cast.lead)
    lead.post(f"/policy/{version.pk}/acknowledge")
    page = lead.get(f"/plans/{plan.pk}").content.decode()
    assert "These people have not: Administrator." in page
    page = lead.post(f"/plans/{plan.pk}/check").content.decode()
    assert "has not been acknowledged by: Administrator" in page


def test_submitted_page_is_of_submitted_plans(cast: Cast, sign_in: SignIn) -> None:
    plan = draft(cast)
    answer = sign_in(cast.lead).get(f"/plans/{plan.pk}/submitted")
    assert answer.headers["Location"] == f"/plans/{plan.pk}"


def test_answers_are_closed_while_it_is_decided(cast: Cast, sign_in: SignIn) -> None:
    plan, lead = submitted(cast), sign_in(cast.lead)
    here = f"/plans/{plan.pk}/questions/reason"
    assert lead.get(here).status_code == 302
    answer = lead.post(here, {"reason": "A better one."})
    assert answer.status_code == 409
    assert "A better one." in answer.content.decode()
    plan.refresh_from_db()
    assert plan.reason == "Our reason."


def test_platform_closed_meanwhile(cast: Cast, sign_in: SignIn) -> None:
    plan = under_consideration(cast)
    Platform.objects.filter(pk=plan.platform_id).update(active=False)
    page = sign_in(cast.officer).get(f"/plans/{plan.pk}").content.decode()
    assert "Approve the plan: not possible yet" in page
    assert "Instagram is closed to new channels." in page
    sent = {"conditions": "Plain words."}
    answer = sign_in(cast.officer).post(f"/plans/{plan.pk}/steps/approve", sent)
    assert answer.status_code == 409
    assert "Plain words." in answer.content.decode()
