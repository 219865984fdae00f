"""The pages of a plan in a real browser: no rule of accessibility broken, and narrow as a phone."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Page

from governance import consultations
from people.models import User
from tests.cast import TODAY, Cast, draft, policy, submitted, under_consideration
from tests.pages.conftest import SignIn

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
WIDTHS = (1280, 320)

pytestmark = pytest.mark.journey


@pytest.fixture
def browse(
    transactional_db: None, cast: Cast, sign_in: SignIn, live_server: Any, browser: Browser
) -> Callable[[User, int], Page]:
    """A page of somebody who is signed in, so and so wide; addresses are relative."""

    def opened(user: User, width: int) -> Page:
        size: Any = {"width": width, "height": 900}
        context = browser.new_context(viewport=size, base_url=live_server.url)
        session = sign_in(user).cookies[settings.SESSION_COOKIE_NAME].value
        cookie: Any = {"name": settings.SESSION_COOKIE_NAME, "value": session}
        context.add_cookies([cookie | {"url": live_server.url}])
        return context.new_page()

    return opened


def holds(page: Page, path: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200, path
    broken = Axe().run(page, options=RULES).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in broken] == [], path
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= page.viewport_size["width"], path  # type: ignore[index]  # it was given one
    assert complaints == [], path


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_a_team(browse: Callable[[User, int], Page], cast: Cast, width: int) -> None:
    policy(cast)
    plan, sent = draft(cast), submitted(cast, name="Sleep", answers={"handle": "sleep"})
    page = browse(cast.lead, width)
    here = f"/plans/{plan.pk}"
    questions = [f"{here}/questions/{name}" for name in ("reason", "administrators", "ends_on")]
    for path in (
        "/",
        "/policy/",
        "/accessibility",
        "/plans/",
        "/plans/start",
        here,
        *questions,
        f"{here}/check",
        f"{here}/consultation",
        f"/plans/{sent.pk}",
        f"/plans/{sent.pk}/submitted",
    ):
        holds(page, path)


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_an_officer(browse: Callable[[User, int], Page], cast: Cast, width: int) -> None:
    plan, asked = under_consideration(cast), draft(cast, name="Sleep")
    consultations.ask(asked, by=cast.lead, today=TODAY, question="May we?")
    page = browse(cast.officer, width)
    for path in (
        "/",
        "/plans/",
        f"/plans/{plan.pk}",
        f"/plans/{plan.pk}/steps/approve",
        f"/plans/{asked.pk}/consultation/record",
        "/policy/publish",
    ):
        holds(page, path)


def test_refused_submit_leads_to_what_is_missing(
    browse: Callable[[User, int], Page], cast: Cast
) -> None:
    page = browse(cast.lead, 1280)
    page.goto(f"/plans/{draft(cast).pk}/check")
    page.get_by_role("button", name="Submit the plan").click()
    page.get_by_role("alert").get_by_role("link", name="No consultation").click()
    assert page.url.endswith("#consultation")
    assert Axe().run(page, options=RULES).response["violations"] == []
