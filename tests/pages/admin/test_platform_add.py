"""A steward adds a platform: its addresses are data, and data that works."""

from typing import Any

import pytest
from django.test import Client

from governance.models import Platform
from tests.cast import Cast
from tests.ledger.reading import last
from tests.pages.admin.forms import platform
from tests.pages.conftest import SignIn

PAGE = "/admin/governance/platform/add/"


@pytest.fixture
def sent(cast: Cast) -> dict[str, Any]:
    """As X, under other names."""
    facts = platform(Platform.objects.get(slug="x"))
    moved = {name: value.replace("x.com", "y.example") for name, value in facts.items()}
    return moved | {"name": "Y", "slug": "y", "hosts": '["y.example"]', "aliases": "[]"}


def test_it_is_recorded(steward: Client, sent: dict[str, Any]) -> None:
    assert steward.post(PAGE, sent).status_code == 302
    made = Platform.objects.get(slug="y")
    assert made.hosts == ["y.example"]
    entry = last("platform.add")
    assert (entry.subject, entry.words["slug"]) == ("Y", "nothing → y")


@pytest.mark.parametrize(
    "wrong",
    [{"slug": "x"}, {"url_template": "https://x.com/{handle}"}, {"hosts": "[]"}],
    ids=["a slug twice", "addresses of another", "no host"],
)
def test_what_makes_no_platform(
    steward: Client, sent: dict[str, Any], wrong: dict[str, str]
) -> None:
    assert steward.post(PAGE, sent | wrong).status_code == 200
    assert not Platform.objects.filter(name="Y").exists()


def test_nobody_else_adds_one(cast: Cast, sign_in: SignIn, sent: dict[str, Any]) -> None:
    assert sign_in(cast.officer).post(PAGE, sent).status_code == 302
    assert not Platform.objects.filter(slug="y").exists()
