"""How many reviews are due in which month."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from governance.models import Review
from ledger.days import add_months

MONTHS = 12


@dataclass(frozen=True)
class Month:
    """`name` is what people read: January 2027, or what is overdue now."""

    name: str
    security: int
    life_span: int

    @property
    def total(self) -> int:
        return self.security + self.life_span


def by_month(found: QuerySet[Review], today: datetime.date) -> tuple[Month, ...]:
    """What is overdue, then a year of months from this one. Closed reviews are not counted."""
    unclosed = found.exclude(state=Review.State.CLOSED).order_by()
    first = today.replace(day=1)
    months = [add_months(first, ahead) for ahead in range(MONTHS)]
    due = unclosed.filter(due_on__gte=today, due_on__lt=add_months(first, MONTHS))
    counted = {
        (month, kind): number
        for month, kind, number in due.annotate(month=TruncMonth("due_on"))
        .values_list("month", "kind", named=False)
        .annotate(number=Count("pk"))
    }
    late = unclosed.filter(due_on__lt=today, state__in=[Review.State.OPEN, Review.State.ANSWERED])
    past = dict(late.values_list("kind").annotate(Count("pk")))
    return (
        Month("Past their day", past.get("security", 0), past.get("life_span", 0)),
        *(
            Month(
                f"{month:%B %Y}",
                counted.get((month, "security"), 0),
                counted.get((month, "life_span"), 0),
            )
            for month in months
        ),
    )
