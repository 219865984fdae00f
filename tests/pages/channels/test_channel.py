"""A channel's page: what it says to whom in each state."""

import uuid

import pytest
from django.test import Client

from governance.channels import acts as channels
from governance.models import Channel
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.pages.conftest import SignIn


def test_visitor_is_asked_to_sign_in(cast: Cast) -> None:
    channel = given.live_channel(cast)
    assert Client().get(f"/channels/{channel.pk}").status_code == 302


def test_unknown_channel_is_not_found(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.officer)
    assert client.get(f"/channels/{uuid.uuid4()}").status_code == 404
    for rest in ("set-up", "closing", "takedowns", "suspended", "history", "steps/suspend"):
        assert client.get(f"/channels/{uuid.uuid4()}/{rest}").status_code == 404


def test_approved_channel_says_what_is_missing(cast: Cast, sign_in: SignIn) -> None:
    channel = given.approved_channel(cast)
    page = sign_in(cast.officer).get(f"/channels/{channel.pk}").text
    assert "it is not official yet" in page
    assert "The set-up checklist is not confirmed." in page
    assert f"/channels/{channel.pk}/set-up" in page
    assert f"/channels/{channel.pk}/steps/go_live" not in page


def test_lead_sees_who_may(cast: Cast, sign_in: SignIn) -> None:
    channel = given.set_up_channel(cast)
    page = sign_in(cast.lead).get(f"/channels/{channel.pk}").text
    assert "Only a communications officer can do this: make it live." in page
    assert f"/channels/{channel.pk}/steps/go_live" not in page


def test_live_channel_says_when_it_lapses(cast: Cast, sign_in: SignIn) -> None:
    channel = given.live_channel(cast)
    page = sign_in(cast.member).get(f"/channels/{channel.pk}").text
    assert "It is live: an official channel, and on the public list." in page
    assert "Its life span ends on 4 January 2028." in page
    assert "it lapses on 19 January 2028." in page
    assert "Monday to Friday, 9am to 5pm" in page
    assert "<svg" in page
    assert "style=" not in page


@pytest.mark.parametrize(("who", "reads"), [("officer", True), ("lead", True), ("outsider", False)])
def test_reasons_are_for_those_concerned(
    cast: Cast, sign_in: SignIn, who: str, reads: bool
) -> None:
    channel = given.suspended_channel(cast)
    page = sign_in(cast.everybody[who]).get(f"/channels/{channel.pk}").text
    assert "It does not count as official." in page
    assert ("Outside policy." in page) == reads


def test_retired_channel_shows_who_has_the_handle_now(cast: Cast, sign_in: SignIn) -> None:
    old = retired(cast)
    new = given.approved_channel(cast, name="Therapies again")
    page = sign_in(cast.member).get(f"/channels/{new.pk}").text
    assert f"/channels/{old.pk}" in page
    assert "retired on 4 January 2027" in page
    assert f"/channels/{new.pk}" in sign_in(cast.member).get(f"/channels/{old.pk}").text


def test_life_as_a_table(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.officer).get(f"/channels/{retired(cast).pk}").text
    assert "keyholder-state-suspended" not in page
    assert "keyholder-state-retired" in page
    assert "States of Children&#39;s Therapies" in page


def test_history_has_every_act(cast: Cast, sign_in: SignIn) -> None:
    channel = given.suspended_channel(cast)
    page = sign_in(cast.officer).get(f"/channels/{channel.pk}/history").text
    for label in ("Create", "Confirm the set-up", "Make it live", "Suspend it", "Outside policy."):
        assert label in page


def test_refusals_in_the_history_are_for_those_concerned(cast: Cast, sign_in: SignIn) -> None:
    channel = given.live_channel(cast)
    sign_in(cast.outsider).post(f"/channels/{channel.pk}/steps/suspend")
    assert ">refused<" in sign_in(cast.officer).get(f"/channels/{channel.pk}/history").text
    for rest in ("", "/history"):
        page = sign_in(cast.outsider).get(f"/channels/{channel.pk}{rest}").text
        assert ">refused<" not in page


def retired(cast: Cast) -> Channel:
    channel = given.live_channel(cast)
    channels.prepare_closing(
        channel,
        by=cast.officer,
        today=TODAY,
        **{"records_captured": True, "no_closing_notice": "Never used."},
    )
    channels.retire(
        channel, by=cast.officer, today=TODAY, ending="parked", archive="Shelf 4", reason="Done."
    )
    return channel
