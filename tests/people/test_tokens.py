"""Tokens: shown once, kept as a hash, for a scope, a time and perhaps a person."""

import datetime

import pytest
import time_machine
from django.core.management import CommandError, call_command

from people import tokens
from people.models import Token
from tests.cast import NOON, Cast


def test_a_token_is_found_by_its_text_alone(cast: Cast) -> None:
    token, text = tokens.issue("Intranet", scopes=["register:read"], days=None, person=None)
    found = tokens.find(text)
    assert found is not None
    assert found.pk == token.pk
    assert tokens.find(text[:-1] + ("a" if text[-1] != "a" else "b")) is None
    assert tokens.find("no token at all") is None
    assert not Token.objects.filter(hashed_key__contains=text.partition(".")[2]).exists()


def test_names_may_repeat(cast: Cast) -> None:
    texts = {tokens.issue("Same", scopes=["channels:read"], days=1, person=None)[1] for _ in "ab"}
    assert len(texts) == 2


def test_a_token_ends(cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        _, text = tokens.issue("Short", scopes=["ledger:read"], days=1, person=None)
        assert tokens.find(text) is not None
        clock.shift(datetime.timedelta(days=1, minutes=1))
        assert tokens.find(text) is None


def test_a_token_of_somebody_who_left_is_no_token(cast: Cast) -> None:
    _, text = tokens.issue("Hers", scopes=["plans:write"], days=None, person=cast.lead)
    cast.lead.is_active = False
    cast.lead.save()
    assert tokens.find(text) is None


@pytest.mark.parametrize(
    ("name", "scopes", "days"),
    [
        ("x", [], None),
        ("x", ["everything"], None),
        ("x", ["plans:write"], None),
        (" ", ["channels:read"], None),
        ("x" * 101, ["channels:read"], None),
        ("x", ["channels:read"], 0),
        ("x", ["channels:read"], 4000),
    ],
    ids=["no scope", "all", "nobody's", "no name", "a long name", "no days", "too many days"],
)
def test_what_cannot_be_issued(cast: Cast, name: str, scopes: list[str], days: int | None) -> None:
    with pytest.raises(tokens.TokenRequestError):
        tokens.issue(name, scopes=scopes, days=days, person=None)


def test_the_command_prints_the_token_alone_on_the_last_line(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("issue_token", "Feed", "--scope", "plans:write", "--for", cast.lead.email.upper())
    found = tokens.find(capsys.readouterr().out.splitlines()[-1])
    assert found is not None
    assert found.person == cast.lead


def test_the_command_says_how_long_it_is_valid(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    with time_machine.travel(NOON, tick=False):
        call_command("issue_token", "Feed", "--scope", "channels:read", "--days", "1")
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith("Feed: channels:read, until 05 January 2027.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["plans:write", "--for", "no@one.invalid"], "Nobody active"),
        (["plans:write"], "is issued for a person"),
        (["channels:read", "--days", "0"], "1 to 3,650 days"),
    ],
    ids=["nobody", "for nobody", "no days"],
)
def test_the_command_says_why_not(cast: Cast, words: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("issue_token", "x", "--scope", *words)
    assert not Token.objects.exists()
