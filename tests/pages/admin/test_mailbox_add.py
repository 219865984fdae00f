"""A steward adds a mailbox that channels may be recovered by."""

from django.test import Client

from governance.models import Mailbox
from tests.cast import MAILBOX, Cast
from tests.ledger.reading import last
from tests.pages.conftest import SignIn

PAGE = "/admin/governance/mailbox/add/"
SENT = {"address": "b@riverside.invalid", "purpose": "Events"}


def test_it_is_on_the_list_and_recorded(steward: Client) -> None:
    assert steward.post(PAGE, SENT).status_code == 302
    assert Mailbox.objects.get(address="b@riverside.invalid").purpose == "Events"
    entry = last("mailbox.add")
    assert (entry.actor, entry.subject) == ("Steward", "b@riverside.invalid")
    assert entry.words["purpose"] == "nothing → Events"


def test_one_is_there_once(steward: Client) -> None:
    assert steward.post(PAGE, {"address": MAILBOX}).status_code == 200
    assert Mailbox.objects.count() == 1


def test_nobody_else_adds_one(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.officer).post(PAGE, SENT).status_code == 302
    assert Mailbox.objects.count() == 1
