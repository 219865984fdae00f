"""Reviews of a live channel, brought to a state by the clock, its lead and an officer."""

import datetime

import pytest

from governance.models import Channel, Finding, Review
from governance.reviews import acts as reviews
from tests import cast as given
from tests.cast import Cast
from tests.governance.reviews.days import SECURITY_OPENS, after, run_sweep

ANSWERS = dict.fromkeys(["people_right", "two_step", "recovery", "monitored", "needed"], "yes")
OFF = {"outcome": "findings", "finding": "Two-step sign-in is off."}


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.live_channel(cast)


@pytest.fixture
def review(channel: Channel) -> Review:
    """The security review, open since its day."""
    run_sweep(SECURITY_OPENS)
    return security(channel)


@pytest.fixture
def answered(cast: Cast, review: Review) -> Review:
    reviews.answer(review, by=cast.lead, today=SECURITY_OPENS, **ANSWERS)
    return review


def security(channel: Channel) -> Review:
    """The latest one."""
    return channel.reviews.filter(kind=Review.Kind.SECURITY).latest("opens_on")


def found_in(cast: Cast, channel: Channel, day: datetime.date = SECURITY_OPENS) -> Finding:
    """What the security review of the day found, to be put right in thirty days."""
    run_sweep(day)
    review = security(channel)
    reviews.answer(review, by=cast.lead, today=day, **ANSWERS)
    deadline = after(30, day).isoformat()
    reviews.close(review, by=cast.officer, today=day, deadline=deadline, **OFF)
    return review.findings.get()


@pytest.fixture
def finding(cast: Cast, channel: Channel) -> Finding:
    """Its lead says that it is put right."""
    found = found_in(cast, channel)
    reviews.fix(found, by=cast.lead, today=SECURITY_OPENS, what_was_done="Switched on.")
    return found
