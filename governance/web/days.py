"""Which day it is on a page."""

import datetime

from django.utils import timezone


def today() -> datetime.date:
    """The organisation's day."""
    return timezone.localdate()
