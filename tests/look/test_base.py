"""The base page, its themes, and what the header offers."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.template.backends.jinja2 import Jinja2

from config.jinja import day, moment
from config.navigation import FOOTER, HEADER, navigation

ERRORS = [400, 403, 404, 409, 429, 500]


@pytest.mark.parametrize("status", ERRORS)
def test_error_page(jinja: Jinja2, visit: HttpRequest, theme: str, status: int) -> None:
    page = jinja.get_template(f"errors/{status}.jinja").render({"detail": "<b>"}, visit)
    assert "<h1" in page
    assert "<b>" not in page
    assert f"nhsuk/{theme}.css" in page


def test_error_page_without_a_person(jinja: Jinja2, rf: object) -> None:
    assert "<h1" in jinja.get_template("errors/500.jinja").render({})
    assert "<h1" in jinja.get_template("errors/404.jinja").render({})


def test_nothing_comes_from_elsewhere(jinja: Jinja2, visit: HttpRequest) -> None:
    page = jinja.get_template("errors/404.jinja").render({}, visit)
    for address in re.findall(r'(?:src|href)="([^"]*)"', page):
        assert address.startswith(("/", "#"))
        if address.startswith(settings.STATIC_URL):
            assert finders.find(address.removeprefix(settings.STATIC_URL))


def test_only_the_nhs_theme_shows_the_identity(
    jinja: Jinja2, visit: HttpRequest, theme: str
) -> None:
    page = jinja.get_template("errors/404.jinja").render({}, visit)
    logo = 'aria-label="NHS"' in page and "nhs-favicon.svg" in page
    assert logo == (theme == "nhs")
    if theme == "neutral":
        assert not re.search(r"\bNHS\b", page)


@pytest.mark.parametrize("name", ["neutral", "nhs"])
def test_styles_name_only_files_that_are_here(name: str) -> None:
    folder = Path(str(finders.find("nhsuk/LICENCE"))).parent
    styles = (folder / f"{name}.css").read_text()
    assert "@font-face" not in styles
    for address in re.findall(r'url\("?([^")]+)"?\)', styles):
        assert address.startswith("data:") or (folder / address).is_file()


def test_visitor_is_offered_what_is_public(visit: HttpRequest) -> None:
    offered = {item["href"] for item in navigation(visit) + navigation(visit, "footer")}
    assert offered <= {"/official/", "/official/check", "/accessibility", "/api/v1/docs"}


def test_every_item_is_for_somebody() -> None:
    assert len({item.path for item in HEADER}) == len(HEADER)
    assert all(callable(item.who) for item in HEADER + FOOTER)


def test_days_and_moments() -> None:
    assert day(date(2027, 1, 4)) == "4 January 2027"
    assert day(datetime(2027, 7, 3, 23, 30, tzinfo=UTC)) == "4 July 2027"
    assert moment(datetime(2027, 7, 4, 13, 5, tzinfo=UTC)) == "4 July 2027 at 2:05pm"
    assert moment(datetime(2027, 1, 4, 0, 0, tzinfo=UTC)) == "4 January 2027 at 12:00am"
    assert moment(datetime(2027, 1, 4, 12, 0, tzinfo=UTC)) == "4 January 2027 at 12:00pm"
    assert day(None) == moment(None) == ""
