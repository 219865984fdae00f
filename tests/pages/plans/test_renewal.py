"""Renewing a channel, and being led to an existing one."""

from governance.channels import acts as channels
from governance.models import Plan
from tests.cast import TODAY, Cast, draft, live_channel, suspended_channel
from tests.pages.conftest import SignIn


def test_renewal_starts_from_the_old_answers(cast: Cast, sign_in: SignIn) -> None:
    channel, lead = live_channel(cast), sign_in(cast.lead)
    here = f"/plans/renew/{channel.pk}"
    assert "Start a renewal plan" in lead.get(here).content.decode()
    answer = lead.post(here)
    plan = Plan.objects.get(kind="renewal")
    assert answer.headers["Location"] == f"/plans/{plan.pk}"
    assert "Our reason." in lead.get(f"/plans/{plan.pk}/check").content.decode()
    assert plan.reference in lead.get(here).content.decode()


def test_outsider_may_not_renew(cast: Cast, sign_in: SignIn) -> None:
    channel = live_channel(cast)
    assert sign_in(cast.outsider).post(f"/plans/renew/{channel.pk}").status_code == 403
    assert not Plan.objects.filter(kind="renewal").exists()


def test_retired_channel_is_not_renewed(cast: Cast, sign_in: SignIn) -> None:
    channel = suspended_channel(cast)
    prepared = {"records_captured": True, "no_closing_notice": "It was hacked."}
    channels.prepare_closing(channel, by=cast.officer, today=TODAY, **prepared)
    channels.retire(
        channel, by=cast.officer, today=TODAY, ending="closed", archive="Shelf", reason="Over."
    )
    answer = sign_in(cast.lead).post(f"/plans/renew/{channel.pk}")
    assert answer.status_code == 409
    assert "retired" in answer.content.decode()


def test_consultation_that_leads_to_an_existing_channel(cast: Cast, sign_in: SignIn) -> None:
    channel = live_channel(cast)
    plan, officer = draft(cast, name="Another"), sign_in(cast.officer)
    sign_in(cast.lead).post(f"/plans/{plan.pk}/consultation", {"question": "May we?"})
    here = f"/plans/{plan.pk}/consultation/record"
    sent = {"held_on_day": "4", "held_on_month": "1", "held_on_year": "2027"}
    sent |= {"outcome": "use_existing", "advice": "Share it."}
    assert "Say which channel the team can use." in officer.post(here, sent).content.decode()
    wrong = officer.post(here, sent | {"existing_channel": "@nobody"})
    assert "No channel in the register" in wrong.content.decode()
    for spelling in ("@ChildrensTherapies", "https://www.instagram.com/childrenstherapies/"):
        sent["existing_channel"] = spelling
        assert officer.post(here, sent).status_code == 302
    page = sign_in(cast.lead).get(f"/plans/{plan.pk}").content.decode()
    assert "advises you to use an existing channel" in page
    assert str(channel.pk) in page
