"""The page of an act: its form, why it is not possible, what was wrong; nothing typed is lost."""

from typing import Any

import pytest
from django import forms
from django.http import Http404
from django.test import Client

from governance.channels import acts as channels
from governance.channels.inputs import Suspend
from governance.models import Channel
from governance.web import acting
from ledger.refusals import InvalidError
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.builders import CLOSED
from tests.governance.web.conftest import SignIn, asked_by

TYPED = "They post in our name."


@pytest.fixture
def channel(cast: Cast, sign_in: SignIn) -> Channel:
    """At noon of the cast's day."""
    return given.live_channel(cast)


@pytest.fixture
def officer(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.officer)


def step(channel: Channel, verb: str) -> str:
    return f"/channels/{channel.pk}/steps/{verb}"


def test_form_is_shown_before_anything_is_done(officer: Client, channel: Channel) -> None:
    page = officer.get(step(channel, "suspend"))
    assert page.status_code == 200
    assert "What has happened?" in page.text
    assert "Before you go on" in page.text
    assert Channel.objects.get().state == "live"


def test_act_that_is_done_says_so_and_leads_on(officer: Client, channel: Channel) -> None:
    sent = {"ends_on": "2028-02-04", "reason": "Needed."}
    answer = officer.post(step(channel, "extend"), sent, follow=True)
    assert answer.redirect_chain == [(f"/channels/{channel.pk}", 302)]
    assert "Extend its life span: done." in answer.text


def test_what_is_wrong_stands_at_its_field_and_the_rest_is_kept(
    officer: Client, channel: Channel
) -> None:
    answer = officer.post(step(channel, "suspend"), {"cause": "", "reason": TYPED})
    assert answer.status_code == 400
    assert "There is a problem" in answer.text
    assert TYPED in answer.text


def test_what_the_act_itself_found_wrong_too(officer: Client, channel: Channel) -> None:
    sent = {"ends_on": "2028-04-05", "reason": TYPED}
    answer = officer.post(step(channel, "extend"), sent)
    assert answer.status_code == 400
    assert answer.text.count("not later than 4 April 2028") == 2  # in the summary, at the field
    assert TYPED in answer.text


def test_refused_act_keeps_what_was_typed(cast: Cast, officer: Client, channel: Channel) -> None:
    channels.suspend(channel, by=cast.head, today=TODAY, cause="other", reason="First.")
    answer = officer.post(step(channel, "suspend"), {"cause": "content", "reason": TYPED})
    assert answer.status_code == 409
    assert "This channel is suspended" in answer.text
    assert TYPED in answer.text
    assert Channel.objects.get().suspension_reason == "First."


def test_what_is_not_possible_shows_no_form(officer: Client, channel: Channel) -> None:
    page = officer.get(step(channel, "reinstate"))
    assert page.status_code == 200
    assert "This is not possible now" in page.text
    assert "What was put right?" not in page.text


def test_refusal_after_typing_leads_to_what_helps_and_keeps_it(
    officer: Client, channel: Channel
) -> None:
    answer = officer.post(step(channel, "retire"), CLOSED | {"reason": TYPED})
    assert answer.status_code == 409
    assert f'href="/channels/{channel.pk}/closing">Prepare the closing</a>' in answer.text
    assert TYPED in answer.text


def test_forbidden_act_is_a_refusal_of_the_page(
    cast: Cast, channel: Channel, sign_in: SignIn
) -> None:
    answer = sign_in(cast.lead).post(step(channel, "retire"), CLOSED)
    assert answer.status_code == 403
    assert "Only a communications officer can do this: retire it." in answer.text


def test_unknown_step_is_no_page(cast: Cast, channel: Channel) -> None:
    request = asked_by(cast.officer)
    with pytest.raises(Http404):
        acting.step_page(request, channel, "explode", back="/", done="/")


def test_only_what_was_sent_is_given_to_the_act() -> None:
    form = Suspend({"reason": TYPED})
    assert acting.given(form) == {"reason": TYPED}
    ticks: Any = forms.Form({})
    ticks.fields["tick"] = forms.BooleanField()
    assert acting.given(ticks) == {"tick": False}


def test_each_sentence_is_shown_once_and_without_a_field_at_the_top() -> None:
    form = Suspend({"reason": ""})
    found = {"reason": ["Say why.", "Say it again."], "nowhere": ["There is no such input."]}
    acting.add_errors(form, InvalidError(found))
    assert form.errors["reason"] == ["Say why.", "Say it again."]
    assert form.errors["__all__"] == ["There is no such input."]
