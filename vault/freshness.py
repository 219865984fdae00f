"""Owns how old a sign-in may be for an act that opens keys."""

from datetime import datetime, timedelta

from ledger.refusals import RefusedError

FRESH = timedelta(minutes=5)
FRESH_FOR_FURTHER_FIELDS = timedelta(minutes=15)
_SKEW = timedelta(minutes=1)

SIGN_IN_AGAIN = "Sign in again: your last sign-in is too long ago for opening keys."


def check(signed_in_at: datetime, *, now: datetime, further: bool = False) -> None:
    """A sign-in in the future is no sign-in."""
    age = now - signed_in_at
    if not -_SKEW <= age <= (FRESH_FOR_FURTHER_FIELDS if further else FRESH):
        raise RefusedError(SIGN_IN_AGAIN)
