"""Asking for an opening: what stands in the way is said, and the reason is never lost."""

import datetime
import html

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from governance.models import Channel
from ledger.models import Notice
from people.models import User
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.pages.keys.conftest import page_of
from tests.pages.keys.test_night import DAY, NIGHT, ask, signed_in
from vault import grants, limits
from vault.models import Grant

AT_ONCE = "Open the keys now"
SOMEBODY = {"how": "ask_somebody"}
SEVERAL = {"reason": "A post must come down.", "purpose": "act"}


@time_machine.travel(DAY, tick=False)
def test_nothing_is_held(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    answer = signed_in(cast.officer).get(page_of(channel), follow=True)
    assert answer.redirect_chain[0][0] == page_of(channel, "channel-keys")
    assert "No keys are held for this channel." in answer.text


@time_machine.travel(DAY, tick=False)
def test_reason_is_needed_and_a_choice_is_one_of_the_list(cast: Cast, live: Channel) -> None:
    officer = signed_in(cast.officer)
    assert "another officer approves your request first" in officer.get(page_of(live)).text
    answer = officer.post(page_of(live), {"reason": "", "purpose": "fun"})
    assert answer.status_code == 400
    assert "Say why you need the keys." in answer.text
    assert not Grant.objects.exists()


@time_machine.travel(DAY, tick=False)
def test_what_was_asked_for_already_is_said_and_the_reason_kept(cast: Cast, live: Channel) -> None:
    officer = signed_in(cast.officer)
    ask(officer, live)
    answer = officer.post(page_of(live), SEVERAL | {"reason": "Once more."})
    assert answer.status_code == 409
    assert "You have asked for this already, and it is open still." in answer.text
    assert "Once more." in answer.text


@time_machine.travel(DAY, tick=False)
def test_seed_is_asked_for_by_an_officer(cast: Cast, live: Channel) -> None:
    officer = signed_in(cast.officer)
    ask(officer, live, "seed")
    grant = Grant.objects.get()
    assert grant.what == "seed"
    grants.approve(grant, by=cast.head, today=TODAY)
    page = officer.get(page_of(live, "opening", grant.pk)).text
    assert "Show: the authenticator seed" in page
    assert "Show: password" not in page


@time_machine.travel(NIGHT, tick=False)
def test_seed_is_never_opened_at_once_but_somebody_else_is_asked(cast: Cast, live: Channel) -> None:
    officer = signed_in(cast.officer)
    answer = officer.post(page_of(live), SEVERAL | {"purpose": "seed"})
    assert answer.status_code == 409
    assert "The seed itself is never opened at once" in answer.text
    assert AT_ONCE not in answer.text
    assert "A post must come down." in answer.text
    officer.post(page_of(live), SEVERAL | {"purpose": "seed"} | SOMEBODY)
    assert Grant.objects.get().state == "requested"


@time_machine.travel(NIGHT, tick=False)
def test_at_night_both_doors_are_shown_with_numbers_to_ring(cast: Cast, live: Channel) -> None:
    User.objects.filter(pk=cast.head.pk).update(phone="020 7946 0999")
    page = signed_in(cast.officer).get(page_of(live)).text
    assert AT_ONCE in page
    assert "Ask somebody else to approve it" in page
    assert "Who can approve it" in page
    assert 'href="tel:02079460999"' in page


@time_machine.travel(NIGHT, tick=False)
def test_somebody_else_is_asked_at_night_as_well(cast: Cast, live: Channel) -> None:
    answer = signed_in(cast.officer).post(page_of(live), SEVERAL | SOMEBODY, follow=True)
    grant = Grant.objects.get()
    assert (grant.state, grant.policy) == ("requested", "dual")
    assert "Open the keys now instead" in answer.text
    assert "Who can approve it" in answer.text


def test_what_was_asked_for_by_day_does_not_bar_the_night(cast: Cast, live: Channel) -> None:
    with time_machine.travel(DAY.replace(day=4), tick=False):
        ask(signed_in(cast.officer), live)
    with time_machine.travel(NIGHT, tick=False):
        officer = signed_in(cast.officer)
        assert "Open the keys" in officer.get(page_of(live, "channel-keys")).text
        page = officer.get(page_of(live)).text
        assert AT_ONCE in page
        assert "see your request" in page
        ask(officer, live)
    states = sorted(Grant.objects.values_list("state", flat=True))
    assert states == ["active", "withdrawn"]


@time_machine.travel(NIGHT, tick=False)
def test_after_the_third_channel_somebody_else_is_asked(
    cast: Cast, live: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "AT_ONCE_A_NIGHT", 0)
    officer = signed_in(cast.officer)
    page = officer.get(page_of(live)).text
    assert "For another one somebody else approves" in html.unescape(page)
    assert AT_ONCE not in page
    assert AT_ONCE not in ask(officer, live).text
    assert Grant.objects.get().state == "requested"


@time_machine.travel(NIGHT, tick=False)
def test_an_account_that_is_owed_comes_first(cast: Cast, live: Channel) -> None:
    officer = signed_in(cast.officer)
    officer.post(page_of(live), SEVERAL | {"how": "at_once"})
    opened = Grant.objects.get()
    Grant.objects.update(account_by=TODAY - datetime.timedelta(days=1))
    page = officer.get(page_of(live)).text
    assert "You owe an account of keys that you opened at once." in page
    assert AT_ONCE not in page
    owed = page_of(live, "opening", opened.pk)
    assert f'href="{owed}">Give the account that you owe' in page
    assert officer.get(owed).status_code == 200


def test_a_request_is_withdrawn_on_its_page(cast: Cast, live: Channel) -> None:
    with time_machine.travel(DAY, tick=False):
        officer, head = signed_in(cast.officer), signed_in(cast.head)
        ask(officer, live)
        grant = Grant.objects.get()
        withdraw = page_of(live, "opening-step", grant.pk, "withdraw")
        assert withdraw in officer.get(page_of(live, "opening", grant.pk)).text
        assert withdraw not in head.get(page_of(live, "opening", grant.pk)).text
        assert head.post(withdraw).status_code == 403
        assert officer.post(withdraw).status_code == 302
        grant.refresh_from_db()
        assert grant.state == "withdrawn"


@time_machine.travel(DAY, tick=False)
def test_the_mail_leads_to_one_button(cast: Cast, live: Channel) -> None:
    """Two taps on a phone: the link, and Approve."""
    ask(signed_in(cast.officer), live)
    grant = Grant.objects.get()
    notice = Notice.objects.filter(kind="keys_asked_for", to=cast.head).get()
    assert notice.context["path"] == page_of(live, "opening", grant.pk)
    head = signed_in(cast.head)
    page = head.get(notice.context["path"]).text
    approve = page_of(live, "opening-step", grant.pk, "approve")
    assert page.index("A post must come down.") < page.index(f'action="{approve}"')
    assert page.index(f'action="{approve}"') < page.index("nhsuk-summary-list")
    assert head.post(approve).status_code == 302
    grant.refresh_from_db()
    assert grant.state == "active"


@time_machine.travel(NIGHT, tick=False)
def test_whoever_is_told_of_an_opening_sees_it(cast: Cast, live: Channel) -> None:
    """Such as the manager of a team whose channel has no people."""
    ask(signed_in(cast.officer), live)
    grant = Grant.objects.get()
    manager = Client()
    manager.force_login(cast.manager)
    assert manager.get(page_of(live, "opening", grant.pk)).status_code == 404
    grant.custodian.responsible.add(cast.manager)
    assert manager.get(page_of(live, "opening", grant.pk)).status_code == 200


@time_machine.travel(NIGHT, tick=False)
def test_whoever_has_no_password_makes_none_here(cast: Cast, live: Channel) -> None:
    cast.officer.set_unusable_password()
    cast.officer.save()
    client = Client()
    client.force_login(cast.officer)
    answer = client.post(page_of(live), SEVERAL)
    assert answer.headers["Location"].startswith(reverse("afresh"))
    assert "Sign out and in again" in client.get(answer.headers["Location"]).text
