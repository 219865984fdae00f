"""Nobody gets in who was not invited: an invitation is an act, and its link lies nowhere."""

import re
from collections.abc import Iterator

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from governance.register import importing, reading
from ledger import outbox
from ledger.actors import OPERATOR
from ledger.models import Entry, Notice
from ledger.refusals import ForbiddenError, RefusedError
from people import forgotten, inviting
from people.models import User
from tests.cast import NOON, TODAY, Cast, person
from tests.ledger.reading import acts, last, told

EMAIL = "imported@riverside.invalid"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=True):
        yield


def known(email: str = EMAIL) -> User:
    return User.objects.create_user(email, name="Imported")


def ask_for_a_password(email: str) -> int:
    Client().post(reverse("account_reset_password"), {"email": email})
    forgotten.answer(now=timezone.now())
    return outbox.send_due(now=timezone.now())


def test_whoever_a_file_named_gets_no_letter_by_asking(cast: Cast) -> None:
    """The lead of an imported channel could sign in by “forgotten password”; so could a typo."""
    row = b"name,platform,handle,team,lead_email\nSleep,instagram,sleep,Sleep clinic," + (
        EMAIL.encode()
    )
    importing.run(reading.read(row), by=OPERATOR, today=TODAY)
    assert User.objects.get(email=EMAIL).name == EMAIL
    assert ask_for_a_password(EMAIL) == 0
    assert mail.outbox == []


def test_invited_people_and_those_who_signed_in_before_get_one(cast: Cast) -> None:
    invited, before = known(), known("sso@riverside.invalid")
    inviting.invite(invited, by=cast.steward, today=TODAY)
    User.objects.filter(pk=before.pk).update(last_login=NOON)
    Notice.objects.all().delete()
    for email in (EMAIL, before.email, cast.lead.email):
        assert ask_for_a_password(email) == 1


def test_no_password_is_set_by_a_link_of_somebody_let_go(cast: Cast) -> None:
    ask_for_a_password(cast.lead.email)
    (link,) = re.findall(r"http\S+", str(mail.outbox[0].body))
    User.objects.filter(pk=cast.lead.pk).update(is_active=False)
    assert "This link does not work" in Client().get(link, follow=True).text


def test_it_is_recorded_and_a_letter_is_owed(cast: Cast) -> None:
    inviting.invite(known(), by=cast.steward, today=TODAY)
    assert acts() == ["person.invite"]
    assert last("person.invite").actor == "Steward"
    assert told("invitation") == ["Imported"]


def test_the_link_is_made_when_it_is_sent(cast: Cast) -> None:
    inviting.invite(known(), by=cast.steward, today=TODAY)
    assert Notice.objects.get().context == {"actor": "Steward", "days": 7}
    outbox.send_due(now=timezone.now())
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([EMAIL], "You are invited to Keyholder")
    assert "http://testserver/accounts/invitation/" in str(sent.body)
    assert Notice.objects.get().context == {"actor": "Steward", "days": 7}


def test_stewards_and_operators_alone(cast: Cast) -> None:
    user = known()
    for by in cast.everybody.values():
        if by != cast.steward:
            with pytest.raises(ForbiddenError):
                inviting.invite(user, by=by, today=TODAY)
    inviting.invite(user, by=OPERATOR, today=TODAY)
    assert Entry.objects.filter(act="person.invite").count() == 1


def test_nobody_who_has_a_password_or_has_left(cast: Cast) -> None:
    with pytest.raises(RefusedError, match="a password already"):
        inviting.invite(cast.lead, by=cast.steward, today=TODAY)
    User.objects.filter(pk=known().pk).update(is_active=False)
    with pytest.raises(RefusedError, match="may not sign in"):
        inviting.invite(User.objects.get(email=EMAIL), by=cast.steward, today=TODAY)


def test_nobody_of_another_domain(cast: Cast, settings: Settings) -> None:
    settings.KEYHOLDER_MAIL_DOMAINS = ["riverside.example", ".nhs.example"]
    with pytest.raises(RefusedError, match="is no mail domain"):
        inviting.invite(known(), by=cast.steward, today=TODAY)
    inviting.invite(known("a@trust.nhs.example"), by=cast.steward, today=TODAY)
    inviting.invite(known("a@RIVERSIDE.example"), by=cast.steward, today=TODAY)


def test_an_operator_invites_by_a_command(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    known()
    call_command("invite", EMAIL.upper())
    assert EMAIL in capsys.readouterr().out
    assert told("invitation") == ["Imported"]
    with pytest.raises(CommandError, match="Nobody here"):
        call_command("invite", "nobody@riverside.invalid")
    with pytest.raises(CommandError, match="a password already"):
        call_command("invite", cast.lead.email)


def test_the_page_names_who_cannot_sign_in_yet(cast: Cast) -> None:
    user = known()
    client = Client()
    client.force_login(cast.steward, backend=BACKEND)
    page = client.get(reverse("invitations"))
    assert EMAIL in page.text
    assert cast.lead.email not in page.text
    answer = client.post(reverse("invite", args=[user.pk]), follow=True)
    assert f"An invitation goes to {EMAIL}." in answer.text
    assert "Invite again" in answer.text
    client.force_login(cast.officer, backend=BACKEND)
    assert client.get(reverse("invitations")).status_code == 403


def test_nobody_is_mailed_again_and_again(cast: Cast) -> None:
    """By somebody at many addresses."""
    sent = [ask_for_a_password(cast.lead.email) for _ in range(5)]
    assert sent == [1] * 5
    for last_part in range(20):
        Client(REMOTE_ADDR=f"203.0.113.{last_part}").post(
            reverse("account_reset_password"), {"email": cast.lead.email}
        )
        forgotten.answer(now=timezone.now())
    assert outbox.send_due(now=timezone.now()) == 0
    assert ask_for_a_password(person("another").email) == 1
