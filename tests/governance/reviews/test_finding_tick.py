"""Ticking off: an officer saw that what was found is put right, and says what they saw."""

import pytest
from django.db import IntegrityError, transaction

from governance.models import Channel, Finding, Obligation
from governance.reviews import acts as reviews
from ledger.models import Notice
from tests.cast import Cast
from tests.governance.outcomes import OFFICERS, refused, who_may, wrong
from tests.governance.reviews.conftest import found_in
from tests.governance.reviews.days import SECURITY_OPENS, after
from tests.ledger.reading import last

DAY, NEXT = SECURITY_OPENS, after(1, SECURITY_OPENS)
SEEN = {"what_was_seen": "Its settings say that it is on."}


def test_only_officers(cast: Cast, finding: Finding) -> None:
    assert who_may(reviews.tick, finding, cast) == OFFICERS


def test_it_says_what_was_seen(cast: Cast, finding: Finding) -> None:
    said = {"what_was_seen": ["Say what you saw."]}
    assert wrong(reviews.tick, finding, cast.officer, what_was_seen=" ") == said


def test_it_is_owed_no_more(cast: Cast, finding: Finding) -> None:
    reviews.tick(finding, by=cast.officer, today=NEXT, **SEEN)
    found = Finding.objects.get()
    assert (found.ticked_on, found.ticked_by) == (NEXT, cast.officer)
    assert found.fixed_by == cast.lead
    row = Obligation.objects.get(kind="finding")
    assert (row.discharged_on, row.discharged_by) == (NEXT, "finding.tick")
    assert last("finding.tick").words == SEEN


def test_not_before_somebody_says_that_it_is_right(cast: Cast, channel: Channel) -> None:
    finding = found_in(cast, channel)
    said = {"Nobody has said that it was put right.": "finding.fix"}
    assert refused(reviews.tick, finding, cast.officer, **SEEN) == said


def test_once(cast: Cast, finding: Finding) -> None:
    reviews.tick(finding, by=cast.officer, today=NEXT, **SEEN)
    assert refused(reviews.tick, finding, cast.officer2, **SEEN) == {
        "It was ticked off already.": None
    }


def test_nobody_is_told(cast: Cast, finding: Finding) -> None:
    before = Notice.objects.count()
    reviews.tick(finding, by=cast.officer, today=NEXT, **SEEN)
    assert Notice.objects.count() == before


def test_the_database_ticks_off_nothing_that_nobody_put_right(cast: Cast, finding: Finding) -> None:
    facts = {"fixed_on": None, "fixed_by": None, "ticked_on": DAY, "ticked_by": cast.officer}
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.update(**facts)
