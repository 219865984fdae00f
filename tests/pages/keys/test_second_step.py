"""Whoever has a channel's keys open reads that its second step is off, or can record it."""

from governance.access.second_step import record_off
from governance.models import Channel
from tests.cast import TODAY, Cast
from tests.pages.conftest import SignIn
from tests.pages.keys.conftest import at
from vault import grants

WISH = grants.Wish(reason="To look.")


def test_the_runbook_of_an_opening_says_it(cast: Cast, sign_in: SignIn, held: Channel) -> None:
    assert held.custodian is not None
    grant = grants.request(held.custodian, WISH, in_hours=True, by=cast.officer, today=TODAY)
    grants.approve(grant, by=cast.officer2, today=TODAY)
    officer, opening = sign_in(cast.officer), at(held, f"/openings/{grant.pk}")
    page = officer.get(opening).text
    assert f'href="/channels/{held.pk}/second-step/off"' in page
    record_off(held, by=cast.officer, today=TODAY, seen="No code was asked for.")
    page = officer.get(opening).text
    assert "Its second step of signing in has been off since 4 January 2027." in page
    assert f'href="/channels/{held.pk}/second-step/off"' not in page
