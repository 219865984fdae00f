"""The pages of a plan in a real browser: no rule of accessibility broken, and narrow as a phone."""

import pytest

from governance.plans import consultations
from tests.accessibility import broken
from tests.cast import TODAY, Cast, draft, policy, submitted, under_consideration
from tests.pages.browsing import WIDTHS, Browse, holds

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_a_team(browse: Browse, cast: Cast, width: int) -> None:
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
def test_pages_of_an_officer(browse: Browse, cast: Cast, width: int) -> None:
    plan, asked = under_consideration(cast), draft(cast, name="Sleep")
    consultations.ask(asked, by=cast.lead, today=TODAY, question="May we?")
    page = browse(cast.officer, width)
    for path in (
        "/",
        "/plans/",
        f"/plans/{plan.pk}",
        f"/plans/{plan.pk}/steps/approve",
        "/plans/?state=in_hand",
        "/plans/talks/record",
        "/plans/talks/begin",
        f"/plans/{asked.pk}/consultation/record",
        "/policy/publish",
    ):
        holds(page, path)


def test_refused_submit_leads_to_what_is_missing(browse: Browse, cast: Cast) -> None:
    page = browse(cast.lead, 1280)
    page.goto(f"/plans/{draft(cast).pk}/check")
    page.get_by_role("button", name="Submit the plan").click()
    page.get_by_role("alert").get_by_role("link", name="No consultation").click()
    assert page.url.endswith("#consultation")
    assert broken(page) == []
