"""The pages of a channel's steps and acts: by whom, with what, and what happens then."""

import pytest
from django.test import Client

from governance.channels import acts as channels
from governance.models import Channel, Published
from tests import cast as given
from tests.cast import SET_UP, TODAY, Cast
from tests.pages.conftest import SignIn


@pytest.fixture
def officer(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.officer)


def test_from_approved_to_official(cast: Cast, officer: Client) -> None:
    channel = given.approved_channel(cast)
    at = f"/channels/{channel.pk}"
    ticked = {"url": "instagram.com/ChildrensTherapies/", **dict.fromkeys(SET_UP, "on")}
    assert officer.post(f"{at}/set-up", ticked).headers["Location"] == at
    assert "Access is not held" in officer.get(at).text
    given.hold_access(cast, channel)
    assert officer.get(f"{at}/steps/go_live").status_code == 200
    assert officer.post(f"{at}/steps/go_live").headers["Location"] == at
    assert Published.objects.filter(pk=channel.pk).exists()
    assert "Make it live: done." in officer.get(at).text


def test_suspending_leads_to_what_to_do_now(cast: Cast, officer: Client) -> None:
    channel = given.live_channel(cast)
    sent = {"cause": "compromised", "reason": "Strange posts since Sunday."}
    answer = officer.post(f"/channels/{channel.pk}/steps/suspend", sent)
    assert answer.headers["Location"] == f"/channels/{channel.pk}/suspended"
    page = officer.get(answer.headers["Location"]).text
    assert "Instagram is unchanged. Now do this:" in page
    assert "end all other sessions" in page
    assert channel.platform.recovery_url in page
    assert not Published.objects.filter(pk=channel.pk).exists()


@pytest.mark.parametrize("cause", ["content", "compromised", "locked_out", "other"])
def test_each_cause_has_its_steps(cast: Cast, officer: Client, cause: str) -> None:
    channel = given.live_channel(cast)
    channels.suspend(channel, by=cast.officer, today=TODAY, cause=cause, reason="Because.")
    page = officer.get(f"/channels/{channel.pk}/suspended").text
    assert "Record below what was done." in page


def test_what_to_do_is_for_suspended_channels(cast: Cast, officer: Client) -> None:
    channel = given.live_channel(cast)
    answer = officer.get(f"/channels/{channel.pk}/suspended")
    assert answer.headers["Location"] == f"/channels/{channel.pk}"


def test_who_suspended_does_not_reinstate(cast: Cast, officer: Client, sign_in: SignIn) -> None:
    channel = given.suspended_channel(cast)
    at = f"/channels/{channel.pk}/steps/reinstate"
    assert "other than the one who suspended it" in officer.get(at).text
    assert officer.post(at, {"put_right": "All."}).status_code == 403
    other = sign_in(cast.officer2)
    assert other.post(at, {"put_right": "All."}).status_code == 302
    assert Published.objects.filter(pk=channel.pk).exists()


def test_takedown_is_kept_and_shown(cast: Cast, officer: Client) -> None:
    channel = given.suspended_channel(cast)
    at = f"/channels/{channel.pk}"
    sent = {"what": "content", "details": "Two posts.", "where": "/p/1", "evidence": "Folder 7"}
    assert officer.post(f"{at}/takedowns", sent).headers["Location"] == f"{at}/suspended"
    assert "Two posts." in officer.get(f"{at}/suspended").text
    assert "Folder 7" in officer.get(at).text


def test_retiring_is_looked_at_twice(cast: Cast, officer: Client) -> None:
    channel = given.live_channel(cast)
    at = f"/channels/{channel.pk}"
    assert "is for good" in officer.get(f"{at}/steps/retire").text
    assert "Prepare the closing first." in officer.get(f"{at}/steps/retire?sure=yes").text
    sent = {"records_captured": "on", "closing_notice_on": "1 January 2027"}
    assert officer.post(f"{at}/closing", sent).status_code == 302
    sent = {"ending": "closed", "archive": "Shelf 4", "reason": "Nobody reads it."}
    assert officer.post(f"{at}/steps/retire", sent).status_code == 302
    assert "It was retired on 4 January 2027. Closed on the platform." in officer.get(at).text


ACTS = {
    "set-up": {"url": "instagram.com/childrenstherapies", **dict.fromkeys(SET_UP, "on")},
    "closing": {"records_captured": "on", "no_closing_notice": "No."},
    "takedowns": {"what": "other", "details": "d", "where": "w", "evidence": "e"},
    "steps/go_live": {},
    "steps/suspend": {"cause": "other", "reason": "r"},
    "steps/reinstate": {"put_right": "r"},
    "steps/extend": {"ends_on": "2028-02-01", "reason": "r"},
    "steps/retire": {"ending": "closed", "archive": "a", "reason": "r"},
    "steps/lapse": {},
    "steps/renew": {},
}


NASTY = {
    "nothing": "",
    "null": "\0",
    "long": "x" * 100_000,
    "hidden": "\u202egpj",
    "markup": "<script>",
    "emoji": "💥" * 300,
}


@pytest.mark.parametrize("act", ACTS)
def test_outsider_is_refused(cast: Cast, sign_in: SignIn, act: str) -> None:
    channel = given.live_channel(cast)
    client = sign_in(cast.outsider)
    at = f"/channels/{channel.pk}/{act}"
    assert "Only " in client.get(at).text
    assert client.post(at, ACTS[act]).status_code == 403
    assert Channel.objects.get(pk=channel.pk).state == "live"


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY)
def test_nasty_input_is_answered_in_words(
    cast: Cast, officer: Client, act: str, nasty: str
) -> None:
    channel = given.live_channel(cast)
    sent = dict.fromkeys([*ACTS[act], "no_such_field"], nasty)
    answer = officer.post(f"/channels/{channel.pk}/{act}", sent)
    assert answer.status_code in {302, 400, 403, 409}
    assert "<script>alert" not in answer.text


def test_unknown_step_is_not_found(cast: Cast, officer: Client) -> None:
    channel = given.live_channel(cast)
    assert officer.get(f"/channels/{channel.pk}/steps/explode").status_code == 404
    assert officer.post(f"/channels/{channel.pk}/steps/save").status_code == 404
