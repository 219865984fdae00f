"""A database that has just answered is not asked whether it can answer."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

from api import liveness

database: Any = connections["default"]


@pytest.fixture(autouse=True)
def as_it_was(db: None) -> Iterator[None]:
    liveness.forget()
    done = database.health_check_done
    yield
    database.health_check_done = done
    liveness.forget()


def sign_is_asked() -> bool:
    database.health_check_done = False  # as Django does between two requests
    liveness.trust_recent_sign()
    return not database.health_check_done


def test_sign_is_asked_once_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("api.liveness.now", lambda: now)
    assert sign_is_asked()
    database.health_check_done = True  # Django asked, and was answered
    liveness.remember_sign()
    now += liveness.SPAN / 2
    assert not sign_is_asked()
    now += liveness.SPAN
    liveness.remember_sign()  # which was trust, and no answer
    assert sign_is_asked()


def test_request_that_asked_nothing_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.liveness.now", lambda: 100.0)
    assert sign_is_asked()
    liveness.remember_sign()
    assert sign_is_asked()
