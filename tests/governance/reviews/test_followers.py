"""What reviews do when something happens to a channel: scheduled, moved or closed with it."""

import datetime
from typing import Any

import pytest

from governance.channels import acts as channels
from governance.models import Channel, Obligation, Review
from governance.obligations import checking
from governance.plans import acts as plans
from governance.reviews import acts as reviews
from ledger.acts import Declared
from tests import cast as given
from tests.cast import REASON, TODAY, Cast
from tests.governance.builders import CAPTURED, CLOSED, renewal, retire
from tests.governance.reviews.conftest import ANSWERS, security
from tests.governance.reviews.days import LIFE_SPAN_OPENS, SECURITY_OPENS, after, run_sweep
from tests.ledger.reading import last, told


def states(channel: Channel) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for kind, state in channel.reviews.order_by("opens_on").values_list("kind", "state"):
        found.setdefault(kind, []).append(state)
    return found


def life_span(channel: Channel) -> Review:
    return channel.reviews.filter(kind="life_span").latest("opens_on")


@pytest.mark.parametrize(
    ("act", "follower"),
    [
        (channels.go_live, "_schedule_next"),
        (channels.extend, "_schedule_next"),
        (channels.suspend, "_look_after_an_incident"),
        (channels.renew, "_close_renewed"),
        (channels.retire, "_close_for_retired"),
    ],
    ids=["go live", "extend", "suspend", "renew", "retire"],
)
def test_reviews_follow(act: Declared[Any], follower: str) -> None:
    assert [each.name for each in act.followers] == [f"governance.reviews.acts.{follower}"]


def test_going_live_schedules_both_kinds(cast: Cast) -> None:
    channel = given.set_up_channel(cast)
    assert not channel.reviews.exists()
    channels.go_live(channel, by=cast.officer, today=TODAY)
    found = dict(channel.reviews.values_list("kind", "opens_on"))
    assert found == {"security": SECURITY_OPENS, "life_span": LIFE_SPAN_OPENS}


def test_extending_moves_the_review_of_the_life_span(cast: Cast, channel: Channel) -> None:
    channels.extend(channel, by=cast.officer, today=TODAY, ends_on="2028-04-04", reason="Needed.")
    assert life_span(channel).opens_on == datetime.date(2028, 2, 4)
    assert security(channel).opens_on == SECURITY_OPENS
    assert channel.reviews.count() == 2


def test_extending_leaves_an_open_review_open(cast: Cast, channel: Channel) -> None:
    run_sweep(LIFE_SPAN_OPENS)
    inputs = {"ends_on": "2028-04-04", "reason": "Needed."}
    channels.extend(channel, by=cast.officer, today=LIFE_SPAN_OPENS, **inputs)
    assert (life_span(channel).state, life_span(channel).opens_on) == ("open", LIFE_SPAN_OPENS)


def test_extending_schedules_another_where_the_last_was_closed(
    cast: Cast, channel: Channel
) -> None:
    day = LIFE_SPAN_OPENS
    run_sweep(day)
    reviews.answer(life_span(channel), by=cast.lead, today=day, **ANSWERS)
    reviews.close(life_span(channel), by=cast.officer, today=day, outcome="fine")
    channels.extend(channel, by=cast.officer, today=day, ends_on="2028-04-04", reason="Needed.")
    coming = channel.reviews.get(kind="life_span", state="scheduled")
    assert coming.opens_on == datetime.date(2028, 2, 4)


def test_what_ends_soon_opens_at_once(cast: Cast, channel: Channel) -> None:
    late = datetime.date(2028, 1, 10)
    inputs = {"ends_on": "2028-02-04", "reason": "Needed."}
    channels.extend(channel, by=cast.officer, today=late, **inputs)
    assert life_span(channel).opens_on == late


GOT_IN = {"cause": "compromised", "reason": "Somebody posts as us."}


