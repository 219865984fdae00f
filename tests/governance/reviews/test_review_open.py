"""Opening a review: by the clock on its day, or earlier by an officer who cannot wait."""

import pytest

from governance.models import Channel, Review
from governance.reviews import acts as reviews
from ledger.actors import CLOCK
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.builders import lapsed_channel
from tests.governance.outcomes import OFFICERS, refused, who_may
from tests.governance.reviews.conftest import security
from tests.governance.reviews.days import LIFE_SPAN_OPENS, SECURITY_OPENS, after, run_sweep
from tests.ledger.reading import last, told


def test_the_clock_and_officers(cast: Cast, channel: Channel) -> None:
    assert who_may(reviews.open_, security(channel), cast) == {*OFFICERS, "clock"}


@pytest.mark.parametrize("late", [0, 1, 40])
def test_it_opens_on_its_day_or_later(channel: Channel, late: int) -> None:
    run_sweep(after(-1, SECURITY_OPENS))
    assert security(channel).state == "scheduled"
    day = after(late, SECURITY_OPENS)
    run_sweep(day)
    review = security(channel)
    assert (review.state, review.opened_on, review.due_on) == ("open", day, after(14, day))
    assert told("review_opened") == ["Administrator", "Lead"]


def test_not_all_of_an_estate_on_one_day(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here three at most: the others wait for the next days, the oldest first."""
    monkeypatch.setattr(reviews, "MOST_A_DAY", 3)
    for number in range(4):
        given.live_channel(cast, name=f"No {number}", answers={"handle": f"no{number}"})
    waiting = Review.objects.filter(kind="security", state="scheduled")
    waiting.update(opens_on=SECURITY_OPENS)
    first = waiting.order_by("-pk")[0]
    Review.objects.filter(pk=first.pk).update(opens_on=after(-1, SECURITY_OPENS))
    for _ in range(2):  # a sweep runs many times a day
        assert reviews.open_due(today=SECURITY_OPENS) in (3, 0)
    assert waiting.count() == 1
    assert Review.objects.get(pk=first.pk).state == "open"
    assert reviews.open_due(today=after(1, SECURITY_OPENS)) == 1


def test_officer_opens_it_early_and_its_people_are_told(cast: Cast, channel: Channel) -> None:
    reviews.open_(security(channel), by=cast.officer, today=TODAY)
    review = security(channel)
    assert (review.opened_on, review.due_on) == (TODAY, after(14))
    assert told("review_opened") == ["Administrator", "Lead"]
    entry = last("review.open")
    assert (entry.actor, entry.facts) == ("Officer", {"from": "scheduled", "to": "open"})


def test_what_is_open_is_not_opened_again(cast: Cast, channel: Channel) -> None:
    review = security(channel)
    reviews.open_(review, by=cast.officer, today=TODAY)
    [said] = refused(reviews.open_, review, cast.officer)
    assert said.startswith("This review is open; to open, it must be scheduled. Officer opened it")


@pytest.mark.parametrize("by", ["clock", "officer"])
def test_of_a_life_span_the_reminders_tell(cast: Cast, channel: Channel, by: str) -> None:
    actor = CLOCK if by == "clock" else cast.officer
    reviews.open_(channel.reviews.get(kind="life_span"), by=actor, today=LIFE_SPAN_OPENS)
    assert told("review_opened") == ([] if by == "clock" else ["Administrator", "Lead"])


def test_lapsed_channel_is_left_alone(cast: Cast) -> None:
    channel = lapsed_channel(cast)
    said = {"Only a channel that is live or suspended is reviewed.": None}
    assert refused(reviews.open_, security(channel), cast.officer) == said
    assert reviews.open_due(today=after(100, SECURITY_OPENS)) == 0


def test_suspended_channel_is_reviewed(cast: Cast) -> None:
    channel = given.suspended_channel(cast)
    run_sweep(SECURITY_OPENS)
    assert security(channel).state == "open"


def test_without_people_the_manager_is_told(cast: Cast, channel: Channel) -> None:
    Channel.objects.filter(pk=channel.pk).update(lead=None)
    channel.administrators.clear()
    run_sweep(SECURITY_OPENS)
    assert told("review_opened") == ["Manager"]
