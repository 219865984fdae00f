"""Callers of the API, with and without tokens."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from api import recent
from governance import book
from people import tokens
from people.models import User

BASE = "/api/v1"
Caller = Callable[..., Client]


@pytest.fixture(autouse=True)
def fresh_process() -> Iterator[None]:
    """What a process keeps to itself is not carried from test to test."""
    book.forget()
    recent.forget()
    yield
    book.forget()


@pytest.fixture
def anybody() -> Client:
    return Client()


@pytest.fixture
def caller(db: None) -> Caller:
    """`caller("plans:write", person=user)`: a client that sends a token."""

    def make(*scopes: str, person: User | None = None) -> Client:
        _, text = tokens.issue("test", scopes=list(scopes), days=None, person=person)
        return Client(headers={"authorization": f"Api-Key {text}"})

    return make
