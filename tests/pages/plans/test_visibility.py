"""Who sees which plan and which page; for everybody else there is none."""

import pytest

from governance import consultations
from governance.models import Plan
from tests.cast import TODAY, Cast, draft, submitted
from tests.pages.plans.conftest import SignedIn

PATHS = ["", "/questions/reason", "/check", "/consultation", "/steps/withdraw", "/submitted"]
OF_THE_TEAM = {"lead", "member", "administrator", "manager"}
DECIDING = {"officer", "officer2", "head", "executive", "auditor"}


def those_who_see(cast: Cast, as_: SignedIn, plan: Plan) -> set[str]:
    here = f"/plans/{plan.pk}"
    return {name for name, user in cast.everybody.items() if as_(user).get(here).status_code == 200}


def test_draft_is_seen_by_its_team_alone(cast: Cast, as_: SignedIn) -> None:
    assert those_who_see(cast, as_, draft(cast)) == OF_THE_TEAM


def test_draft_with_a_consultation_is_seen_by_officers(cast: Cast, as_: SignedIn) -> None:
    plan = draft(cast)
    consultations.ask(plan, by=cast.lead, today=TODAY, question="May we?")
    assert those_who_see(cast, as_, plan) == OF_THE_TEAM | DECIDING


def test_submitted_plan_is_seen_by_those_it_names(cast: Cast, as_: SignedIn) -> None:
    assert those_who_see(cast, as_, submitted(cast)) == OF_THE_TEAM | DECIDING


@pytest.mark.parametrize("path", PATHS)
def test_outsider_finds_nothing(cast: Cast, as_: SignedIn, path: str) -> None:
    outsider = as_(cast.outsider)
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


def test_member_reads_but_does_not_write(cast: Cast, as_: SignedIn) -> None:
    plan, member = draft(cast), as_(cast.member)
    here = f"/plans/{plan.pk}"
    assert "Withdraw the plan" not in member.get(here).content.decode()
    for path in ("/questions/reason", "/check"):
        assert member.get(here + path).status_code == 403
    sent = {"reason": "Mine now."}
    assert member.post(f"{here}/questions/reason", sent).status_code == 403
    plan.refresh_from_db()
    assert plan.reason == ""


def test_only_officers_record_a_consultation(cast: Cast, as_: SignedIn) -> None:
    path = f"/plans/{submitted(cast).pk}/consultation/record"
    assert as_(cast.officer).get(path).status_code == 200
    assert as_(cast.lead).get(path).status_code == 403
