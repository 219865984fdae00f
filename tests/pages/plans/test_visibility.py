"""Who sees which plan and which page; for everybody else there is none."""

import pytest

from governance.models import Plan
from governance.plans import consultations
from tests.cast import TODAY, Cast, draft, submitted
from tests.pages.conftest import SignIn

PATHS = ["", "/questions/reason", "/check", "/consultation", "/steps/withdraw", "/submitted"]
OF_THE_TEAM = {"lead", "member", "administrator", "manager"}
DECIDING = {"officer", "officer2", "head", "executive", "auditor"}


def those_who_see(cast: Cast, sign_in: SignIn, plan: Plan) -> set[str]:
    here = f"/plans/{plan.pk}"
    return {
        name for name, user in cast.everybody.items() if sign_in(user).get(here).status_code == 200
    }


def test_draft_is_seen_by_its_team_alone(cast: Cast, sign_in: SignIn) -> None:
    assert those_who_see(cast, sign_in, draft(cast)) == OF_THE_TEAM


def test_draft_with_a_consultation_is_seen_by_officers(cast: Cast, sign_in: SignIn) -> None:
    plan = draft(cast)
    consultations.ask(plan, by=cast.lead, today=TODAY, question="May we?")
    assert those_who_see(cast, sign_in, plan) == OF_THE_TEAM | DECIDING


def test_submitted_plan_is_seen_by_those_it_names(cast: Cast, sign_in: SignIn) -> None:
    assert those_who_see(cast, sign_in, submitted(cast)) == OF_THE_TEAM | DECIDING


@pytest.mark.parametrize("path", PATHS)
def test_outsider_finds_nothing(cast: Cast, sign_in: SignIn, path: str) -> None:
    outsider = sign_in(cast.outsider)
    for plan in (draft(cast), submitted(cast)):
        assert outsider.get(f"/plans/{plan.pk}{path}").status_code == 404
        assert outsider.post(f"/plans/{plan.pk}{path}").status_code == 404
    assert "Children" not in outsider.get("/plans/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/plans/", "/plans/start", "/policy/publish"])
def test_visitor_is_asked_to_sign_in(client, path: str) -> None:  # type: ignore[no-untyped-def]
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/")


def test_member_reads_but_does_not_write(cast: Cast, sign_in: SignIn) -> None:
    plan, member = draft(cast), sign_in(cast.member)
    here = f"/plans/{plan.pk}"
    assert "Withdraw the plan" not in member.get(here).content.decode()
    for path in ("/questions/reason", "/check"):
        assert member.get(here + path).status_code == 403
    sent = {"reason": "Mine now."}
    assert member.post(f"{here}/questions/reason", sent).status_code == 403
    plan.refresh_from_db()
    assert plan.reason == ""


def test_only_officers_record_a_consultation(cast: Cast, sign_in: SignIn) -> None:
    path = f"/plans/{submitted(cast).pk}/consultation/record"
    assert sign_in(cast.officer).get(path).status_code == 200
    assert sign_in(cast.lead).get(path).status_code == 403
