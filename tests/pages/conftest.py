"""The pages at noon of the cast's day, with everybody at their own browser."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from people.models import User
from tests.cast import NOON, Cast
from tests.pages.browsing import Browse

SignIn = Callable[[User], Client]


@pytest.fixture
def noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=True):
        yield


@pytest.fixture
def sign_in(noon: None, cast: Cast) -> SignIn:
    """A browser for somebody of the cast; a second call brings the same person again."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


@pytest.fixture
def browse(
    transactional_db: None, cast: Cast, sign_in: SignIn, live_server: Any, browser: Browser
) -> Iterator[Browse]:
    """A page of somebody, signed in unless nobody is named; addresses are relative."""

    contexts = []

    def opened(user: User | None, width: int) -> Page:
        size: Any = {"width": width, "height": 900}
        context = browser.new_context(viewport=size, base_url=live_server.url)
        contexts.append(context)
        if user is not None:
            session = sign_in(user).cookies[settings.SESSION_COOKIE_NAME].value
            cookie: Any = {"name": settings.SESSION_COOKIE_NAME, "value": session}
            context.add_cookies([cookie | {"url": live_server.url}])
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
