"""Sending back: an officer looked, and it is not right yet."""

from governance.models import Finding, Obligation
from governance.reviews import acts as reviews
from tests.cast import Cast
from tests.governance.outcomes import OFFICERS, refused, who_may, wrong
from tests.governance.reviews.days import SECURITY_OPENS, after
from tests.ledger.reading import last, told

DAY, NEXT = SECURITY_OPENS, after(1, SECURITY_OPENS)
WHY = {"reason": "It is off for one of the two."}


def test_only_officers(cast: Cast, finding: Finding) -> None:
    assert who_may(reviews.send_back, finding, cast) == OFFICERS


def test_it_says_what_is_not_right(cast: Cast, finding: Finding) -> None:
    said = {"reason": ["Say what is not right yet."]}
    assert wrong(reviews.send_back, finding, cast.officer) == said


def test_it_is_its_owners_again_by_the_same_day(cast: Cast, finding: Finding) -> None:
    reviews.send_back(finding, by=cast.officer, today=NEXT, **WHY)
    found = Finding.objects.get()
    assert (found.fixed_on, found.fixed_by, found.what_was_done) == (None, None, "")
    row = Obligation.objects.get(kind="finding")
    assert (row.stage, row.person, row.due_on) == ("owned", cast.lead, finding.deadline)
    assert last("finding.send_back").words == WHY
    reviews.fix(found, by=cast.administrator, today=NEXT, what_was_done="For both.")


def test_who_said_so_and_those_who_run_it_are_told(cast: Cast, finding: Finding) -> None:
    reviews.send_back(finding, by=cast.officer, today=NEXT, **WHY)
    assert told("finding_sent_back") == ["Administrator", "Lead"]


def test_not_what_nobody_said(cast: Cast, finding: Finding) -> None:
    reviews.send_back(finding, by=cast.officer, today=NEXT, **WHY)
    found = Finding.objects.get()
    said = {"Nobody has said that it was put right.": "finding.fix"}
    assert refused(reviews.send_back, found, cast.officer, **WHY) == said
