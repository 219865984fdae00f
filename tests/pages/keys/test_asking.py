"""Asking for an opening: what stands in the way is said, and the reason is never lost."""

import time_machine
from django.test import Client
from django.urls import reverse

from governance.models import Channel
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.pages.keys.conftest import page_of
from tests.pages.keys.test_night import DAY, NIGHT, ask, signed_in
from vault import grants
from vault.models import Grant

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
def test_seed_is_never_opened_at_once(cast: Cast, live: Channel) -> None:
    answer = signed_in(cast.officer).post(page_of(live), SEVERAL | {"purpose": "seed"})
    assert answer.status_code == 409
    assert "The seed itself is never opened at once" in answer.text


@time_machine.travel(NIGHT, tick=False)
def test_whoever_has_no_password_sets_one_first(cast: Cast, live: Channel) -> None:
    cast.officer.set_unusable_password()
    cast.officer.save()
    client = Client()
    client.force_login(cast.officer)
    answer = client.post(page_of(live), SEVERAL)
    assert answer.headers["Location"] == reverse("account_set_password")
