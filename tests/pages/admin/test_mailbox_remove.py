"""A steward takes a mailbox off the list; channels keep what they were given."""

import pytest
from django.test import Client

from governance.models import Mailbox
from ledger import verification
from tests import cast as given
from tests.cast import MAILBOX, Cast
from tests.ledger.reading import last
from tests.pages.conftest import SignIn


@pytest.fixture
def at(cast: Cast) -> str:
    return f"/admin/governance/mailbox/{Mailbox.objects.get().pk}/delete/"


def test_it_is_gone_and_recorded(steward: Client, at: str) -> None:
    assert "Are you sure" in steward.get(at).text
    assert steward.post(at, {"post": "yes"}).status_code == 302
    assert not Mailbox.objects.exists()
    assert last("mailbox.remove").subject == MAILBOX
    assert verification.verify().in_order


def test_channels_keep_theirs(cast: Cast, steward: Client, at: str) -> None:
    channel = given.approved_channel(cast)
    steward.post(at, {"post": "yes"})
    channel.refresh_from_db()
    assert channel.recovery_mailbox == MAILBOX


def test_nobody_else_removes_one(cast: Cast, sign_in: SignIn, at: str) -> None:
    assert sign_in(cast.officer).post(at, {"post": "yes"}).status_code == 302
    assert Mailbox.objects.exists()
