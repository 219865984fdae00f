"""Several sweepers on one database: what falls due is done once, whoever comes first."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from governance.models import Review
from ledger.models import Entry, Notice
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.reviews.days import SECURITY_OPENS, after, run_sweep, told

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

SWEEPERS = 4
CHANNELS = 5


def test_four_sweepers_do_everything_once(cast: Cast) -> None:
    for number in range(CHANNELS):
        given.live_channel(cast, name=f"Channel {number}", answers={"handle": f"@c{number}"})
    Review.objects.filter(kind=Review.Kind.SECURITY).delete()

    def sweeper(day: datetime.date) -> None:
        try:
            run_sweep(day)
        finally:
            connection.close()

    for day in (TODAY, SECURITY_OPENS, after(42, SECURITY_OPENS)):
        with ThreadPoolExecutor(SWEEPERS) as pool:
            list(pool.map(sweeper, [day] * SWEEPERS))
    assert Entry.objects.filter(act="review.schedule").count() == CHANNELS
    assert Entry.objects.filter(act="review.open").count() == CHANNELS
    assert set(told("review_opened").values()) == {CHANNELS}
    [digest] = Notice.objects.filter(kind="digest", to=cast.manager)
    assert digest.context["number"] == CHANNELS
