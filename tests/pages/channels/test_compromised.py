"""On the page of a suspended channel: that somebody has got in, recorded with one form."""

from governance.channels import acts as channels
from governance.models import Channel
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.pages.conftest import SignIn


def test_an_officer_records_it_from_the_channels_page(cast: Cast, sign_in: SignIn) -> None:
    channel = given.live_channel(cast)
    page, form = f"/channels/{channel.pk}", f"/channels/{channel.pk}/compromised"
    officer = sign_in(cast.officer)
    assert form not in officer.get(page).text
    channels.suspend(channel, by=cast.officer2, today=TODAY, cause="content", reason="Off policy.")
    assert form in officer.get(page).text
    assert "Say what was seen." in officer.post(form, {"reason": ""}).text
    answer = officer.post(form, {"reason": "A post that is not ours."}, follow=True)
    assert answer.redirect_chain[-1][0] == f"/channels/{channel.pk}/suspended"
    assert Channel.objects.get().suspension_cause == "compromised"
    assert form not in officer.get(page).text


def test_nobody_else_sees_it(cast: Cast, sign_in: SignIn) -> None:
    channel = given.live_channel(cast)
    channels.suspend(channel, by=cast.officer2, today=TODAY, cause="content", reason="Off policy.")
    lead, form = sign_in(cast.lead), f"/channels/{channel.pk}/compromised"
    assert form not in lead.get(f"/channels/{channel.pk}").text
    assert lead.post(form, {"reason": "x"}).status_code == 403
    assert Channel.objects.get().suspension_cause == "content"
