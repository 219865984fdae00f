"""Passwords that would be guessed, and how long it takes to see it."""

import contextlib
import time

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from pytest_django import Settings

from people.models import User
from people.passwords import LONGEST, HardToGuess

SOMEBODY = User(email="wilhelmina.underhill@riverside.invalid", name="Wilhelmina Underhill")


@pytest.mark.parametrize(
    "password",
    [
        "eleven char",
        "password1234",
        "P@ssw0rd2027!",
        "qwertyuiop[]",
        "iloveyou1234",
        "Wilhelmina1988!",
        "Underhill-wilhelmina",
        "riversidetrust2027",
        "Keyholder2027!",
        "aaaaaaaaaaaaaaaaaaaaaaaa",
        "123456789012345",
    ],
)
def test_refused(password: str, settings: Settings) -> None:
    settings.KEYHOLDER_ORGANISATION = "Riverside Trust"
    with pytest.raises(ValidationError):
        validate_password(password, SOMEBODY)


@pytest.mark.parametrize(
    "password", ["correct horse battery staple", "mTq7-vraX-93kd", "ein Satz von mir über Kühe"]
)
def test_taken(password: str) -> None:
    validate_password(password, SOMEBODY)


def test_without_a_person() -> None:
    """Django asks for the help text and for some pages has nobody."""
    HardToGuess().validate("correct horse battery staple")
    assert HardToGuess().get_help_text().endswith(".")


def test_what_is_very_long_takes_no_longer() -> None:
    began = time.monotonic()
    for letters in ("a", "pass@word", "4$a@", "ß\0\ud800"):
        with contextlib.suppress(ValidationError):
            validate_password(letters * 100_000, SOMEBODY)
    assert time.monotonic() - began < 10
    assert LONGEST < 72
