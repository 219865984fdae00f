"""Renewing a channel, and being led to an existing one."""

from governance.channels import acts as channels
from governance.models import Plan
from governance.plans import consultations
from tests.cast import (
    TODAY,
    Cast,
    approved_channel,
    draft,
    live_channel,
    ready,
    suspended_channel,
)
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


def test_what_cannot_be_renewed_says_so_at_the_start(cast: Cast, sign_in: SignIn) -> None:
    channel, lead = approved_channel(cast), sign_in(cast.lead)
    page = lead.get(f"/plans/renew/{channel.pk}").content.decode()
    assert "A renewal is asked for a channel that is live" in page
    assert "Start a renewal plan" not in page
    assert lead.post(f"/plans/renew/{channel.pk}").status_code == 409


def test_going_on_against_the_advice_asks_why(cast: Cast, sign_in: SignIn) -> None:
    plan, lead = ready(cast), sign_in(cast.lead)
    here = f"/plans/{plan.pk}"
    assert "Why do you go on with it?" not in lead.get(f"{here}/check").content.decode()
    against = {"held_on": TODAY.isoformat(), "outcome": "not_suitable", "advice": "A leaflet."}
    consultations.record(plan, by=cast.officer, today=TODAY, **against)
    assert "Why do you go on with it?" in lead.get(f"{here}/check").content.decode()
    refused = lead.post(f"{here}/check", {"going_on": ""})
    assert refused.status_code == 400
    assert "Say why you go on with the plan." in refused.content.decode()
    assert lead.post(f"{here}/check", {"going_on": "Nobody reads leaflets."}).status_code == 302
    page = sign_in(cast.officer).get(here).content.decode()
    assert "Nobody reads leaflets." in page


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
