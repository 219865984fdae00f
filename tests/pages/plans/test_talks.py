"""An officer records a talk that nobody asked for: about a plan, or before there is one."""

from typing import Any

import pytest

from governance.models import Consultation, Plan, Platform
from tests.cast import Cast, draft
from tests.pages.conftest import SignIn
from tests.pages.plans.test_bad_input import NASTY

ABOUT, BEGIN = "/plans/talks/record", "/plans/talks/begin"
DAY = {"held_on_day": "4", "held_on_month": "1", "held_on_year": "2027"}
TALK = DAY | {"outcome": "go_ahead", "advice": "Kept words."}


def new(cast: Cast, **other: Any) -> dict[str, Any]:
    platform = Platform.objects.get(slug="instagram").pk
    first = {"team": cast.team.pk, "author": cast.lead.email, "name": "Sleep"}
    return TALK | first | {"platform": platform} | other


def test_officers_are_led_there(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.officer).get("/plans/").content.decode()
    assert ABOUT in page
    assert BEGIN in page
    assert ABOUT not in sign_in(cast.lead).get("/plans/").content.decode()
    for path in (ABOUT, BEGIN):
        assert sign_in(cast.officer).get(path).status_code == 200
        assert sign_in(cast.lead).get(path).status_code == 403


def test_talk_about_a_draft_by_its_reference(cast: Cast, sign_in: SignIn) -> None:
    """No officer sees the draft before; whoever talked about it knows what it is called."""
    plan, officer = draft(cast), sign_in(cast.officer)
    assert officer.get(f"/plans/{plan.pk}").status_code == 404
    answer = officer.post(ABOUT, TALK | {"reference": plan.reference.lower()})
    assert answer.headers["Location"] == f"/plans/{plan.pk}"
    assert Consultation.objects.get().plan == plan
    assert "Kept words." in officer.get(f"/plans/{plan.pk}").content.decode()


def test_reference_of_no_plan(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.officer).post(ABOUT, TALK | {"reference": "P-NOPLAN"})
    assert answer.status_code == 400
    assert "No plan has this reference." in answer.content.decode()
    assert "Kept words." in answer.content.decode()


def test_own_plan_is_refused_and_what_was_typed_is_kept(cast: Cast, sign_in: SignIn) -> None:
    plan = draft(cast, by=cast.officer, team=cast.communications)
    answer = sign_in(cast.officer).post(ABOUT, TALK | {"reference": plan.reference})
    assert answer.status_code == 403
    assert "who is not the author of the plan" in answer.content.decode()
    assert "Kept words." in answer.content.decode()


def test_page_of_own_plan_shows_no_form(cast: Cast, sign_in: SignIn) -> None:
    plan = draft(cast, by=cast.officer, team=cast.communications)
    page = sign_in(cast.officer).get(f"/plans/{plan.pk}/consultation/record").content.decode()
    assert "who is not the author of the plan" in page
    assert "Your advice" not in page


def test_plan_is_begun_for_a_lead(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.officer).post(BEGIN, new(cast))
    plan = Plan.objects.get()
    assert answer.headers["Location"] == f"/plans/{plan.pk}"
    assert (plan.author, plan.team, plan.name) == (cast.lead, cast.team, "Sleep")
    assert "Read the advice" in sign_in(cast.lead).get(f"/plans/{plan.pk}").content.decode()


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"author": "nobody@riverside.invalid"}, 400, "Nobody here has this address."),
        ({"author": "member@riverside.invalid"}, 409, "Member does not lead"),
        ({"name": ""}, 400, "Say what the channel will be called."),
        ({"advice": ""}, 400, "Write down your advice."),
        ({"held_on_day": "5"}, 400, "cannot lie ahead"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_kept(
    cast: Cast, sign_in: SignIn, change: dict[str, str], status: int, said: str
) -> None:
    answer = sign_in(cast.officer).post(BEGIN, new(cast, **change))
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert cast.other_team.name in answer.content.decode()
    assert "There is a problem" in answer.content.decode() or status == 409
    assert not Plan.objects.exists()


@pytest.mark.parametrize("nasty", NASTY.values(), ids=list(NASTY))
def test_rough_input(cast: Cast, sign_in: SignIn, nasty: str) -> None:
    officer = sign_in(cast.officer)
    names = ["outcome", "advice", "existing_channel", "asked", "reference", "author", "name"]
    sent = dict.fromkeys([*names, "team", "platform"], nasty)
    sent |= {f"held_on_{part}": nasty for part in ("day", "month", "year")}
    for path in (ABOUT, BEGIN):
        answer = officer.post(path, sent)
        assert answer.status_code == 400
        assert "There is a problem" in answer.content.decode()


def test_whoever_comes_second_keeps_what_they_wrote(cast: Cast, sign_in: SignIn) -> None:
    plan = draft(cast)
    sign_in(cast.lead).post(f"/plans/{plan.pk}/consultation", {"question": "May we?"})
    here = f"/plans/{plan.pk}/consultation/record"
    asked = str(Consultation.objects.get().pk)
    assert asked in sign_in(cast.officer2).get(here).content.decode()
    sign_in(cast.officer).post(here, TALK | {"asked": asked})
    second = sign_in(cast.officer2).post(here, TALK | {"asked": asked, "advice": "Mine."})
    page = second.content.decode()
    assert second.status_code == 409
    assert "Officer recorded this talk at " in page
    assert "Mine." in page
    assert asked not in page
    assert sign_in(cast.officer2).post(here, TALK | {"asked": ""}).status_code == 302
