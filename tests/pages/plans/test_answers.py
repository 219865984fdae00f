"""Answers of every kind on the pages: asked, checked and read in words."""

import pytest

from governance.plans import questions
from governance.plans.asking import Kind
from tests.cast import Cast, draft, ready, submitted
from tests.governance.plans.scratch import TONE, TOPICS, TROUBLE, ask_too
from tests.pages.conftest import SignIn


def test_answers_are_read_in_words(cast: Cast, sign_in: SignIn) -> None:
    """On the page where they are checked, and on the plan's own page."""
    checked = sign_in(cast.lead).get(f"/plans/{ready(cast).pk}/check").content.decode()
    plan = submitted(cast, name="Sleep", answers={"handle": "sleep"})
    read = sign_in(cast.officer).get(f"/plans/{plan.pk}").content.decode()
    for page in (checked, read):
        for words in ("4 January 2028", "Administrator, Lead", "<p>Our reason.</p>"):
            assert words in page
        assert all(each.label in page for each in questions.every())
        assert "2028-01-04" not in page


def test_choices_are_asked_and_shown_by_their_labels(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, lead = draft(cast), sign_in(cast.lead)
    ask_too(monkeypatch, TOPICS, TONE)
    here = f"/plans/{plan.pk}/questions"
    asked = lead.get(f"{here}/topics").content.decode()
    assert asked.count('type="checkbox"') == 3
    assert "News &amp; views" in asked
    assert lead.get(f"{here}/tone").content.decode().count('type="radio"') == 3
    kept = lead.post(f"{here}/topics?check", {"topics": ["events", "news"]})
    assert kept.headers["Location"] == f"/plans/{plan.pk}/check#more"
    lead.post(f"{here}/tone", {"tone": "advice"})
    assert lead.get(f"{here}/topics").content.decode().count(" checked") == 2
    page = lead.get(f"/plans/{plan.pk}/check").content.decode()
    assert "News &amp; views, Events" in page
    assert "Advice" in page


def test_wrong_choices_are_told(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, lead = draft(cast), sign_in(cast.lead)
    ask_too(monkeypatch, TOPICS, TONE)
    for name, otherwise in (("topics", TOPICS.otherwise), ("tone", TONE.otherwise)):
        here = f"/plans/{plan.pk}/questions/{name}"
        answer = lead.post(here, {})
        assert answer.status_code == 400
        assert otherwise in answer.content.decode()
        answer = lead.post(here, {name: ["sport"]})
        assert answer.status_code == 400
        assert "“sport” is not one of the choices." in answer.content.decode()


def test_what_a_row_hides_is_on_no_page_of_the_others(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = submitted(cast)
    ask_too(monkeypatch, TROUBLE)
    questions.keep(plan, {"trouble": "A post was hacked."})
    here = f"/plans/{plan.pk}"
    for user, shown in ((cast.officer, True), (cast.lead, True), (cast.member, False)):
        page = sign_in(user).get(here).content.decode()
        assert ("A post was hacked." in page) is shown
        assert (TROUBLE.label in page) is shown
        answer = sign_in(user).get(f"{here}/questions/trouble")
        assert answer.status_code == (302 if shown else 404)


def test_writer_is_told_who_reads_the_answer(cast: Cast, sign_in: SignIn) -> None:
    here = f"/plans/{draft(cast).pk}/questions"
    lead = sign_in(cast.lead)
    for each in questions.every():
        told = "Everybody can see this." in lead.get(f"{here}/{each.name}").content.decode()
        assert told is each.published, each.name


def test_people_are_asked_by_their_kind(cast: Cast, sign_in: SignIn) -> None:
    here, lead = f"/plans/{draft(cast).pk}/questions", sign_in(cast.lead)
    for each in questions.every():
        page = lead.get(f"{here}/{each.name}").content.decode()
        people = each.kind in {Kind.PERSON, Kind.PEOPLE}
        assert ("Somebody who is not in this list" in page) is people, each.name


def test_handle_of_a_channel_is_not_changed(cast: Cast, sign_in: SignIn) -> None:
    plan = draft(cast)
    page = sign_in(cast.lead).get(f"/plans/{plan.pk}/check").content.decode()
    assert f"/plans/{plan.pk}/questions/handle?check" in page
