"""Asks the database for a sign of life once a second, and not once a request."""

import threading
import time
from typing import Any

from django.db import connections

SPAN = 1.0  # seconds
_asked = threading.local()


def trust_recent_sign() -> None:
    """Before the first query of a request: under load the question costs as much as the answer."""
    if time.monotonic() - getattr(_asked, "at", -SPAN) < SPAN:
        _database().health_check_done = True


def remember_sign() -> None:
    """After a request: whether Django asked, and was answered."""
    now = time.monotonic()
    if _database().health_check_done and now - getattr(_asked, "at", -SPAN) >= SPAN:
        _asked.at = now


def _database() -> Any:
    return connections["default"]
