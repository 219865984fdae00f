"""The register as a file for a spreadsheet."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from tests import cast as given
from tests.cast import Cast
from tests.pages.conftest import SignIn


def rows(client: Client, query: str = "") -> list[dict[str, str]]:
    answer: Any = client.get(f"/channels/export.csv?{query}")
    assert answer["Content-Disposition"] == 'attachment; filename="channels.csv"'
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_visitor_is_asked_to_sign_in(cast: Cast) -> None:
    assert Client().get("/channels/export.csv").status_code == 302


@pytest.mark.parametrize(("query", "many"), [("", 2), ("state=live", 1), ("q=nothing", 0)])
def test_filters(cast: Cast, sign_in: SignIn, query: str, many: int) -> None:
    given.live_channel(cast)
    given.approved_channel(cast, name="Other", platform="x", answers={"handle": "other"})
    assert len(rows(sign_in(cast.member), query)) == many


def test_cells_are_never_run(cast: Cast, sign_in: SignIn) -> None:
    given.approved_channel(cast, name="=1+1")
    assert rows(sign_in(cast.member))[0]["name"] == "'=1+1"


def test_bad_filter_leads_to_the_page_that_says_so(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.member).get("/channels/export.csv?state=gone")
    assert answer.headers["Location"] == "/channels/?state=gone"


def test_page_leads_to_the_same_list(cast: Cast, sign_in: SignIn) -> None:
    given.live_channel(cast)
    page = sign_in(cast.member).get("/channels/?state=live&cursor_was=x&q=therap").text
    assert 'href="/channels/export.csv?q=therap&amp;state=live"' in page
