"""What the pages of openings say when something is in the way."""

import html
from typing import Any

import pytest
import time_machine
from django.test import Client, override_settings
from django.urls import reverse

from governance.models import Channel
from tests import cast as given
from tests.cast import NOON, TODAY, Cast
from tests.pages.keys.test_night import DAY, NIGHT, ask, show, signed_in
from vault import grants, rotations
from vault.models import Grant
from vault.secret import expose_text

SEVERAL = {"reason": "A post must come down.", "purpose": "act"}


@pytest.fixture
def channel(cast: Cast) -> Channel:
    with time_machine.travel(NOON, tick=False):
        return given.live_channel(cast)


def page_of(channel: Channel, name: str = "channel-keys-ask", *more: Any) -> str:
    return reverse(name, args=[channel.pk, *more])


@time_machine.travel(DAY, tick=False)
def test_nothing_is_held(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    answer = signed_in(cast.officer).get(page_of(channel), follow=True)
    assert answer.redirect_chain[0][0] == page_of(channel, "channel-keys")
    assert "No keys are held for this channel." in answer.text


@time_machine.travel(DAY, tick=False)
def test_reason_is_needed_and_a_choice_is_one_of_the_list(cast: Cast, channel: Channel) -> None:
    officer = signed_in(cast.officer)
    assert "another officer approves your request first" in officer.get(page_of(channel)).text
    answer = officer.post(page_of(channel), {"reason": "", "purpose": "fun"})
    assert answer.status_code == 400
    assert "Say why you need the keys." in answer.text
    assert not Grant.objects.exists()


@time_machine.travel(DAY, tick=False)
def test_what_was_asked_for_already_is_said_and_the_reason_kept(
    cast: Cast, channel: Channel
) -> None:
    officer = signed_in(cast.officer)
    ask(officer, channel)
    answer = officer.post(page_of(channel), SEVERAL | {"reason": "Once more."})
    assert answer.status_code == 409
    assert "You have asked for this already, and it is open still." in answer.text
    assert "Once more." in answer.text


@time_machine.travel(DAY, tick=False)
def test_seed_is_asked_for_by_an_officer(cast: Cast, channel: Channel) -> None:
    officer = signed_in(cast.officer)
    ask(officer, channel, "seed")
    grant = Grant.objects.get()
    assert grant.what == "seed"
    grants.approve(grant, by=cast.head, today=TODAY)
    page = officer.get(page_of(channel, "opening", grant.pk)).text
    assert "Show: the authenticator seed" in page
    assert "Show: password" not in page


@time_machine.travel(NIGHT, tick=False)
def test_seed_is_never_opened_at_once(cast: Cast, channel: Channel) -> None:
    answer = signed_in(cast.officer).post(page_of(channel), SEVERAL | {"purpose": "seed"})
    assert answer.status_code == 409
    assert "The seed itself is never opened at once" in answer.text


@time_machine.travel(NIGHT, tick=False)
def test_whoever_has_no_password_sets_one_first(cast: Cast, channel: Channel) -> None:
    cast.officer.set_unusable_password()
    cast.officer.save()
    client = Client()
    client.force_login(cast.officer)
    answer = client.post(page_of(channel), SEVERAL)
    assert answer.headers["Location"] == reverse("account_set_password")


@pytest.fixture
def opened(cast: Cast, channel: Channel) -> Grant:
    """The officer's, opened at night."""
    with time_machine.travel(NIGHT, tick=False):
        ask(signed_in(cast.officer), channel)
    return Grant.objects.get()


@time_machine.travel(NIGHT, tick=False)
def test_field_that_is_not_held(cast: Cast, channel: Channel, opened: Grant) -> None:
    answer = show(signed_in(cast.officer), opened, channel, "notes")
    assert answer.status_code == 409
    assert "This is not possible now" in answer.text


@time_machine.travel(NIGHT, tick=False)
def test_vault_that_is_away(cast: Cast, channel: Channel, opened: Grant) -> None:
    officer = signed_in(cast.officer)
    with override_settings(KEYHOLDER_MASTER_KEY_PROVIDER="away"):
        answer = show(officer, opened, channel, "password")
    assert answer.status_code == 503


@time_machine.travel(NIGHT, tick=False)
def test_single_sign_on_alone_shows_nothing(cast: Cast, channel: Channel, opened: Grant) -> None:
    client = Client()
    client.force_login(cast.officer)
    answer = show(client, opened, channel, "password")
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")


@time_machine.travel(NIGHT, tick=False)
def test_proposed_password_is_shown_beside_the_old(
    cast: Cast, channel: Channel, opened: Grant
) -> None:
    new = given.keys()["password"]
    assert channel.custodian is not None
    rotations.propose(channel.custodian, {"password": new}, by=cast.officer, today=TODAY)
    officer = signed_in(cast.officer)
    assert "Show: the proposed password" in officer.get(page_of(channel, "opening", opened.pk)).text
    shown = show(officer, opened, channel, "password", proposed="1")
    assert shown.status_code == 200
    assert expose_text(new) in html.unescape(shown.text)


@time_machine.travel(NIGHT, tick=False)
def test_holder_ends_it_and_accounts_for_it(cast: Cast, channel: Channel, opened: Grant) -> None:
    officer = signed_in(cast.officer)
    assert officer.post(page_of(channel, "opening-step", opened.pk, "end")).status_code == 302
    account = page_of(channel, "opening-step", opened.pk, "give_account")
    answer = officer.post(account, {"account": ""})
    assert "Say what you did with the keys." in answer.text
    officer.post(account, {"account": "One post taken down."})
    page = officer.get(page_of(channel, "opening", opened.pk)).text
    assert "One post taken down." in page


@time_machine.travel(NIGHT, tick=False)
@pytest.mark.parametrize("name", ["explode", "open_at_once", "time_out"])
def test_no_other_step_is_taken_there(
    cast: Cast, channel: Channel, opened: Grant, name: str
) -> None:
    address = page_of(channel, "opening-step", opened.pk, name)
    answer = signed_in(cast.officer).post(address)
    assert answer.headers["Location"] == page_of(channel, "opening", opened.pk)


@time_machine.travel(NIGHT, tick=False)
def test_opening_of_another_channel_is_not_there(
    cast: Cast, channel: Channel, opened: Grant
) -> None:
    other = given.approved_channel(cast, answers={"handle": "@other"})
    officer = signed_in(cast.officer)
    assert officer.get(page_of(other, "opening", opened.pk)).status_code == 404
