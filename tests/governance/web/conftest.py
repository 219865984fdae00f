"""The pages at noon of the cast's day, and a request that no page has been asked with yet."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import get_resolver

from people.models import User
from tests.pages.conftest import SignIn, noon, sign_in

__all__ = ["SignIn", "asked_by", "noon", "sign_in"]


@pytest.fixture(autouse=True)
def doors_are_made() -> None:
    """Pages say what they open where they are made."""
    assert get_resolver().url_patterns


def asked_by(user: User) -> Any:
    """As much of a request as what pages share asks for."""
    return SimpleNamespace(user=user)
