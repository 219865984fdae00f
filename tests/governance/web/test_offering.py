"""Acts as a page offers them: a button each, or the sentences that say why not."""

import pytest

from governance.channels import acts as channels
from governance.models import Channel
from governance.web import offering
from tests import cast as given
from tests.cast import Cast
from tests.governance.web.conftest import SignIn, asked_by


@pytest.fixture
def channel(cast: Cast, sign_in: SignIn) -> Channel:
    """At noon of the cast's day."""
    return given.approved_channel(cast)


def test_only_steps_that_the_state_knows(cast: Cast, channel: Channel) -> None:
    found = offering.steps_offered(channel, asked_by(cast.officer))
    assert [each.act.name for each in found] == ["channel.go_live", "channel.retire"]


def test_permitted_and_refused_has_its_sentences(cast: Cast, channel: Channel) -> None:
    first = offering.steps_offered(channel, asked_by(cast.officer))[0]
    assert first.permitted
    assert not first.allowed
    assert str(first.refusals[0]) == "The set-up checklist is not confirmed."
    assert first.href == f"/channels/{channel.pk}/steps/go_live"


def test_not_permitted_says_who_is(cast: Cast, channel: Channel) -> None:
    first = offering.steps_offered(channel, asked_by(cast.lead))[0]
    assert not first.permitted
    said = ["Only a communications officer can do this: make it live."]
    assert [str(each) for each in first.refusals] == said


def test_allowed_has_no_sentences(cast: Cast, channel: Channel) -> None:
    offer = offering.offer(channels.confirm_set_up, channel, asked_by(cast.officer))
    assert (offer.allowed, offer.permitted, offer.refusals) == (True, True, [])
    assert offer.href == f"/channels/{channel.pk}/set-up"


def test_first_question_alone(cast: Cast, channel: Channel) -> None:
    assert offering.may(channels.reinstate, channel, asked_by(cast.officer))
    assert not offering.may(channels.reinstate, channel, asked_by(cast.lead))


def test_page_shows_buttons_reasons_and_who_may(
    cast: Cast, channel: Channel, sign_in: SignIn
) -> None:
    page = sign_in(cast.officer).get(f"/channels/{channel.pk}").text
    assert "Make it live: not possible yet" in page
    assert f"/channels/{channel.pk}/set-up" in page
    page = sign_in(cast.lead).get(f"/channels/{channel.pk}").text
    assert "Only a communications officer can do this: make it live." in page
