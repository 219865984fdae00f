"""Putting a finding right: it says what was done, once."""

import pytest

from governance.models import Channel, Finding, Obligation
from governance.reviews import acts as reviews
from tests.cast import Cast
from tests.governance.outcomes import OFFICERS, refused, who_may, wrong
from tests.governance.reviews.conftest import found_in
from tests.governance.reviews.days import SECURITY_OPENS, after
from tests.ledger.reading import last, told

DAY = SECURITY_OPENS
DONE = {"what_was_done": "Switched on."}


@pytest.fixture
def finding(cast: Cast, channel: Channel) -> Finding:
    return found_in(cast, channel)


def test_lead_administrators_the_manager_and_officers(cast: Cast, finding: Finding) -> None:
    own = {"lead", "administrator", "manager"}
    assert who_may(reviews.fix, finding, cast) == {*OFFICERS, *own}


def test_whoever_owns_it(cast: Cast, finding: Finding) -> None:
    """Also of another team: it is theirs to say that it is done."""
    Finding.objects.update(owner=cast.outsider)
    assert "outsider" in who_may(reviews.fix, Finding.objects.get(), cast)


def test_it_says_what_was_done(cast: Cast, finding: Finding) -> None:
    said = {"what_was_done": ["Say what was done."]}
    assert wrong(reviews.fix, finding, cast.lead, what_was_done=" ") == said


def test_it_is_put_right_once(cast: Cast, finding: Finding) -> None:
    reviews.fix(finding, by=cast.lead, today=DAY, **DONE)
    assert refused(reviews.fix, finding, cast.officer, **DONE) == {
        "It was put right already.": None
    }


def test_it_stays_with_who_and_when(cast: Cast, finding: Finding) -> None:
    reviews.fix(finding, by=cast.administrator, today=DAY, **DONE)
    found = Finding.objects.get()
    assert (found.fixed_on, found.fixed_by) == (DAY, cast.administrator)
    assert found.what_was_done == "Switched on."
    assert last("finding.fix").words == DONE


def row() -> Obligation:
    return Obligation.objects.get(kind="finding")


def test_it_waits_for_the_tick_of_an_officer(cast: Cast, finding: Finding) -> None:
    """It is owed by the officers then, and not done because its owner says so."""
    reviews.fix(finding, by=cast.lead, today=DAY, **DONE)
    assert Finding.objects.get().ticked_on is None
    assert (row().stage, row().owner, row().discharged_on) == ("said", "officers", None)
    assert row().due_on == after(7, DAY)


def test_what_an_officer_says_is_the_tick(cast: Cast, finding: Finding) -> None:
    reviews.fix(finding, by=cast.officer, today=DAY, **DONE)
    found = Finding.objects.get()
    assert (found.ticked_on, found.ticked_by) == (DAY, cast.officer)
    assert row().discharged_by == "finding.fix"


def test_officers_are_told(cast: Cast, finding: Finding) -> None:
    reviews.fix(finding, by=cast.officer, today=DAY, **DONE)
    assert told("finding_fixed") == ["Head", "Officer2"]
