"""Closing a review: all is well, something to put right, new keys, a suspension."""

from typing import Any

import pytest

from governance.access import custody
from governance.channels import acts as channels
from governance.models import Channel, Review
from governance.reviews import acts as reviews
from tests.cast import Cast
from tests.governance.outcomes import OFFICERS, refused, who_may, wrong
from tests.governance.reviews.conftest import ANSWERS, OFF
from tests.governance.reviews.days import SECURITY_OPENS, after
from tests.ledger.reading import last, told

DAY = SECURITY_OPENS
PUT_RIGHT = OFF | {"deadline": after(30, DAY).isoformat()}
SUSPEND = {"outcome": "suspend", "remarks": "Nobody can get in."}


def closed(review: Review, cast: Cast, **inputs: Any) -> Review:
    reviews.close(review, by=cast.officer, today=DAY, **inputs)
    return Review.objects.get(pk=review.pk)


def test_officers_and_the_clock(cast: Cast, review: Review) -> None:
    assert who_may(reviews.close, review, cast) == {*OFFICERS, "clock"}


def test_officer_waits_for_the_answer_until_its_day_is_past(cast: Cast, review: Review) -> None:
    said = {"The lead has not answered yet.": "review.answer"}
    assert refused(reviews.close, review, cast.officer, today=review.due_on, outcome="fine") == said
    reviews.close(review, by=cast.officer, today=after(1, review.due_on), outcome="fine")


@pytest.mark.parametrize(
    ("inputs", "fields"),
    [
        pytest.param({}, {"outcome"}, id="nothing"),
        pytest.param({"outcome": "findings"}, {"finding", "deadline"}, id="findings"),
        pytest.param({"outcome": "suspend"}, {"remarks"}, id="suspend"),
        pytest.param(OFF | {"deadline": DAY.isoformat()}, {"deadline"}, id="today"),
        pytest.param(OFF | {"deadline": "soon"}, {"deadline"}, id="no day"),
    ],
)
def test_what_is_missing_is_said_by_field(
    cast: Cast, answered: Review, inputs: dict[str, str], fields: set[str]
) -> None:
    assert set(wrong(reviews.close, answered, cast.officer, today=DAY, **inputs)) == fields
    assert not answered.findings.exists()


def test_all_is_well(cast: Cast, answered: Review) -> None:
    found = closed(answered, cast, outcome="fine", remarks="Thank you.")
    assert (found.state, found.outcome, found.remarks) == ("closed", "fine", "Thank you.")
    assert (found.closed_by, found.closed_on) == (cast.officer, DAY)
    assert not found.findings.exists()


def test_finding_has_a_deadline(cast: Cast, answered: Review) -> None:
    found = closed(answered, cast, **PUT_RIGHT).findings.get()
    assert (found.text, found.deadline) == ("Two-step sign-in is off.", after(30, DAY))
    facts = last("review.close").facts
    assert facts["finding_id"] == str(found.pk)
    assert facts["outcome"] == "findings"
    assert last("review.close").words == {"finding": "Two-step sign-in is off."}


def test_channel_is_suspended_for_the_reason_that_is_given(cast: Cast, answered: Review) -> None:
    closed(answered, cast, **SUSPEND)
    channel = Channel.objects.get()
    assert (channel.state, channel.suspension_cause) == ("suspended", "other")
    assert channel.suspension_reason == "Nobody can get in."
    assert told("channel_suspended") == ["Administrator", "Head", "Lead", "Officer2"]


def test_what_is_suspended_stays_suspended(cast: Cast, answered: Review) -> None:
    post = {"cause": "content", "reason": "A post."}
    channels.suspend(answered.channel, by=cast.head, today=DAY, **post)
    assert closed(answered, cast, **SUSPEND).outcome == "suspend"
    assert Channel.objects.get().suspended_by == cast.head


def test_channel_that_should_be_retired_is_retired_by_its_own_act(
    cast: Cast, answered: Review
) -> None:
    assert closed(answered, cast, outcome="retire").outcome == "retire"
    assert Channel.objects.get().state == "live"


@pytest.mark.parametrize(
    "inputs",
    [{"outcome": "fine", "remarks": "A leaver knew them."}, PUT_RIGHT],
    ids=["remarks", "finding"],
)
def test_new_keys_are_due_with_the_reason(
    cast: Cast, answered: Review, inputs: dict[str, str]
) -> None:
    closed(answered, cast, rotate=True, **inputs)
    rotation = custody.rotation_of(Channel.objects.get().custodian)
    assert rotation is not None
    assert rotation.cause == "finding"
    assert rotation.reason == inputs.get("remarks", OFF["finding"])


def test_without_keys_none_are_due(cast: Cast, answered: Review) -> None:
    Channel.objects.update(custodian=None)
    answered = Review.objects.get(pk=answered.pk)
    inputs = {"outcome": "fine", "rotate": True}
    said = {"rotate": ["No keys of this channel are in the vault."]}
    assert wrong(reviews.close, answered, cast.officer, today=DAY, **inputs) == said


def test_it_is_not_fine_without_a_word_while_access_is_not_held(
    cast: Cast, answered: Review
) -> None:
    Channel.objects.update(custodian=None)
    answered = Review.objects.get(pk=answered.pk)
    [said] = wrong(reviews.close, answered, cast.officer, today=DAY, outcome="fine")["remarks"]
    assert said == (
        "Access is not held: the keys of the channel are not deposited. Say why all is well, or "
        "choose “Something must be put right”."
    )
    with_a_word = {"outcome": "fine", "remarks": "The team hands the keys over on Friday."}
    assert closed(answered, cast, **with_a_word).outcome == "fine"


@pytest.mark.parametrize(
    "inputs", [PUT_RIGHT, SUSPEND, {"outcome": "retire"}], ids=["findings", "suspend", "retire"]
)
def test_with_another_outcome_it_closes_while_access_is_not_held(
    cast: Cast, answered: Review, inputs: dict[str, str]
) -> None:
    Channel.objects.update(custodian=None)
    assert closed(Review.objects.get(pk=answered.pk), cast, **inputs).state == "closed"


def test_a_review_of_the_life_span_does_not_ask_for_access(cast: Cast, channel: Channel) -> None:
    Channel.objects.update(custodian=None)
    review = channel.reviews.get(kind="life_span")
    reviews.open_(review, by=cast.officer, today=DAY)
    reviews.answer(review, by=cast.lead, today=DAY, **ANSWERS)
    assert closed(review, cast, outcome="fine").outcome == "fine"


def test_its_people_are_told(cast: Cast, answered: Review) -> None:
    closed(answered, cast, outcome="fine")
    assert told("review_closed") == ["Administrator", "Lead"]


def test_it_is_closed_once(cast: Cast, answered: Review) -> None:
    review = closed(answered, cast, outcome="fine")
    [said] = refused(reviews.close, review, cast.officer2, today=DAY, outcome="fine")
    assert said.startswith("This review is closed; to close, it must be scheduled or open")
    assert "Officer closed it " in said
