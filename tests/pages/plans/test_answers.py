"""Answers of every kind on the pages: asked, checked and read in words."""

import pytest

from governance.models import Platform
from governance.plans import questions, writing
from governance.plans.asking import Kind
from tests.cast import TODAY, Cast, draft, live_channel, ready, submitted
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
        assert all(each.label in page for each in questions.asked_of(plan))
        assert "2028-01-04" not in page


def test_choices_are_asked_and_shown_by_their_labels(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, lead = draft(cast), sign_in(cast.lead)
    ask_too(monkeypatch, TOPICS, TONE)
    here = f"/plans/{plan.pk}/questions"
    asked = lead.get(f"{here}/trial_topics").content.decode()
    assert asked.count('type="checkbox"') == 3
    assert "News &amp; views" in asked
    assert lead.get(f"{here}/trial_tone").content.decode().count('type="radio"') == 3
    kept = lead.post(f"{here}/trial_topics?check", {"trial_topics": ["events", "news"]})
    assert kept.headers["Location"] == f"/plans/{plan.pk}/check#trial"
    lead.post(f"{here}/trial_tone", {"trial_tone": "advice"})
    assert lead.get(f"{here}/trial_topics").content.decode().count(" checked") == 2
    page = lead.get(f"/plans/{plan.pk}/check").content.decode()
    assert "News &amp; views, Events" in page
    assert "Advice" in page


def test_wrong_choices_are_told(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, lead = draft(cast), sign_in(cast.lead)
    ask_too(monkeypatch, TOPICS, TONE)
    for name, otherwise in (("trial_topics", TOPICS.otherwise), ("trial_tone", TONE.otherwise)):
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
    questions.keep(plan, {"trial_trouble": "A post was hacked."})
    here = f"/plans/{plan.pk}"
    for user, shown in ((cast.officer, True), (cast.lead, True), (cast.member, False)):
        page = sign_in(user).get(here).content.decode()
        assert ("A post was hacked." in page) is shown
        assert (TROUBLE.label in page) is shown
        answer = sign_in(user).get(f"{here}/questions/trial_trouble")
        assert answer.status_code == (302 if shown else 404)


def test_writer_is_told_who_reads_the_answer(cast: Cast, sign_in: SignIn) -> None:
    plan, lead = draft(cast), sign_in(cast.lead)
    here = f"/plans/{plan.pk}/questions"
    for each in questions.asked_of(plan):
        told = "Everybody can see this." in lead.get(f"{here}/{each.name}").content.decode()
        assert told is each.published, each.name


def test_people_are_asked_by_their_kind(cast: Cast, sign_in: SignIn) -> None:
    plan, lead = draft(cast), sign_in(cast.lead)
    here = f"/plans/{plan.pk}/questions"
    for each in questions.asked_of(plan):
        page = lead.get(f"{here}/{each.name}").content.decode()
        people = each.kind in {Kind.PERSON, Kind.PEOPLE}
        assert ("Somebody who is not in this list" in page) is people, each.name


def test_renewal_leads_to_a_change_plan_for_another_handle(cast: Cast, sign_in: SignIn) -> None:
    new, lead = draft(cast), sign_in(cast.lead)
    renewal = writing.start_renewal(live_channel(cast), by=cast.lead, today=TODAY)
    for plan, offered in ((new, True), (renewal, False)):
        page = lead.get(f"/plans/{plan.pk}/check").content.decode()
        assert (f"/plans/{plan.pk}/questions/handle?check" in page) is offered
        assert f"/plans/{plan.pk}/questions/reason?check" in page
    for way in (lead.get, lead.post):
        answer = way(f"/plans/{renewal.pk}/questions/handle", {"handle": "@other"}, follow=True)
        assert "Write a change plan; the channel" in answer.content.decode()
    renewal.refresh_from_db()
    assert renewal.handle == "childrenstherapies"


def test_what_everybody_will_read_is_shown_before_submitting(cast: Cast, sign_in: SignIn) -> None:
    plan, lead = ready(cast), sign_in(cast.lead)
    page = lead.get(f"/plans/{plan.pk}/check").content.decode()
    public = page.partition("What everybody will read")[2].partition("Submit the plan")[0]
    assert "Our public_purpose." in public
    assert "Monday to Friday, 9am to 5pm" in public
    assert "Our reason." not in public
    plan.platform.public = False
    plan.platform.save()
    page = lead.get(f"/plans/{plan.pk}/check").content.decode()
    assert "Nothing: channels on Instagram are closed" in page


def test_reason_that_no_answer_puts_right_has_no_place(cast: Cast, sign_in: SignIn) -> None:
    plan = ready(cast)
    Platform.objects.filter(pk=plan.platform_id).update(active=False)
    page = sign_in(cast.lead).post(f"/plans/{plan.pk}/check").content.decode()
    assert "Instagram is closed to new channels." in page
    assert "Instagram is closed to new channels.</a>" not in page


def test_answers_are_not_checked_while_they_are_decided(cast: Cast, sign_in: SignIn) -> None:
    plan = submitted(cast)
    answer = sign_in(cast.lead).get(f"/plans/{plan.pk}/check")
    assert answer.headers["Location"] == f"/plans/{plan.pk}"


def test_too_many_addresses_at_once(cast: Cast, sign_in: SignIn) -> None:
    others = " ".join(f"a{number}@riverside.invalid" for number in range(51))
    here = f"/plans/{draft(cast).pk}/questions/administrators"
    answer = sign_in(cast.lead).post(here, {"others": others})
    assert answer.status_code == 400
    assert "Give 50 people at most." in answer.content.decode()
