"""The sweep: finding what is due, owing notices, and running again."""

import datetime
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.bench import program
from tests.bench.data import TODAY
from tests.bench.measuring import rate, seconds
from tests.bench.place import Place
from tests.bench.row import CannotMeasureError, Limit, Row, Sides

NOTICES = 500
SCANS = ("enable_indexscan", "enable_indexonlyscan", "enable_bitmapscan")


@contextmanager
def finding(place: Place) -> Iterator[Sides]:
    """Reviews to be opened on a day when three of a thousand are, with their index and without."""
    program.start(place)
    from django.db import connection

    from governance.channels.states import REVIEWED
    from governance.models import Review

    if connection.vendor != "postgresql":
        raise CannotMeasureError("only PostgreSQL can be told to read without an index")
    earliest = Review.objects.filter(state="scheduled").order_by("opens_on")[0].opens_on
    due = Review.objects.filter(
        state="scheduled", opens_on__lte=earliest, channel__state__in=REVIEWED
    )
    found = rate(lambda: list(due.values_list("pk")), place.large.lasting)

    def without_index() -> float:
        with connection.cursor() as cursor:
            for scan in SCANS:
                cursor.execute(f"SET {scan} = off")
            try:
                return found()
            finally:
                for scan in SCANS:
                    cursor.execute(f"SET {scan} = on")

    yield found, without_index


@contextmanager
def owing(place: Place) -> Iterator[Sides]:
    """Reminders written once each, against the same rows inserted and nothing asked."""
    program.start(place)
    from django.utils import timezone

    from governance.models import Review
    from ledger import reminders
    from ledger.models import Notice

    told = Review.objects.all()[0].told()
    person, at, runs = program.officer(), timezone.now(), itertools.count()

    def wanted() -> list[Any]:
        run = next(runs)
        return [
            reminders.Reminder("digest", f"bench:{run}:{each}", [person], told)
            for each in range(NOTICES)
        ]

    def bare(rows: list[Any]) -> None:
        Notice.objects.bulk_create([notice for each in rows for notice in each.notices(at)])

    def measured(act: Any) -> float:
        rows = wanted()
        return seconds(lambda: act(rows))()

    yield lambda: measured(lambda rows: reminders.owe(rows, at=at)), lambda: measured(bare)


@contextmanager
def again(place: Place) -> Iterator[Sides]:
    """On each of several days: the second run, against the first one that had all the work."""
    program.start(place)
    from django.utils import timezone

    from governance import sweep

    days = itertools.count()
    firsts: list[float] = []

    def run(day: datetime.date) -> float:
        outcomes: list[Any] = []
        took = seconds(lambda: outcomes.extend(sweep.run(day, timezone.now())))()
        assert all(each.done is not None for each in outcomes), outcomes
        return took

    def second() -> float:
        day = TODAY + datetime.timedelta(days=1 + next(days))
        firsts.append(run(day))
        return run(day)

    yield second, firsts.pop


ROWS = [
    Row("sweep: finding what is due / reading all", finding, Limit(at_least=100)),
    Row("sweep, seconds: second run / first", again, Limit(at_most=0.7), rounds=3),
    Row("sweep: owing notices / bare INSERT", owing, Limit(at_most=2), Limit(at_most=1.5)),
]
