"""Forgotten passwords: one answer for everybody, and a link that lies nowhere."""

import datetime
import re
import time
from collections.abc import Iterator

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from ledger import outbox
from ledger.models import Notice
from people import forgotten
from people.adapters import AccountAdapter
from people.models import PasswordAsked, User
from tests import mail_server
from tests.cast import NOON, Cast

PAGE = "account_reset_password"


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=True):
        yield


def ask(email: str) -> tuple[int, str, bytes]:
    answer = Client().post(reverse(PAGE), {"email": email})
    return answer.status_code, answer.headers.get("Location", ""), answer.content


def sweep() -> int:
    forgotten.answer(now=timezone.now())
    return outbox.send_due(now=timezone.now())


def test_known_or_not_the_page_does_the_same(cast: Cast, settings: Settings) -> None:
    """It looks nobody up, and it sends nothing while somebody waits, even to a silent server."""
    with mail_server.running(mail_server.Silent) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address[:2]
        began = time.monotonic()
        known, unknown = ask(cast.lead.email), ask("nobody@riverside.invalid")
        assert time.monotonic() - began < mail_server.PATIENCE / 3
        assert known == unknown
        assert known[:2] == (302, reverse("account_reset_password_done"))
        assert server.lines == 0
    asked = PasswordAsked.objects.values_list("email", flat=True)
    assert list(asked) == [cast.lead.email, "nobody@riverside.invalid"]
    assert not Notice.objects.exists()


def test_whoever_is_known_gets_a_link_that_works(cast: Cast) -> None:
    ask(cast.lead.email.upper())
    ask("nobody@riverside.invalid")
    assert sweep() == 1
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([cast.lead.email], "Choose a new password")
    assert not PasswordAsked.objects.exists()
    (link,) = re.findall(r"http\S+", str(sent.body))
    assert link.startswith("http://testserver/accounts/password/reset/key/")
    page = Client().get(link, follow=True).content.decode()
    assert "Save my password" in page


def test_the_link_never_lies_in_the_database(cast: Cast) -> None:
    ask(cast.lead.email)
    forgotten.answer(now=timezone.now())
    assert Notice.objects.get().context == {}
    outbox.send_due(now=timezone.now())
    assert Notice.objects.get().context == {}


def test_who_asks_again_and_again_gets_one_letter(cast: Cast) -> None:
    for _ in range(3):
        ask(cast.lead.email)
    assert sweep() == 1


def test_nobody_gets_a_link_who_may_not_sign_in(cast: Cast) -> None:
    User.objects.filter(pk=cast.lead.pk).update(is_active=False)
    ask(cast.lead.email)
    assert sweep() == 0
    assert not Notice.objects.exists()


def test_what_was_asked_long_ago_is_forgotten(cast: Cast) -> None:
    ask(cast.lead.email)
    later = timezone.now() + datetime.timedelta(hours=3)
    assert forgotten.answer(now=later) == 0
    assert not PasswordAsked.objects.exists()


def test_a_link_works_for_two_hours(cast: Cast) -> None:
    ask(cast.lead.email)
    sweep()
    (link,) = re.findall(r"http\S+", str(mail.outbox[0].body))
    with time_machine.travel(NOON + datetime.timedelta(hours=3)):
        assert "This link does not work" in Client().get(link, follow=True).content.decode()


def test_no_page_can_send_a_mail(cast: Cast) -> None:
    with pytest.raises(NotImplementedError, match="no letter of the outbox"):
        AccountAdapter().send_mail("account/email/password_changed", cast.lead.email, {})
