"""The whole list as a file."""

import csv
import io
from typing import Any

import openpyxl
import orjson
import pytest
from django.test import Client

from governance.register.cells import unguarded
from governance.register.columns import COLUMNS, PUBLIC, names
from tests.api.conftest import BASE, Caller
from tests.api.test_channels import imported
from tests.cast import Cast

NAMES = [
    "=1+1",
    "-2",
    "@home",
    "+44",
    "'=quoted",
    "''-",
    "'plain",
    "'",
    'Comma, "quote"\nand line',
    "Ünï🦄",
]


@pytest.fixture
def channels(cast: Cast) -> list[str]:
    for number, name in enumerate(NAMES):
        imported(number, team=cast.team, name=name)
    imported(99, team=cast.other_team, name="Other")
    return NAMES[::-1]


def body(client: Client, path: str) -> bytes:
    response: Any = client.get(f"{BASE}/{path}")
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    return b"".join(response.streaming_content)


def test_csv(channels: list[str], anybody: Client, caller: Caller) -> None:
    rows = list(csv.reader(io.StringIO(body(anybody, "channels.csv?team=therapies").decode())))
    assert rows[0] == names(PUBLIC)
    assert [unguarded(row[1]) for row in rows[1:]] == channels
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    register = body(caller("register:read"), "channels.csv").decode()
    assert next(csv.reader(io.StringIO(register))) == names(COLUMNS)


def test_json_holds_the_documents_of_the_list(channels: list[str], anybody: Client) -> None:
    found = orjson.loads(body(anybody, "channels.json"))
    assert found == anybody.get(f"{BASE}/channels?page_size=200").json()["results"]
    assert orjson.loads(body(anybody, "channels.json?q=nowhere")) == []


def test_xlsx(channels: list[str], anybody: Client) -> None:
    book = openpyxl.load_workbook(io.BytesIO(body(anybody, "channels.xlsx?team=therapies")))
    rows = list(book.active.iter_rows(values_only=True))
    assert list(rows[0]) == names(PUBLIC)
    assert [unguarded(row[1]) for row in rows[1:]] == channels


@pytest.mark.parametrize("extension", ["csv", "json", "xlsx"])
def test_wrong_filter_is_named(cast: Cast, anybody: Client, extension: str) -> None:
    for query, named in (("team=nobody", "team"), ("page_size=1", "page_size"), ("x=1", "x")):
        refused = anybody.get(f"{BASE}/channels.{extension}?{query}")
        assert refused.status_code == 400
        assert list(refused.json()["errors"]) == [named]
    assert anybody.get(f"{BASE}/channels.{extension}?state=live").status_code == 401
    assert anybody.head(f"{BASE}/channels.{extension}").status_code == 200


def test_states_of_the_register(cast: Cast, caller: Caller) -> None:
    imported(1, team=cast.team, state="approved")
    program = caller("register:read")
    assert body(program, "channels.csv").count(b"\n") == 1
    assert body(program, "channels.csv?state=approved").count(b"\n") == 2
