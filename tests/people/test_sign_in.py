"""When somebody last showed who they are, by something of our own."""

import datetime
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from people import sign_in
from people.adapters import MFAAdapter
from tests.cast import NOON, Cast
from vault.cipher import CannotOpen

MINUTE = datetime.timedelta(minutes=1)


def request(cast: Cast, *records: dict[str, Any]) -> Any:
    made = RequestFactory().get("/")
    made.user = cast.lead
    made.session = SessionStore()
    made.session["account_authentication_methods"] = list(records)
    made.session["account_authentication_methods_user"] = str(cast.lead.pk)
    sign_in.remember(None, made, cast.lead)
    return made


def record(method: str, minutes_ago: int) -> dict[str, Any]:
    return {"method": method, "at": (NOON - minutes_ago * MINUTE).timestamp()}


def test_the_latest_of_our_own_counts(cast: Cast) -> None:
    asked = request(cast, record("password", 9), record("password", 2), record("socialaccount", 1))
    assert sign_in.signed_in_at(asked) == NOON - 2 * MINUTE
    assert sign_in.is_fresh(asked, now=NOON, within=5 * MINUTE)


def test_single_sign_on_alone_is_never_fresh(cast: Cast) -> None:
    asked = request(cast, record("socialaccount", 0))
    assert sign_in.signed_in_at(asked) is None
    assert not sign_in.is_fresh(asked, now=NOON, within=5 * MINUTE)


@pytest.mark.parametrize("minutes_ago", [6, -1])
def test_neither_long_ago_nor_in_the_future(cast: Cast, minutes_ago: int) -> None:
    asked = request(cast, record("password", minutes_ago))
    assert not sign_in.is_fresh(asked, now=NOON, within=5 * MINUTE)


def test_another_persons_records_do_not_count(cast: Cast) -> None:
    asked = request(cast, record("password", 1))
    asked.user = cast.officer
    assert sign_in.signed_in_at(asked) is None


def test_second_steps_are_kept_sealed(cast: Cast) -> None:
    adapter = MFAAdapter()
    sealed = adapter.encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert adapter.encrypt("JBSWY3DPEHPK3PXP") != sealed
    assert adapter.decrypt(sealed) == "JBSWY3DPEHPK3PXP"
    with pytest.raises(CannotOpen):
        adapter.decrypt(sealed[:-6] + "AAAAAA")
