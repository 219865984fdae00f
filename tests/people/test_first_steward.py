"""The first steward: by an operator at the command line, once, with an entry."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from ledger import verification
from ledger.models import Entry
from ledger.refusals import ForbiddenError
from people import appointments
from people.models import User
from people.roles import Role
from tests.cast import TODAY, Cast
from tests.ledger.reading import acts, last, told

EMAIL = "first@riverside.invalid"


@pytest.mark.django_db
def test_they_are_made_with_an_entry(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("first_steward", EMAIL, "--name", "First")
    made = User.objects.get()
    assert (made.email, made.name) == (EMAIL, "First")
    assert made.roles == {"steward"}
    assert not made.is_superuser
    assert not made.has_usable_password()
    assert "sends them an invitation" in capsys.readouterr().out
    assert told("invitation") == ["First"]
    assert acts() == ["person.first_steward", "person.invite"]
    entry = last("person.first_steward")
    assert (entry.actor, entry.subject) == ("an operator at the command line", "First")
    assert told("role_changed") == ["First"]
    assert verification.verify().in_order


@pytest.mark.django_db
def test_they_may_be_known_already() -> None:
    known = User.objects.create_user(EMAIL, "correct horse battery", name="Known")
    call_command("first_steward", EMAIL.upper())
    assert User.objects.get(pk=known.pk).holds(Role.STEWARD)


def test_there_is_one_first_steward(cast: Cast) -> None:
    with pytest.raises(CommandError, match="There is a steward already"):
        call_command("first_steward", EMAIL)
    assert not User.objects.filter(email=EMAIL).exists()


@pytest.mark.django_db
def test_an_address_that_is_none() -> None:
    with pytest.raises(CommandError, match="is not an e-mail address"):
        call_command("first_steward", "first")


@pytest.mark.django_db
def test_a_password_is_typed_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["short", "correct horse battery", "other", *["correct horse battery"] * 2])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    call_command("first_steward", EMAIL)
    assert User.objects.get().check_password("correct horse battery")
    assert told("invitation") == []


@pytest.mark.django_db
def test_an_address_of_another_domain(settings: Settings) -> None:
    settings.KEYHOLDER_MAIL_DOMAINS = ["example.org"]
    with pytest.raises(CommandError, match="no mail domain of the organisation"):
        call_command("first_steward", EMAIL)


def test_nobody_on_a_page_makes_one(cast: Cast) -> None:
    for by in cast.everybody.values():
        with pytest.raises(ForbiddenError):
            appointments.first_steward(cast.member, by=by, today=TODAY)


@pytest.mark.django_db
def test_django_makes_no_superuser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "correct horse battery staple")
    given: dict[str, Any] = {"email": EMAIL, "name": "First"}
    with pytest.raises(CommandError, match="first_steward"):
        call_command("createsuperuser", "--noinput", **given)
    assert not hasattr(User.objects, "create_superuser")
    assert not User.objects.exists()
    assert not Entry.objects.exists()
