"""Signing in, waiting and being invited, in a real browser: accessible, and narrow as a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from people import inviting
from people.models import User
from tests.accessibility import broken
from tests.cast import TODAY, Cast
from tests.pages.browsing import WIDTHS, Browse, holds

pytestmark = pytest.mark.journey
NARROW = 320
NEW = "somebody.with.a.rather.long.name.indeed@childrens-therapies.riverside.invalid"


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_who_must_wait_is_told_for_how_long(browse: Browse, cast: Cast) -> None:
    page = browse(None, NARROW)
    page.goto(reverse("account_login"))
    for _ in range(9):
        page.get_by_label("Email").fill(cast.lead.email)
        page.get_by_label("Password", exact=True).fill("a wrong guess")
        with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
            page.get_by_role("button", name="Sign in").click()
        if answer.value.status == 429:
            break
    problem = page.get_by_role("alert")
    assert "You can try again in" in problem.inner_text()
    assert "ring the communications team" in problem.inner_text()
    assert page.get_by_label("Email").input_value() == cast.lead.email
    assert page.get_by_label("Password", exact=True).input_value() == ""
    assert broken(page) == []
    assert fits(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_inviting_and_being_invited(browse: Browse, cast: Cast, width: int) -> None:
    user = User.objects.create_user(NEW, name=NEW)
    page = browse(cast.steward, width)
    holds(page, reverse("invitations"))
    holds(page, reverse("invite", args=[user.pk]))
    inviting.invite(user, by=cast.steward, today=TODAY)
    invited = browse(None, width)
    holds(invited, reverse("invitation", args=[inviting.token(User.objects.get(pk=user.pk))]))
    invited.get_by_label("Password", exact=True).fill("password1234")
    invited.get_by_label("Password (again)").fill("password1234")
    invited.get_by_role("button", name="Save my password").click()
    assert "too common" in invited.get_by_role("alert").inner_text()
    assert broken(invited) == []
    assert fits(invited)


def test_a_dead_invitation(browse: Browse, cast: Cast) -> None:
    page = browse(None, NARROW)
    page.goto(reverse("invitation", args=["x"]))
    assert page.get_by_role("heading", level=1).inner_text() == "This invitation does not work"
    assert broken(page) == []
    assert fits(page)
