"""Scheduling reviews: every live channel has its next ones in the calendar."""

import datetime

import orjson
import pytest

from governance.channels import acts as channels
from governance.models import Channel, Listing, Review, Rules
from governance.reviews import acts as reviews
from ledger.actors import CLOCK
from ledger.models import Notice
from ledger.refusals import RefusedError
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.builders import retire
from tests.governance.outcomes import who_may
from tests.governance.reviews.conftest import ANSWERS, found_in, security
from tests.governance.reviews.days import LIFE_SPAN_OPENS, SECURITY_OPENS, after, run_sweep
from tests.ledger.reading import acts, last, told


def test_the_clock_alone(cast: Cast, channel: Channel) -> None:
    assert who_may(reviews.schedule_one, security(channel), cast) == {"clock"}


def test_what_waits_already_is_not_scheduled_again(channel: Channel) -> None:
    assert reviews.schedule_missing(today=TODAY) == 0
    with pytest.raises(RefusedError, match="Something else has scheduled it"):
        reviews.schedule_one(Review(channel=channel, kind="security"), by=CLOCK, today=TODAY)
    assert channel.reviews.count() == 2


def test_what_is_not_live_is_not_scheduled(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    with pytest.raises(RefusedError, match="the channel is not live"):
        reviews.schedule_one(Review(channel=channel, kind="security"), by=CLOCK, today=TODAY)
    assert not Review.objects.exists()


def test_missing_ones_are_made_with_an_entry_and_no_notice(channel: Channel) -> None:
    Review.objects.all().delete()
    owed = Notice.objects.count()
    assert reviews.schedule_missing(today=TODAY) == 2
    found = dict(channel.reviews.values_list("kind", "opens_on"))
    assert found == {"security": SECURITY_OPENS, "life_span": LIFE_SPAN_OPENS}
    assert last("review.schedule").facts == {
        "kind": "life_span",
        "opens_on": LIFE_SPAN_OPENS.isoformat(),
    }
    assert Notice.objects.count() == owed


def test_days_are_what_the_rules_say(channel: Channel) -> None:
    Review.objects.all().delete()
    changed = {
        "security_review_months": 3,
        "first_security_review_weeks": 6,
        "renewal_notice_days": 90,
        "review_answer_days": 7,
    }
    Rules.objects.update_or_create(pk=1, defaults=changed)
    reviews.schedule_missing(today=TODAY)
    review = security(channel)
    assert (review.opens_on, review.due_on) == (
        datetime.date(2027, 2, 8),
        datetime.date(2027, 2, 15),
    )
    assert channel.reviews.get(kind="life_span").opens_on == datetime.date(2027, 10, 6)


@pytest.mark.parametrize(
    ("weeks", "opens_on", "due_on"),
    [
        pytest.param(6, SECURITY_OPENS, datetime.date(2027, 2, 15), id="usual"),
        pytest.param(26, datetime.date(2027, 6, 21), datetime.date(2027, 7, 5), id="most"),
        pytest.param(1, TODAY, datetime.date(2027, 1, 18), id="sooner than one can answer"),
    ],
)
def test_the_first_is_due_the_weeks_of_the_rule_after_going_live(
    cast: Cast, weeks: int, opens_on: datetime.date, due_on: datetime.date
) -> None:
    Rules.objects.update_or_create(pk=1, defaults={"first_security_review_weeks": weeks})
    channel = given.set_up_channel(cast)
    channels.go_live(channel, by=cast.officer, today=TODAY)
    review = security(channel)
    assert (review.opens_on, review.due_on) == (opens_on, due_on)


def test_the_first_of_what_went_live_earlier_comes_at_once(channel: Channel) -> None:
    channel.reviews.all().delete()
    later = after(100)
    reviews.schedule_missing(today=later)
    assert security(channel).opens_on == later


def test_the_next_is_the_months_of_the_rule_after_the_last(cast: Cast, channel: Channel) -> None:
    Rules.objects.update_or_create(pk=1, defaults={"security_review_months": 3})
    found_in(cast, channel)
    reviews.schedule_missing(today=SECURITY_OPENS)
    assert security(channel).opens_on == datetime.date(2027, 5, 1)


def test_what_was_imported_is_spread_over_the_months(channel: Channel) -> None:
    """Never all on one day, whatever the weeks of the first review are."""
    channel.reviews.all().delete()
    Channel.objects.update(imported_on=TODAY, approval="imported")
    reviews.schedule_missing(today=TODAY)
    assert security(channel).opens_on == after(1 + channel.pk.int % 180)


def test_channel_without_an_end_has_no_review_of_it(channel: Channel) -> None:
    Review.objects.all().delete()
    Channel.objects.filter(pk=channel.pk).update(ends_on=None)
    reviews.schedule_missing(today=TODAY)
    assert list(channel.reviews.values_list("kind", flat=True)) == ["security"]
    with pytest.raises(RefusedError):
        reviews.schedule_one(Review(channel=channel, kind="life_span"), by=CLOCK, today=TODAY)


def test_next_one_follows_a_closed_one(cast: Cast, channel: Channel) -> None:
    found_in(cast, channel)
    run_sweep(after(5, SECURITY_OPENS))
    coming = security(channel)
    assert (coming.state, coming.opens_on) == ("scheduled", datetime.date(2027, 8, 1))
    assert acts().count("review.schedule") == 1
    run_sweep(after(6, SECURITY_OPENS))
    assert channel.reviews.filter(kind="security").count() == 2


def test_closed_life_span_review_comes_once_for_one_end(cast: Cast, channel: Channel) -> None:
    run_sweep(LIFE_SPAN_OPENS)
    review = channel.reviews.get(kind="life_span")
    reviews.answer(review, by=cast.lead, today=LIFE_SPAN_OPENS, **ANSWERS)
    reviews.close(review, by=cast.officer, today=LIFE_SPAN_OPENS, outcome="fine")
    run_sweep(after(1, LIFE_SPAN_OPENS))
    assert channel.reviews.filter(kind="life_span").count() == 1


def test_retired_channel_gets_none(cast: Cast, channel: Channel) -> None:
    retire(channel, cast)
    run_sweep(after(400))
    assert not channel.reviews.exclude(state="closed").exists()
    assert not told("review_opened")
    assert not told("review_closed")


def test_register_says_what_is_next(channel: Channel) -> None:
    def kept() -> dict[str, str]:
        listing = Listing.objects.get(channel=channel)
        first = orjson.loads(bytes(listing.document))["next_reviews"][0]
        return {name: first[name] for name in ("kind", "state", "due_on")}

    assert kept() == {"kind": "security", "state": "scheduled", "due_on": "2027-02-15"}
    run_sweep(after(10, SECURITY_OPENS))
    assert kept() == {"kind": "security", "state": "open", "due_on": "2027-02-25"}
    assert "next_reviews" not in orjson.loads(bytes(channel.published.document))


def test_lapsed_channel_that_is_live_again_is_scheduled_by_the_sweep(cast: Cast) -> None:
    channel = given.suspended_channel(cast)
    Review.objects.all().delete()
    assert reviews.schedule_missing(today=TODAY) == 0
    channels.reinstate(channel, by=cast.head, today=TODAY, put_right="All.")
    assert reviews.schedule_missing(today=TODAY) == 2
