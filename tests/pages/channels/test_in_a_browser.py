"""The pages of channels, the public, the ledger and the reports in a real browser."""

import pytest

from governance.channels import acts as channels
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.pages.browsing import WIDTHS, Browse, holds

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_an_officer(browse: Browse, cast: Cast, width: int) -> None:
    approved = given.approved_channel(cast, name="X" * 60, platform="x", answers={"handle": "a"})
    live = given.live_channel(cast)
    hidden = given.suspended_channel(cast, platform="facebook", answers={"handle": "hiddenone"})
    done = {"what": "content", "details": "d" * 80, "where": "w" * 80, "evidence": "e" * 80}
    channels.record_takedown(hidden, by=cast.officer, today=TODAY, **done)
    page = browse(cast.officer, width)
    for path in (
        "/channels/",
        "/channels/?q=nothing",
        f"/channels/{approved.pk}",
        f"/channels/{approved.pk}/set-up",
        f"/channels/{live.pk}",
        f"/channels/{live.pk}/closing",
        f"/channels/{live.pk}/people",
        f"/channels/{live.pk}/correct",
        f"/channels/{live.pk}/handle",
        f"/plans/change/{live.pk}",
        f"/channels/{live.pk}/takedowns",
        f"/channels/{live.pk}/steps/suspend",
        f"/channels/{live.pk}/steps/retire",
        f"/channels/{hidden.pk}",
        f"/channels/{hidden.pk}/history",
        f"/channels/{hidden.pk}/suspended",
        "/reports/",
    ):
        holds(page, path)


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_everybody(browse: Browse, cast: Cast, width: int) -> None:
    given.live_channel(cast)
    page = browse(None, width)
    for path in (
        "/official/",
        "/official/print",
        "/official/check",
        "/official/check?q=instagram.com/childrenstherapies",
        f"/official/check?q=https://instagram.com/{'n' * 200}",
    ):
        holds(page, path)


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_an_auditor(browse: Browse, cast: Cast, width: int) -> None:
    given.live_channel(cast)
    page = browse(cast.auditor, width)
    for path in ("/ledger/", "/ledger/1", "/ledger/?act=grant"):
        holds(page, path)
    page.goto("/ledger/")
    page.get_by_role("button", name="Check the ledger").click()
    page.get_by_role("heading", name="The ledger is in order").wait_for()


def test_suspending_by_keyboard(browse: Browse, cast: Cast) -> None:
    channel = given.live_channel(cast)
    page = browse(cast.officer, 320)
    page.goto(f"/channels/{channel.pk}")
    page.get_by_role("button", name="Suspend it").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Somebody else has got in").focus()
    page.keyboard.press("Space")
    page.get_by_label("What has happened?").focus()
    page.keyboard.type("Adverts since Sunday.")
    page.get_by_role("button", name="Suspend it").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Instagram is unchanged. Now do this:").wait_for()
