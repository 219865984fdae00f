"""A browser for each person of a journey, on days that the journey chooses."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Browser

from governance import book
from people.models import User
from tests import engines
from tests.cast import NOON
from tests.journeys.somebody import Seen, Somebody

DESK = (1280, 900)
PHONE = (320, 640)

Arrive = Callable[..., Somebody]
Travel = Callable[[datetime.datetime], None]


@pytest.fixture
def travel() -> Iterator[Travel]:
    """The clock of the server goes on from noon of the cast's day, until a journey says another."""
    with engines.clock_of_the_test(), time_machine.travel(NOON, tick=True) as traveller:
        yield traveller.move_to


@pytest.fixture(scope="session")
def seen() -> Seen:
    return Seen()


@pytest.fixture
def arrive(
    travel: Travel,
    live_server: Any,
    browser: Browser,
    seen: Seen,
    settings: Any,
) -> Iterator[Arrive]:
    """`arrive(user)`: somebody at a desk; `screen=PHONE`: with a phone in the hand."""
    # The browser keeps the real day, so no cookie may say when it ends.
    settings.CSRF_COOKIE_AGE = None
    settings.SESSION_EXPIRE_AT_BROWSER_CLOSE = True
    book.forget()
    arrived: list[Somebody] = []

    def arriving(
        user: User | None = None, *, screen: tuple[int, int] = DESK, by_form: bool = False
    ) -> Somebody:
        size: Any = {"width": screen[0], "height": screen[1]}
        context = browser.new_context(viewport=size, base_url=live_server.url)
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
        person = Somebody(context, user, seen, live_server.url)
        arrived.append(person)
        if user is not None:
            person.signs_in() if by_form else person.is_signed_in()
        return person

    yield arriving
    for person in arrived:
        person.has_nothing_to_complain_of()
        person.context.close()
