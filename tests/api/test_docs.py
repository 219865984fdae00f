"""The schema, and the page that shows it."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from api.urls import urlpatterns
from tests.api.conftest import BASE


def test_schema_describes_every_route(anybody: Client) -> None:
    paths = anybody.get(f"{BASE}/schema").json()["paths"]
    plain = {path.removeprefix(f"{BASE}/").replace("{ident}", "<uuid:ident>") for path in paths}
    plain = {path.replace("{step}", "<str:step>") for path in plain}
    assert plain | {"schema", "docs"} == {str(each.pattern) for each in urlpatterns}


def test_schema_has_a_tag(anybody: Client) -> None:
    first = anybody.get(f"{BASE}/schema")
    again = anybody.get(f"{BASE}/schema", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.journey
def test_page_shows_the_calls_and_breaks_no_rule(live_server: Any, page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda each: complaints.append(each.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.goto(f"{live_server.url}{BASE}/docs")
    page.get_by_text("Is this account official?").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_placeholder("url").fill("https://x.com/nobody")
    page.get_by_role("button", name="Execute").click()
    page.get_by_text("not_listed").first.wait_for()
    assert complaints == []
