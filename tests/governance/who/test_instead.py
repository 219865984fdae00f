"""Who reads what was for somebody who has left, by what it is about."""

import uuid

import pytest

from governance.models import Channel, Finding, Review
from governance.who.instead import FINDING, instead
from ledger.addressing import Subject
from tests import cast as given
from tests.cast import TODAY, Cast


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.live_channel(cast)


def test_a_plan_without_a_channel_is_its_own(cast: Cast) -> None:
    plan = given.submitted(cast)
    assert FINDING["plan"](plan.pk) == plan
    assert next(instead("channel", Subject("plan", plan.pk))) == cast.lead


def test_a_finding_is_its_channels(cast: Cast, channel: Channel) -> None:
    review = channel.reviews.get(kind=Review.Kind.SECURITY)
    found = Finding.objects.create(channel=channel, review=review, text="x", deadline=TODAY)
    assert FINDING["finding"](found.pk) == channel


@pytest.mark.parametrize("kind", FINDING)
def test_what_is_there_no_more_goes_to_the_office(cast: Cast, kind: str) -> None:
    assert FINDING[kind](uuid.uuid4()) is None
    first = next(instead("channel", Subject(kind, uuid.uuid4())))
    assert first in (cast.officer, cast.officer2)
