"""When somebody last showed who they are, by something of our own: a password or a second step."""

import datetime

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

# Single sign-on alone says nothing of when the person was last there.
OUR_OWN = {"password", "mfa"}


def signed_in_at(request: HttpRequest) -> datetime.datetime | None:
    """The instant of the latest password or second step in this session; None without one."""
    moments = [
        record["at"]
        for record in get_authentication_records(request, request.user)
        if record.get("method") in OUR_OWN
    ]
    return datetime.datetime.fromtimestamp(max(moments), datetime.UTC) if moments else None


def showed_second_step(
    request: HttpRequest, *, now: datetime.datetime, within: datetime.timedelta
) -> bool:
    """Whether a second step was shown in this session, lately."""
    records = get_authentication_records(request, request.user)
    moments = [
        datetime.datetime.fromtimestamp(record["at"], datetime.UTC)
        for record in records
        if record.get("method") == "mfa"
    ]
    return any(datetime.timedelta(0) <= now - at <= within for at in moments)


def is_fresh(request: HttpRequest, *, now: datetime.datetime, within: datetime.timedelta) -> bool:
    at = signed_in_at(request)
    return at is not None and datetime.timedelta(0) <= now - at <= within
