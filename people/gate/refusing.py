"""What somebody reads who must wait: for how long, and whom they can ring."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from ledger.days import moment_in_words

TOO_MANY = 429
REFUSED = "gate_refused"  # a template may ask the request for it
MINUTE = 60

_contact: list[Callable[[], str]] = [lambda: "the communications team"]


class NotYetError(ValidationError):
    """A form shows it as it shows what else is wrong, and keeps what was typed."""


def ring(contact: Callable[[], str]) -> None:
    """Said once, by the room that knows whom to ring."""
    _contact[:] = [contact]


def not_yet(
    request: HttpRequest, wait: datetime.timedelta, until: datetime.datetime
) -> NotYetError:
    seconds = max(1, math.ceil(wait.total_seconds()))
    said = f"Too many tries. {_when(seconds, until)} If you cannot wait, ring {_contact[0]()}."
    vars(request)[REFUSED] = said
    vars(request)["gate_seconds"] = seconds
    return NotYetError(said, code="not_yet")


def mark(request: HttpRequest, response: HttpResponse) -> None:
    """The page with the form stays what it is; programs hear that it is too early."""
    if REFUSED in vars(request):
        response.status_code = TOO_MANY
        # It is in our own log. Django would add the path, which may hold a link that still works.
        vars(response)["_has_been_logged"] = True
        response.headers["Retry-After"] = str(vars(request)["gate_seconds"])


def _when(seconds: int, until: datetime.datetime) -> str:
    if seconds < MINUTE:
        return f"You can try again in {seconds} second{'' if seconds == 1 else 's'}."
    minutes = math.ceil(seconds / MINUTE)
    whole = until.replace(second=0, microsecond=0)
    at = moment_in_words(whole if whole == until else whole + datetime.timedelta(minutes=1))
    span = f"{minutes} minute{'' if minutes == 1 else 's'}"
    return f"You can try again in {span}, from {at} on."
