"""The questions that name people, and how little of the directory they show."""

from governance.plans import writing
from tests.cast import TODAY, Cast, draft
from tests.pages.conftest import SignIn


def test_only_the_team_and_officers_are_offered(cast: Cast, sign_in: SignIn) -> None:
    here = f"/plans/{draft(cast).pk}/questions"
    page = sign_in(cast.lead).get(f"{here}/administrators").content.decode()
    for name, shown in {"member": True, "officer": True, "outsider": False}.items():
        assert (f"{name}@riverside.invalid" in page) is shown
    page = sign_in(cast.lead).get(f"{here}/lead").content.decode()
    assert "member@riverside.invalid" in page
    assert "officer@riverside.invalid" not in page


def test_somebody_else_is_added_by_address(cast: Cast, sign_in: SignIn) -> None:
    plan, lead = draft(cast), sign_in(cast.lead)
    here = f"/plans/{plan.pk}/questions/administrators"
    sent = {"administrators": [str(cast.lead.pk)], "others": "Outsider@Riverside.INVALID\n"}
    assert lead.post(here, sent).status_code == 302
    assert set(plan.administrators.all()) == {cast.lead, cast.outsider}
    assert "outsider@riverside.invalid" in lead.get(here).content.decode()


def test_address_that_nobody_has(cast: Cast, sign_in: SignIn) -> None:
    plan = draft(cast)
    sent = {"administrators": [str(cast.member.pk)], "others": "nobody@riverside.invalid"}
    answer = sign_in(cast.lead).post(f"/plans/{plan.pk}/questions/administrators", sent)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Nobody here has the address nobody@riverside.invalid" in page
    assert page.count("checked") == 1
    assert set(plan.administrators.all()) == {cast.lead}


def test_the_lead_is_named_by_choice_or_address(cast: Cast, sign_in: SignIn) -> None:
    plan, lead = draft(cast), sign_in(cast.lead)
    here = f"/plans/{plan.pk}/questions/lead"
    lead.post(here, {"lead": str(cast.member.pk), "others": ""})
    plan.refresh_from_db()
    assert plan.lead == cast.member
    lead.post(here, {"lead": str(cast.member.pk), "others": "outsider@riverside.invalid"})
    plan.refresh_from_db()
    assert plan.lead == cast.outsider
    two = "lead@riverside.invalid outsider@riverside.invalid"
    page = lead.post(here, {"others": two}).content.decode()
    assert "Only one person can be named here." in page


def test_nobody_chosen(cast: Cast, sign_in: SignIn) -> None:
    plan, lead = draft(cast), sign_in(cast.lead)
    writing.write(plan, by=cast.lead, today=TODAY, answers={"reason": "Ours."})
    for name, words in {"lead": "who will be the lead", "administrators": "administrators"}.items():
        answer = lead.post(f"/plans/{plan.pk}/questions/{name}", {})
        assert answer.status_code == 400
        assert words in answer.content.decode()
