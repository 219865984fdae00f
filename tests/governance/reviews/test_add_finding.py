"""Adding a finding to a review that was closed with one: one more thing to put right."""

import pytest

from governance.models import Channel, Review
from governance.reviews import acts as reviews
from tests.cast import Cast
from tests.governance.outcomes import OFFICERS, refused, who_may, wrong
from tests.governance.reviews.conftest import found_in
from tests.governance.reviews.days import SECURITY_OPENS, after
from tests.ledger.reading import last, told

DAY = SECURITY_OPENS
PICTURE = {"finding": "The picture is old.", "deadline": after(40, DAY).isoformat()}


@pytest.fixture
def with_findings(cast: Cast, channel: Channel) -> Review:
    review = found_in(cast, channel).review
    assert review is not None
    return review


def test_officers_alone(cast: Cast, with_findings: Review) -> None:
    assert who_may(reviews.add_finding, with_findings, cast) == OFFICERS


@pytest.mark.parametrize("outcome", [None, "fine"], ids=["answered", "fine"])
def test_only_where_something_was_found(cast: Cast, answered: Review, outcome: str | None) -> None:
    if outcome:
        reviews.close(answered, by=cast.officer, today=DAY, outcome=outcome)
    said = {"Findings are added to a review that was closed with findings.": None}
    assert refused(reviews.add_finding, answered, cast.officer, **PICTURE) == said


@pytest.mark.parametrize(
    ("inputs", "errors"),
    [
        pytest.param(
            PICTURE | {"finding": ""}, {"finding": ["Say what must be put right."]}, id="what"
        ),
        pytest.param(
            PICTURE | {"deadline": DAY.isoformat()},
            {"deadline": ["The deadline must lie ahead."]},
            id="today",
        ),
    ],
)
def test_it_says_what_and_by_when(
    cast: Cast, with_findings: Review, inputs: dict[str, str], errors: dict[str, list[str]]
) -> None:
    found = wrong(reviews.add_finding, with_findings, cast.officer, today=DAY, **inputs)
    assert found == errors
    assert with_findings.findings.count() == 1


def test_it_stands_beside_the_first(cast: Cast, with_findings: Review) -> None:
    found = reviews.add_finding(with_findings, by=cast.officer2, today=DAY, **PICTURE)
    assert list(with_findings.findings.all())[1] == found
    assert (found.text, found.deadline) == ("The picture is old.", after(40, DAY))


def test_its_people_are_told_and_the_entry_names_it(cast: Cast, with_findings: Review) -> None:
    found = reviews.add_finding(with_findings, by=cast.officer2, today=DAY, **PICTURE)
    assert told("finding_added") == ["Administrator", "Lead"]
    entry = last("review.add_finding")
    assert entry.facts == {"finding_id": str(found.pk), "deadline": PICTURE["deadline"]}
    assert entry.words == {"finding": "The picture is old."}
