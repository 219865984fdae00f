"""`manage.py ledger`: checked, written out for auditors, and a key for a new installation."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.cast import TODAY, Cast
from tests.ledger.trying import renamed
from vault.models import Custodian


@pytest.fixture
def entry(thing: Custodian, cast: Cast) -> None:
    renamed()(thing, by=cast.lead, today=TODAY)


def run(do: str) -> str:
    out = StringIO()
    call_command("ledger", do, stdout=out)
    return out.getvalue()


def test_verify_counts_what_is_in_order(entry: None) -> None:
    assert run("verify") == "1 entries, all in order.\n"


def test_export_is_a_line_an_entry(entry: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("ledger", "export")
    [line] = capsys.readouterr().out.splitlines()
    assert json.loads(line)["act"] == "custodian.try"


def test_make_key_makes_it_once(tmp_path: Path, settings: Settings) -> None:
    settings.KEYHOLDER_LEDGER_KEY_FILE = str(tmp_path / "ledger.key")
    assert run("make-key") == f"Made {tmp_path / 'ledger.key'}.\n"
    assert run("make-key") == f"{tmp_path / 'ledger.key'} is there already.\n"


def test_it_does_nothing_else() -> None:
    with pytest.raises(CommandError, match="invalid choice"):
        run("erase")
