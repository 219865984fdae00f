"""A change plan, from the channel's page to the officer's confirmation."""

from governance.models import Channel, Plan
from governance.plans import consultations
from tests.cast import TODAY, Cast, approved_channel, live_channel
from tests.governance.builders import GO_AHEAD
from tests.pages.conftest import SignIn


def test_from_the_channel_to_the_approval(cast: Cast, sign_in: SignIn) -> None:
    channel, lead, officer = live_channel(cast), sign_in(cast.lead), sign_in(cast.officer)
    here = f"/plans/change/{channel.pk}"
    assert here in lead.get(f"/channels/{channel.pk}").text
    assert "Start a change plan" in lead.get(here).text
    answer = lead.post(here)
    plan = Plan.objects.get(kind="change")
    at = f"/plans/{plan.pk}"
    assert answer.headers["Location"] == at
    assert "under way already" in lead.get(here).text
    assert "How its security is kept" not in lead.get(at).text
    for name, said in {"handle": "@newname", "change_reason": "Our name is new."}.items():
        assert lead.post(f"{at}/questions/{name}", {name: said}).status_code == 302
    assert "question 2 of 5" in lead.get(f"{at}/questions/handle").text
    consultations.record(plan, by=cast.officer, today=TODAY, **GO_AHEAD)
    page = lead.get(f"{at}/check").text
    assert "childrenstherapies" in page.partition("Its handle now")[2]
    assert "newname" in page.partition("What everybody will read")[2]
    assert lead.post(f"{at}/check").headers["Location"] == f"{at}/submitted"
    assert "Change a handle on Instagram then" in lead.get(f"{at}/submitted").text
    officer.post(f"{at}/steps/take_up")
    assert "A new handle counts when" in officer.get(f"{at}/steps/approve").text
    officer.post(f"{at}/steps/approve", {"reason": "It is their name."})
    assert Channel.objects.get().agreed_handle == "newname"


def test_what_it_does_not_ask_leads_on(cast: Cast, sign_in: SignIn) -> None:
    channel, lead = live_channel(cast), sign_in(cast.lead)
    lead.post(f"/plans/change/{channel.pk}")
    plan = Plan.objects.get(kind="change")
    page = lead.get(f"/plans/{plan.pk}/questions/risks", follow=True).text
    assert "A change plan does not ask this. Write a renewal plan" in page


def test_channel_that_is_not_live_yet(cast: Cast, sign_in: SignIn) -> None:
    channel, lead = approved_channel(cast), sign_in(cast.lead)
    here = f"/plans/change/{channel.pk}"
    assert here not in lead.get(f"/channels/{channel.pk}").text
    answer = lead.post(here)
    assert answer.status_code == 409
    assert "The channel is not live yet. A change plan can be written once it is." in answer.text


def test_outsider_may_not(cast: Cast, sign_in: SignIn) -> None:
    channel = live_channel(cast)
    assert sign_in(cast.outsider).post(f"/plans/change/{channel.pk}").status_code == 403
