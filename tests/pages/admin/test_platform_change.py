"""A steward changes a platform: rules that could not be followed are refused."""

import pytest
from django.test import Client

from governance.models import Platform
from ledger.models import Entry
from tests import cast as given
from tests.cast import Cast
from tests.ledger.reading import last
from tests.pages.admin.forms import platform
from tests.pages.conftest import SignIn


@pytest.fixture
def x(cast: Cast) -> Platform:
    return Platform.objects.get(slug="x")


@pytest.fixture
def at(x: Platform) -> str:
    return f"/admin/governance/platform/{x.pk}/change/"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("hosts", '["not a host"]', "is not a host"),
        ("patterns", '[{"path": "/(?P<handle>.*"}]', "attern 1"),
        ("patterns", "{", "Enter a valid JSON."),
        ("patterns", "null", "atterns"),
        ("reserved", '["\\u0000"]', "Remove the invisible characters."),
        ("url_template", "http://x", "https://"),
    ],
    ids=["no host", "no pattern", "no JSON", "nothing", "invisible", "not https"],
)
def test_wrong_rules(steward: Client, at: str, field: str, value: str, said: str) -> None:
    sent = platform(Platform.objects.get(slug="x"))
    answer = steward.post(at, sent | {field: value})
    assert answer.status_code == 200
    assert said in answer.text
    assert not Entry.objects.filter(act="platform.change").exists()


def test_it_is_closed(steward: Client, x: Platform, at: str) -> None:
    sent = platform(x)
    sent.pop("active")
    assert steward.post(at, sent).status_code == 302
    assert not Platform.objects.get(slug="x").active
    assert last("platform.change").words["active"] == "True → False"


def test_programs_filter_by_its_slug_so_it_stays(steward: Client, x: Platform, at: str) -> None:
    steward.post(at, platform(x) | {"slug": "twitter", "name": "X, once Twitter"})
    assert Platform.objects.get(pk=x.pk).slug == "x"


def test_what_its_channels_owe_is_called_by_its_new_name(cast: Cast, steward: Client) -> None:
    channel = given.live_channel(cast)
    at = f"/admin/governance/platform/{channel.platform.pk}/change/"
    steward.post(at, platform(channel.platform) | {"name": "Instaphoto"})
    open_now = channel.obligations.filter(discharged_on=None).exclude(kind="review")
    owed = set(open_now.values_list("about", flat=True))
    assert owed == {"Children's Therapies on Instaphoto"}


def test_nobody_else_changes_one(cast: Cast, sign_in: SignIn, x: Platform, at: str) -> None:
    assert sign_in(cast.officer).post(at, platform(x) | {"name": "Y"}).status_code == 302
    assert Platform.objects.get(pk=x.pk).name == x.name
