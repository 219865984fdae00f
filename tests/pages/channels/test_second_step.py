"""The second step of a channel on its pages: recorded as off, shown, and recorded as on again."""

import re

import pytest
from django.test import Client

from governance.access.second_step import record_off
from governance.channels.suspending import suspend_by_rule
from governance.models import Channel, Review
from governance.reviews import acts as reviews
from ledger.actors import CLOCK
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.reviews.days import after
from tests.pages.conftest import SignIn

RECORD = "Record that its second step is off"
AGAIN = "Record that its second step is on again"
WARNING = (
    "Its second step of signing in has been off since 4 January 2027. If it is not on again by "
    "11 January 2027, the channel is suspended by rule."
)
SEEN = {"seen": "The password alone opened it."}
ANSWERS = dict.fromkeys(("people_right", "recovery", "monitored", "needed"), "yes")


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.live_channel(cast)


def off(channel: Channel, cast: Cast) -> None:
    record_off(channel, by=cast.officer, today=TODAY, **SEEN)


def test_lead_records_it_and_that_it_is_on_again(
    cast: Cast, sign_in: SignIn, channel: Channel
) -> None:
    at, lead = f"/channels/{channel.pk}", sign_in(cast.lead)
    page = lead.get(at).text
    assert RECORD in page
    assert AGAIN not in page
    form = lead.get(f"{at}/second-step/off").text
    assert "4 January 2027" in form
    sent = {**SEEN, "since": "4 January 2027"}
    assert lead.post(f"{at}/second-step/off", sent).headers["Location"] == at
    page = lead.get(at).text
    assert WARNING in page
    assert SEEN["seen"] in page
    assert f'href="{at}/second-step/off"' not in page
    assert f'href="{at}/second-step/on"' in page
    sent = {"what_was_done": "Switched on."}
    assert lead.post(f"{at}/second-step/on", sent).headers["Location"] == at
    assert "Its second step is off" not in lead.get(at).text


def test_whoever_it_does_not_concern_does_not_read_that_it_is_off(
    cast: Cast, sign_in: SignIn, channel: Channel
) -> None:
    off(channel, cast)
    outsider = sign_in(cast.outsider)
    for page in ("", "/keys", "/access", "/history"):
        found = outsider.get(f"/channels/{channel.pk}{page}", follow=True).text
        assert "been off since" not in found
        assert "Second step recorded" not in found
    assert "Second step recorded as off" in sign_in(cast.lead).get(f"/channels/{channel.pk}").text
    answer = outsider.post(f"/channels/{channel.pk}/second-step/on", {"what_was_done": "x"})
    assert answer.status_code == 403


def test_whoever_is_on_duty_records_it_and_reads_it_beside_the_keys(
    cast: Cast, sign_in: SignIn, channel: Channel
) -> None:
    given.on_duty(cast.on_call)
    on_call = sign_in(cast.on_call)
    at = f"/channels/{channel.pk}"
    assert on_call.post(f"{at}/second-step/off", SEEN).status_code == 302
    assert WARNING in on_call.get(f"{at}/keys").text


def test_the_page_after_the_suspension_says_what_to_do(
    cast: Cast, sign_in: SignIn, channel: Channel
) -> None:
    off(channel, cast)
    suspend_by_rule(channel, by=CLOCK, today=after(8))
    at = f"/channels/{channel.pk}"
    page = sign_in(cast.officer).get(f"{at}/suspended").text
    assert "Its second step of signing in stayed switched off" in page
    assert f'href="{at}/second-step/on"' in page
    found = sign_in(cast.officer).get(at).text
    assert "It is not official before that is on again." in found
    refusal = re.search(r"Its second step of signing in is off\..*?</a>", found, re.DOTALL)
    assert refusal is not None
    assert f"{at}/second-step/on" in refusal[0]


@pytest.mark.parametrize(("answer", "leads_on"), [("no", True), ("yes", False)])
def test_a_review_that_answers_no_leads_to_the_record(
    cast: Cast, sign_in: SignIn, channel: Channel, answer: str, leads_on: bool
) -> None:
    review = channel.reviews.get(kind=Review.Kind.SECURITY)
    reviews.open_(review, by=cast.officer, today=TODAY)
    reviews.answer(review, by=cast.lead, today=TODAY, **ANSWERS, two_step=answer)
    officer: Client = sign_in(cast.officer)
    link = f'href="/channels/{channel.pk}/second-step/off"'
    assert (link in officer.get(f"/reviews/{review.pk}").text) is leads_on
    off(channel, cast)
    link = f'href="/channels/{channel.pk}/second-step/on"'
    assert (link in officer.get(f"/reviews/{review.pk}").text) is leads_on
