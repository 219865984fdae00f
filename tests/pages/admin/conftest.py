"""A steward at the admin."""

import pytest
from django.test import Client

from tests.cast import Cast
from tests.pages.conftest import SignIn


@pytest.fixture
def steward(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.steward)
