"""Every form of the plans answers rough input with a sentence, and shows what was typed."""

import uuid
from typing import Any

import pytest

from governance.models import Channel, Plan
from governance.plans import questions
from tests.cast import TODAY, Cast, draft, submitted
from tests.pages.conftest import SignIn

NASTY = {
    "empty": "",
    "spaces": "   ",
    "nul": "a\0b",
    "emoji": "👩‍⚕️🎉" * 20,
    "right to left": "abc\u202edef",
    "arabic": "مرحبا بكم",
    "script": "<script>alert(1)</script>",
    "overlong": "x" * 6_000,
    "very long": "y" * 200_000,
    "surrogate": "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "number": "9" * 400,
    "infinity": "Infinity",
    "percent": "%s%n{0}{{7*7}}",
}
ids = list(NASTY)


@pytest.mark.parametrize("nasty", NASTY.values(), ids=ids)
def test_every_question(cast: Cast, sign_in: SignIn, nasty: str) -> None:
    plan, lead = draft(cast), sign_in(cast.lead)
    for name in [each.name for each in questions.every()]:
        sent: dict[str, Any] = {name: nasty, "others": nasty}
        sent |= {f"{name}_{part}": nasty for part in ("day", "month", "year")}
        answer = lead.post(f"/plans/{plan.pk}/questions/{name}", sent)
        assert answer.status_code in {302, 400}, name
        page = answer.content.decode()
        assert "<script>alert" not in page
        if answer.status_code == 400:
            assert "There is a problem" in page
            assert "<title>Error: " in page
    assert lead.get(f"/plans/{plan.pk}/check").status_code == 200
    assert lead.get(f"/plans/{plan.pk}").status_code == 200


@pytest.mark.parametrize("nasty", NASTY.values(), ids=ids)
def test_start(cast: Cast, sign_in: SignIn, nasty: str) -> None:
    lead = sign_in(cast.lead)
    sent = {"name": nasty, "platform": nasty, "team": nasty, "tier": nasty}
    answer = lead.post("/plans/start", sent)
    assert answer.status_code == 400
    assert "There is a problem" in answer.content.decode()
    assert not Plan.objects.exists()


def test_start_for_somebody_elses_team(cast: Cast, sign_in: SignIn) -> None:
    platform = draft(cast).platform_id
    sent = {"name": "Theirs", "platform": platform, "team": cast.other_team.pk}
    assert sign_in(cast.lead).post("/plans/start", sent).status_code == 400
    assert not Plan.objects.filter(name="Theirs").exists()


def test_start_without_a_team(cast: Cast, sign_in: SignIn) -> None:
    assert (
        "You are not in a team yet" in sign_in(cast.executive).get("/plans/start").content.decode()
    )
    assert sign_in(cast.executive).post("/plans/start", {"name": "x"}).status_code == 400


@pytest.mark.parametrize("nasty", NASTY.values(), ids=ids)
def test_consultation(cast: Cast, sign_in: SignIn, nasty: str) -> None:
    plan = submitted(cast)
    here = f"/plans/{plan.pk}/consultation"
    assert sign_in(cast.lead).post(here, {"question": nasty}).status_code in {302, 400}
    sent = dict.fromkeys(["held_on", "outcome", "advice", "existing_channel"], nasty)
    sent |= {f"held_on_{part}": nasty for part in ("day", "month", "year")}
    answer = sign_in(cast.officer).post(f"{here}/record", sent)
    assert answer.status_code == 400
    assert "There is a problem" in answer.content.decode()


@pytest.mark.parametrize("nasty", NASTY.values(), ids=ids)
def test_steps(cast: Cast, sign_in: SignIn, nasty: str) -> None:
    plan, officer = submitted(cast), sign_in(cast.officer)
    officer.post(f"/plans/{plan.pk}/steps/take_up", {"more": nasty})
    for name, field in (("approve", "conditions"), ("reject", "reason")):
        sent = {"reason": "Fine.", field: nasty}
        answer = officer.post(f"/plans/{plan.pk}/steps/{name}", sent)
        assert answer.status_code in {302, 400, 403, 409}
        assert officer.get(f"/plans/{plan.pk}").status_code == 200


@pytest.mark.parametrize("nasty", NASTY.values(), ids=ids)
def test_publishing_a_policy(cast: Cast, sign_in: SignIn, nasty: str) -> None:
    sent = dict.fromkeys(["number", "title", "changes", "text", "review_on"], nasty)
    sent |= {f"review_on_{part}": nasty for part in ("day", "month", "year")}
    answer = sign_in(cast.officer).post("/policy/publish", sent)
    assert answer.status_code == 400
    assert sign_in(cast.lead).get("/policy/").status_code == 200


@pytest.mark.parametrize("nasty", NASTY.values(), ids=ids)
def test_lists(cast: Cast, sign_in: SignIn, nasty: str) -> None:
    sent = {"page": nasty, "state": nasty, "whose": nasty}
    for user in (cast.lead, cast.officer):
        assert sign_in(user).get("/plans/", sent).status_code == 200


def test_wrong_ids(cast: Cast, sign_in: SignIn) -> None:
    officer, other = sign_in(cast.officer), uuid.uuid4()
    plan = submitted(cast)
    for path in (
        f"/plans/{other}",
        f"/plans/{cast.officer.pk}",
        f"/plans/{plan.pk}/questions/no_such",
        f"/plans/{plan.pk}/questions/state",
        f"/plans/renew/{other}",
        f"/policy/{other}",
        "/plans/not-an-id",
    ):
        assert officer.get(path).status_code == 404, path
    assert officer.post(f"/policy/{other}/acknowledge").status_code == 404


def test_end_date_that_is_no_day(cast: Cast, sign_in: SignIn) -> None:
    plan = draft(cast)
    sent = {"ends_on_day": "31", "ends_on_month": "2", "ends_on_year": "2028"}
    page = sign_in(cast.lead).post(f"/plans/{plan.pk}/questions/ends_on", sent).content.decode()
    assert "Enter a real day" in page
    assert 'value="31"' in page


def test_consultation_cannot_lie_ahead(cast: Cast, sign_in: SignIn) -> None:
    sent = {"held_on_day": "5", "held_on_month": "1", "held_on_year": str(TODAY.year)}
    sent |= {"outcome": "go_ahead", "advice": "Kept words."}
    plan = submitted(cast)
    answer = sign_in(cast.officer).post(f"/plans/{plan.pk}/consultation/record", sent)
    assert answer.status_code == 400
    assert "cannot lie ahead" in answer.content.decode()
    assert "Kept words." in answer.content.decode()
    assert not Channel.objects.exists()
