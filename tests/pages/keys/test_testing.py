"""*The keys work*: said on the page by who opened them and signed in with them, and nobody else."""

import datetime

import time_machine
from django.test import Client

from governance.channels import acts as channels
from governance.models import Channel
from tests import cast as given
from tests.cast import SET_UP, TODAY, Cast
from tests.pages.conftest import SignIn
from tests.pages.keys.conftest import at, page_of
from tests.pages.keys.test_night import NIGHT, ask, show, signed_in
from vault.models import Grant

WORK = "The keys work"


def looked(officer: Client, channel: Channel, *names: str) -> Client:
    ask(officer, channel, "test")
    for name in names:
        assert show(officer, Grant.objects.get(), channel, name).status_code == 200
    return officer


@time_machine.travel(NIGHT, tick=False)
def test_officer_who_signed_in_says_that_they_work(cast: Cast, held: Channel) -> None:
    officer = looked(signed_in(cast.officer), held, "username", "password", "totp_seed")
    assert WORK in officer.get(at(held)).text
    page = officer.post(at(held, "/test"), follow=True).text
    assert "Recorded: the keys work." in page
    assert "Access is held and tested, last on 5 January 2027." in page


@time_machine.travel(NIGHT, tick=False)
def test_officer_who_did_not_is_led_to_an_opening(cast: Cast, held: Channel) -> None:
    officer = signed_in(cast.officer)
    page = officer.get(at(held)).text
    assert "Test the keys" in page
    assert WORK not in page
    assert "not looked at: user name, password, a code for the second step" in page
    assert f'href="{page_of(held)}">Ask for an opening' in page
    answer = officer.post(at(held, "/test"), follow=True).text
    assert "Open the keys and sign in with them" in answer
    assert "Recorded" not in answer


@time_machine.travel(NIGHT, tick=False)
def test_a_code_is_needed_where_there_is_a_second_step(cast: Cast, held: Channel) -> None:
    officer = looked(signed_in(cast.officer), held, "username", "password")
    assert "not looked at: a code for the second step." in officer.get(at(held)).text


@time_machine.travel(NIGHT, tick=False)
def test_whoever_put_them_there_leaves_it_to_somebody_else(cast: Cast, live: Channel) -> None:
    """The officer deposited the keys of a live channel."""
    officer = looked(signed_in(cast.officer), live, "username", "password", "totp_seed")
    page = officer.get(at(live)).text
    assert "You put these keys here yourself, so somebody else tests them" in page
    assert "Recorded" not in officer.post(at(live, "/test"), follow=True).text


def test_whoever_may_not_test_is_shown_nothing_of_it(lead: Client, held: Channel) -> None:
    assert "Test the keys" not in lead.get(at(held)).text


def test_going_live_leads_to_the_test(cast: Cast, held: Channel, sign_in: SignIn) -> None:
    address = {"url": held.url, **SET_UP}
    channels.confirm_set_up(held, by=cast.officer, today=TODAY, **address)
    page = sign_in(cast.officer).get(f"/channels/{held.pk}").text
    assert "an officer must test the deposited keys" in page
    assert f'href="{at(held)}">Say that the keys work' in page


@time_machine.travel(NIGHT, tick=False)
def test_yesterdays_look_does_not_count(cast: Cast, held: Channel) -> None:
    looked(signed_in(cast.officer), held, "username", "password", "totp_seed")
    with time_machine.travel(NIGHT + datetime.timedelta(hours=25), tick=False):
        officer = signed_in(cast.officer)
        assert "Within the last day" in officer.get(at(held)).text


def test_roles_lead_to_the_access_list(cast: Cast, sign_in: SignIn) -> None:
    handle = {"handle": "company/riverside-therapies"}
    channel = given.approved_channel(cast, platform="linkedin", answers=handle)
    page = sign_in(cast.officer).get(f"/channels/{channel.pk}").text
    assert f'href="/channels/{channel.pk}/access">Confirm access' in page
