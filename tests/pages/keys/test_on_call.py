"""Saying that one is on call, finding a channel, and coming off duty."""

import datetime

import pytest
import time_machine
from django.test import Client

from governance.models import Channel
from people.models import Duty
from tests import cast as given
from tests.cast import Cast
from tests.governance.builders import retire
from tests.pages.conftest import SignIn

NIGHT = datetime.datetime(2027, 1, 4, 23, 30, tzinfo=datetime.UTC)


@pytest.fixture
def on_call(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.on_call)


def test_only_the_pool(cast: Cast, sign_in: SignIn) -> None:
    for name, user in cast.everybody.items():
        status = sign_in(user).get("/on-call").status_code
        assert status == (200 if name == "on_call" else 403), name


def test_until_the_next_morning_and_off_again(on_call: Client) -> None:
    with time_machine.travel(NIGHT, tick=False):
        assert on_call.post("/on-call", {"until": "7am"}).status_code == 302
        page = on_call.get("/on-call").text
        assert "5 January 2027 at 7:00am" in page
        assert "You are off duty." in on_call.post("/on-call", {"end": "1"}, follow=True).text
    assert Duty.objects.get().ends_at == NIGHT


def test_off_duty_without_a_duty_changes_nothing(on_call: Client) -> None:
    assert on_call.post("/on-call", {"end": "1"}).status_code == 302
    assert not Duty.objects.exists()


@pytest.mark.parametrize(
    ("until", "said"),
    [("", "Say until when."), ("soon", "Enter a time like 07:00 or 7am.")],
    ids=["nothing", "no time"],
)
def test_no_time_is_told(on_call: Client, until: str, said: str) -> None:
    answer = on_call.post("/on-call", {"until": until})
    assert answer.status_code == 400
    assert said in answer.text


def test_nothing_at_all_was_sent(on_call: Client) -> None:
    assert on_call.post("/on-call", {}).status_code == 400


def test_when_summer_time_ends_the_same_time_is_too_far(cast: Cast) -> None:
    """It is 25 hours away then."""
    before = datetime.datetime(2027, 10, 30, 10, 0, tzinfo=datetime.UTC)
    with time_machine.travel(before, tick=False):
        on_call = Client()
        on_call.force_login(cast.on_call)
        answer = on_call.post("/on-call", {"until": "11:00"})
        assert answer.status_code == 400
        assert "Say a time within the next 24 hours." in answer.text


def test_channels_are_found_by_all_words_and_retired_ones_are_not(
    cast: Cast, on_call: Client
) -> None:
    given.on_duty(cast.on_call)
    channel = given.live_channel(cast)
    other = given.live_channel(cast, name="Sleep", answers={"handle": "@sleep"})

    def found(words: str) -> list[Channel]:
        page = on_call.get("/on-call", {"q": words}).text
        return [each for each in (channel, other) if f"/channels/{each.pk}/keys" in page]

    assert found("therapies") == [channel, other]  # the team's name counts
    assert found("INSTA @sleep") == [other]
    assert found("sleep nothing") == []
    assert found("\0") == []
    retire(channel, cast)
    assert found("therapies") == [other]