def test_after_an_incident_its_security_is_looked_at_now(cast: Cast, channel: Channel) -> None:
    """Not half a year later: the review that was planned comes forward."""
    channels.suspend(channel, by=cast.officer, today=TODAY, **GOT_IN)
    assert list(checking.differences(TODAY)) == []
    run_sweep(after(1))
    found = security(channel)
    assert (found.state, found.opened_on, found.due_on) == ("open", after(1), after(15))
    assert channel.reviews.filter(kind="security").count() == 1
    [owed] = Obligation.objects.filter(kind="review", subject_id=found.pk, discharged_on=None)
    assert owed.due_on == after(15)


def test_one_that_is_open_already_is_left_as_it_is(cast: Cast, channel: Channel) -> None:
    run_sweep(SECURITY_OPENS)
    day = after(3, SECURITY_OPENS)
    channels.suspend(channel, by=cast.officer, today=day, **GOT_IN)
    found = security(channel)
    assert (found.state, found.opened_on) == ("open", SECURITY_OPENS)
    assert channel.reviews.filter(kind="security").count() == 1


def test_where_none_is_planned_an_incident_plans_one(cast: Cast, channel: Channel) -> None:
    run_sweep(SECURITY_OPENS)
    reviews.answer(security(channel), by=cast.lead, today=SECURITY_OPENS, **ANSWERS)
    reviews.close(security(channel), by=cast.officer, today=SECURITY_OPENS, outcome="fine")
    day = after(1, SECURITY_OPENS)
    channels.suspend(channel, by=cast.officer, today=day, **GOT_IN)
    assert (security(channel).state, security(channel).opens_on) == ("scheduled", day)


def test_after_another_suspension_nothing_comes_forward(cast: Cast, channel: Channel) -> None:
    channels.suspend(channel, by=cast.officer, today=TODAY, cause="content", reason="A post.")
    assert security(channel).opens_on == SECURITY_OPENS


@pytest.mark.parametrize("answered", [True, False], ids=["answered", "open"])
def test_renewal_answers_the_open_review_of_the_life_span(
    cast: Cast, channel: Channel, answered: bool
) -> None:
    review = life_span(channel)
    reviews.open_(review, by=cast.officer, today=TODAY)
    if answered:
        reviews.answer(review, by=cast.lead, today=TODAY, **ANSWERS)
    plans.approve(renewal(cast, channel), by=cast.officer, today=TODAY, **REASON)
    assert states(channel) == {"security": ["scheduled"], "life_span": ["closed", "scheduled"]}
    assert life_span(channel).opens_on == datetime.date(2028, 11, 1)
    review.refresh_from_db()
    assert (review.outcome, review.closed_by) == ("fine", None)
    assert last("review.close").actor == "the clock"
    assert not told("review_closed")


def test_renewal_moves_a_review_that_is_only_scheduled(cast: Cast, channel: Channel) -> None:
    plans.approve(renewal(cast, channel), by=cast.officer, today=TODAY, **REASON)
    assert states(channel) == {"security": ["scheduled"], "life_span": ["scheduled"]}
    assert life_span(channel).opens_on == datetime.date(2028, 11, 1)


def test_retirement_closes_all_and_the_retirement_tells(cast: Cast, channel: Channel) -> None:
    run_sweep(SECURITY_OPENS)
    retire(channel, cast, after(1, SECURITY_OPENS))
    assert states(channel) == {"security": ["closed"], "life_span": ["closed"]}
    assert set(channel.reviews.values_list("outcome", flat=True)) == {"retire"}
    assert not channel.reviews.exclude(closed_by=None).exists()
    assert not told("review_closed")


def test_all_of_it_or_nothing(
    cast: Cast, channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A follower is part of the act: where it fails, nothing has happened."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("on purpose")

    channels.prepare_closing(channel, by=cast.officer, today=TODAY, **CAPTURED)
    monkeypatch.setattr(reviews, "close", fail)
    with pytest.raises(RuntimeError, match="on purpose"):
        channels.retire(channel, by=cast.officer, today=TODAY, **CLOSED)
    assert Channel.objects.get().state == "live"
