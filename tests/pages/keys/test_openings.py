"""The page of an opening: its fields one at a time, and what stands in the way."""

import datetime
import html

import pytest
import time_machine
from django.test import Client, override_settings

from governance.access import acts as access
from governance.keys import acts as keys_acts
from governance.keys.owed import account_page
from governance.models import Channel, Obligation
from governance.obligations.kinds import KINDS
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.pages.keys.conftest import page_of
from tests.pages.keys.test_night import NIGHT, ask, show, signed_in
from vault import rotations
from vault.models import Grant
from vault.secret import expose_text


@pytest.fixture
def opened(cast: Cast, live: Channel) -> Grant:
    """The officer's, opened at night."""
    with time_machine.travel(NIGHT, tick=False):
        ask(signed_in(cast.officer), live)
    return Grant.objects.get()


@time_machine.travel(NIGHT, tick=False)
def test_field_that_is_not_held(cast: Cast, live: Channel, opened: Grant) -> None:
    answer = show(signed_in(cast.officer), opened, live, "notes")
    assert answer.status_code == 409
    assert "This is not possible now" in answer.text


@time_machine.travel(NIGHT, tick=False)
def test_vault_that_is_away(cast: Cast, live: Channel, opened: Grant) -> None:
    officer = signed_in(cast.officer)
    with override_settings(KEYHOLDER_MASTER_KEY_PROVIDER="away"):
        answer = show(officer, opened, live, "password")
    assert answer.status_code == 503


def test_first_field_wants_a_sign_in_of_the_last_five_minutes(
    cast: Cast, live: Channel, opened: Grant
) -> None:
    with time_machine.travel(NIGHT, tick=False) as clock:
        officer = signed_in(cast.officer)
        clock.shift(datetime.timedelta(minutes=6))
        answer = show(officer, opened, live, "password")
        assert answer.headers["Location"].startswith("/accounts/afresh/")


@time_machine.travel(NIGHT, tick=False)
def test_each_sees_their_own_openings_and_deciders_all(
    cast: Cast, live: Channel, opened: Grant
) -> None:
    given.on_duty(cast.on_call, NIGHT)
    on_call, head = signed_in(cast.on_call), signed_in(cast.head)
    theirs = page_of(live, "opening", opened.pk)
    assert theirs in head.get(page_of(live, "channel-keys")).text
    assert theirs not in on_call.get(page_of(live, "channel-keys")).text
    ask(on_call, live)
    own = page_of(live, "opening", Grant.objects.get(person=cast.on_call).pk)
    assert own in on_call.get(page_of(live, "channel-keys")).text


@time_machine.travel(NIGHT, tick=False)
def test_single_sign_on_alone_shows_nothing(cast: Cast, live: Channel, opened: Grant) -> None:
    client = Client()
    client.force_login(cast.officer)
    answer = show(client, opened, live, "password")
    assert answer.headers["Location"].startswith("/accounts/afresh/")


@time_machine.travel(NIGHT, tick=False)
def test_proposed_password_is_shown_beside_the_old(
    cast: Cast, live: Channel, opened: Grant
) -> None:
    new = given.keys()["password"]
    assert live.custodian is not None
    rotations.propose(live.custodian, {"password": new}, by=cast.officer, today=TODAY)
    officer = signed_in(cast.officer)
    assert "Show: the proposed password" in officer.get(page_of(live, "opening", opened.pk)).text
    shown = show(officer, opened, live, "password", proposed="1")
    assert shown.status_code == 200
    assert expose_text(new) in html.unescape(shown.text)


@time_machine.travel(NIGHT, tick=False)
def test_holder_ends_it_and_accounts_for_it(cast: Cast, live: Channel, opened: Grant) -> None:
    officer = signed_in(cast.officer)
    assert officer.post(page_of(live, "opening-step", opened.pk, "end")).status_code == 302
    account = page_of(live, "opening-step", opened.pk, "give_account")
    answer = officer.post(account, {"account": ""})
    assert "Say what you did with the keys." in answer.text
    officer.post(account, {"account": "One post taken down."})
    page = officer.get(page_of(live, "opening", opened.pk)).text
    assert "One post taken down." in page


@time_machine.travel(NIGHT, tick=False)
def test_what_is_open_still_ends_with_its_account(cast: Cast, live: Channel, opened: Grant) -> None:
    officer = signed_in(cast.officer)
    account = page_of(live, "opening-step", opened.pk, "give_account")
    asked = officer.get(account).text
    assert "What did you do with the keys?" in asked
    assert "This is not possible now" not in asked
    answer = officer.post(account, {"account": ""})
    assert answer.status_code == 400
    opened.refresh_from_db()
    assert opened.state == Grant.State.ACTIVE
    officer.post(account, {"account": "One post taken down."})
    opened.refresh_from_db()
    assert opened.state == Grant.State.ACCOUNTED
    assert opened.account == "One post taken down."


@time_machine.travel(NIGHT, tick=False)
@pytest.mark.parametrize("name", ["explode", "open_at_once", "time_out"])
def test_no_other_step_is_taken_there(cast: Cast, live: Channel, opened: Grant, name: str) -> None:
    address = page_of(live, "opening-step", opened.pk, name)
    answer = signed_in(cast.officer).post(address)
    assert answer.headers["Location"] == page_of(live, "opening", opened.pk)


@time_machine.travel(NIGHT, tick=False)
def test_opening_of_another_channel_is_not_there(cast: Cast, live: Channel, opened: Grant) -> None:
    other = given.approved_channel(cast, answers={"handle": "@other"})
    officer = signed_in(cast.officer)
    assert officer.get(page_of(other, "opening", opened.pk)).status_code == 404


@pytest.mark.parametrize("later", ["parent", "roles"])
@time_machine.travel(NIGHT, tick=False)
def test_it_is_accounted_for_where_the_channel_is_acted_on_in_another_way_by_now(
    cast: Cast, live: Channel, opened: Grant, later: str
) -> None:
    tool = {"new_tool": "Scheduler"} if later == "parent" else {}
    access.set_method(live, by=cast.officer2, today=TODAY, method=later, **tool)
    assert account_page(cast.officer, NIGHT.date() + datetime.timedelta(days=9)) == opened.path
    officer = signed_in(cast.officer)
    assert officer.get(opened.path).status_code == 200
    officer.post(f"{opened.path}/give_account", {"account": "One post taken down."})
    opened.refresh_from_db()
    assert opened.account == "One post taken down."


@time_machine.travel(NIGHT, tick=False)
def test_opening_of_a_tool_that_runs_nothing_is_accounted_for(cast: Cast, live: Channel) -> None:
    access.set_method(live, by=cast.officer2, today=TODAY, method="parent", new_tool="Scheduler")
    live.refresh_from_db()
    keys_acts.deposit(live, given.keys(), by=cast.officer2, today=TODAY)
    officer = signed_in(cast.officer)
    ask(officer, live)
    grant = Grant.objects.get()
    access.set_method(live, by=cast.officer2, today=TODAY, method="keys")
    row = Obligation.objects.get(kind="account", discharged_on=None)
    assert KINDS["account"].href(row) == grant.path
    officer.post(f"{grant.path}/give_account", {"account": "Looked at it."})
    grant.refresh_from_db()
    assert grant.account == "Looked at it."
    assert signed_in(cast.lead).get(grant.path).status_code == 404
