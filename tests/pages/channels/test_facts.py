"""The pages that put a channel's facts right, and those of a new handle."""

from governance.models import Channel
from tests import cast as given
from tests.cast import Cast
from tests.governance.builders import agreed_channel
from tests.pages.conftest import SignIn


def test_lead_corrects_what_the_team_may(cast: Cast, sign_in: SignIn) -> None:
    channel, lead = given.live_channel(cast), sign_in(cast.lead)
    here = f"/channels/{channel.pk}/correct"
    assert here in lead.get(f"/channels/{channel.pk}").text
    page = lead.get(here).text
    assert 'name="monitored"' in page
    assert 'name="purpose"' not in page
    assert "you ask for by a change plan" in page
    answer = lead.post(here, {"monitored": "Mondays", "out_of_hours": channel.out_of_hours})
    assert answer.headers["Location"] == f"/channels/{channel.pk}"
    assert Channel.objects.get().monitored == "Mondays"
    answer = lead.post(here, {"recovery_mailbox": "anna@example.org"})
    assert answer.status_code == 400
    assert "A steward can add it there." in answer.text
    assert lead.post(here, {"purpose": "Ours."}).status_code == 400


def test_officer_corrects_everything(cast: Cast, sign_in: SignIn) -> None:
    channel, officer = given.live_channel(cast), sign_in(cast.officer)
    here = f"/channels/{channel.pk}/correct"
    page = officer.get(here).text
    assert "Our public_purpose." in page
    sent = {"name": "Therapies", "purpose": "For children.", "monitored": channel.monitored}
    sent |= {"out_of_hours": "", "recovery_mailbox": channel.recovery_mailbox}
    assert officer.post(here, sent).status_code == 302
    assert "For children." in officer.get("/official/check?q=instagram.com/childrenstherapies").text
    answer = officer.post(here, sent)
    assert answer.status_code == 400
    assert "Nothing is different." in answer.text


def test_outsider_corrects_nothing(cast: Cast, sign_in: SignIn) -> None:
    channel, outsider = given.live_channel(cast), sign_in(cast.outsider)
    here = f"/channels/{channel.pk}/correct"
    assert here not in outsider.get(f"/channels/{channel.pk}").text
    assert outsider.post(here, {"monitored": "Never"}).status_code == 403


def test_officer_confirms_the_new_handle(cast: Cast, sign_in: SignIn) -> None:
    channel, officer = agreed_channel(cast), sign_in(cast.officer)
    at = f"/channels/{channel.pk}"
    page = officer.get(at).text
    assert f"{at}/handle" in page
    assert "Its handle is to be newname" in page
    assert "Until then childrenstherapies counts." in officer.get(f"{at}/handle").text
    sent = {"url": "https://instagram.com/newname", "carried_out": "on"}
    assert officer.post(f"{at}/handle", sent).headers["Location"] == at
    page = officer.get(at).text
    assert "https://www.instagram.com/childrenstherapies/" in page
    assert f"{at}/handle" not in page
    assert "A change plan asks for one." in officer.get(f"{at}/handle").text


def test_officer_sets_the_new_handle_aside(cast: Cast, sign_in: SignIn) -> None:
    channel, officer = agreed_channel(cast), sign_in(cast.officer)
    at = f"/channels/{channel.pk}/handle/aside"
    assert "keeps childrenstherapies" in officer.get(at).text
    assert officer.post(at, {"reason": ""}).status_code == 400
    assert officer.post(at, {"reason": "It is taken."}).status_code == 302
    assert Channel.objects.get().agreed_handle == ""
    assert sign_in(cast.lead).post(at, {"reason": "r"}).status_code == 403
