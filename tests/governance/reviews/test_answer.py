"""Answering a review: whoever answers for the channel says how things stand."""

import pytest

from governance.models import Channel, Review
from governance.reviews import acts as reviews
from tests.cast import TODAY, Cast
from tests.governance.outcomes import refused, who_may, wrong
from tests.governance.reviews.conftest import ANSWERS, security
from tests.governance.reviews.days import SECURITY_OPENS
from tests.ledger.reading import last, told


def test_lead_administrators_and_the_manager_whom_it_reaches(cast: Cast, review: Review) -> None:
    assert who_may(reviews.answer, review, cast) == {"lead", "administrator", "manager"}


def test_a_lead_of_the_team_where_the_channel_has_none(cast: Cast, review: Review) -> None:
    review.channel.administrators.clear()
    Channel.objects.update(lead=cast.member)
    assert who_may(reviews.answer, Review.objects.get(pk=review.pk), cast) == {"member", "manager"}
    Channel.objects.update(lead=None)
    assert who_may(reviews.answer, Review.objects.get(pk=review.pk), cast) == {"lead", "manager"}


def test_it_is_open_first(cast: Cast, channel: Channel) -> None:
    said = {"This review is scheduled; to answer, it must be open.": None}
    assert refused(reviews.answer, security(channel), cast.lead, **ANSWERS) == said


@pytest.mark.parametrize("name", ANSWERS)
def test_each_question_is_answered(cast: Cast, review: Review, name: str) -> None:
    for given in ("", "perhaps"):
        inputs = ANSWERS | {name: given}
        assert set(wrong(reviews.answer, review, cast.lead, **inputs)) == {name}


def test_answers_are_kept(cast: Cast, review: Review) -> None:
    inputs = ANSWERS | {"two_step": "not_sure", "remarks": "The tool asks again."}
    reviews.answer(review, by=cast.administrator, today=SECURITY_OPENS, **inputs)
    found = Review.objects.get(pk=review.pk)
    assert found.answers == inputs
    assert (found.state, found.answered_by) == ("answered", cast.administrator)


def test_officers_are_told(cast: Cast, answered: Review) -> None:
    assert told("review_answered") == ["Head", "Officer", "Officer2"]


def test_entry_has_choices_for_ever_and_remarks_beside_it(cast: Cast, review: Review) -> None:
    inputs = ANSWERS | {"remarks": "The tool asks again."}
    reviews.answer(review, by=cast.lead, today=TODAY, **inputs)
    entry = last("review.answer")
    assert entry.facts == {**ANSWERS, "from": "open", "to": "answered"}
    assert entry.words == {"remarks": "The tool asks again."}
