"""A steward says what a mailbox is for."""

from django.test import Client

from governance.models import Mailbox
from tests.cast import MAILBOX, Cast
from tests.ledger.reading import last
from tests.pages.conftest import SignIn

SENT = {"address": MAILBOX, "purpose": "Everything"}


def page() -> str:
    return f"/admin/governance/mailbox/{Mailbox.objects.get().pk}/change/"


def test_it_is_recorded_in_words(steward: Client) -> None:
    assert steward.post(page(), SENT).status_code == 302
    entry = last("mailbox.change")
    assert entry.facts == {"fields": ["purpose"]}
    assert entry.words == {"purpose": "nothing → Everything"}


def test_nobody_else_changes_one(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.officer).post(page(), SENT).status_code == 302
    assert not Mailbox.objects.get().purpose
