"""Asks the database for a sign of life once a second, and not once a request."""

import threading
from time import monotonic as now
from typing import Any

from django.db import connections

SPAN = 1.0  # seconds
_asked = threading.local()


def trust_recent_sign() -> None:
    """Before the first query of a request: under load the question costs as much as the answer."""
    _asked.trusted = now() - getattr(_asked, "at", -SPAN) < SPAN
    if _asked.trusted:
        _database().health_check_done = True


def remember_sign() -> None:
    """After a request: whether Django asked, and was answered."""
    if _database().health_check_done and not getattr(_asked, "trusted", False):
        _asked.at = now()


def forget() -> None:
    vars(_asked).clear()


def _database() -> Any:
    return connections["default"]
