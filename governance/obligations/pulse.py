"""Whether the sweep keeps what is owed moving."""

from __future__ import annotations

import datetime

from governance.hours import last_working_day
from governance.models import Obligation

DAY = datetime.timedelta(days=1)


def stands_still(today: datetime.date) -> bool:
    """Something was to be said by the last working day before today, and nobody was told.

    Each run on a working day says what is due and gives it a later day; what somebody hears once a
    week has their day. So after that run nothing is left behind.
    """
    by = last_working_day(today - DAY)
    return Obligation.objects.filter(discharged_on=None, next_on__lte=by).order_by().exists()
