"""The pages of depositing keys, testing them, and putting new ones in place."""

import html
import re
from typing import Any

import pytest
from django.test import Client, override_settings

from governance.keys import acts as keys_acts
from governance.models import Channel
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.pages.conftest import SignIn
from vault.models import Custodian, Rotation, Version
from vault.secret import expose_text

ANSWERED = dict.fromkeys(["sessions_ended", "tools_disconnected", "posts_paused"], "yes")
AWAY = {"KEYHOLDER_MASTER_KEY_PROVIDER": "away"}


@pytest.fixture
def channel(cast: Cast, sign_in: SignIn) -> Channel:
    """At noon of the cast's day."""
    return given.approved_channel(cast)


@pytest.fixture
def held(cast: Cast, channel: Channel) -> Channel:
    keys_acts.deposit(channel, given.keys(), by=cast.lead, today=TODAY)
    return channel


@pytest.fixture
def lead(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.lead)


def typed() -> dict[str, str]:
    return {name: expose_text(value) for name, value in given.keys().items()}


def at(channel: Channel, rest: str = "") -> str:
    return f"/channels/{channel.pk}/keys{rest}"


def test_first_deposit(lead: Client, channel: Channel) -> None:
    assert "Deposit keys" in lead.get(at(channel)).text
    assert "The keys are sealed at once." in lead.get(at(channel, "/deposit")).text
    page = lead.post(at(channel, "/deposit"), typed(), follow=True).text
    assert "The keys are deposited." in page
    assert "User name, Password, Recovery mailbox, Authenticator seed, Backup codes" in page
    assert "Not tested yet" in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({"totp_seed": "no seed!"}, "seed", id="seed"),
        pytest.param({"notes": "n" * 10_001}, "at most 10000 characters", id="too long"),
    ],
)
def test_what_is_wrong_is_told_and_no_secret_comes_back(
    lead: Client, channel: Channel, change: dict[str, str], said: str
) -> None:
    answer = lead.post(at(channel, "/deposit"), typed() | change | {"username": "riverside-x"})
    assert answer.status_code == 400
    assert said in answer.text
    assert "riverside-x" not in answer.text
    assert not Version.objects.exists()


def test_nothing_at_all_is_told(lead: Client, channel: Channel) -> None:
    answer = lead.post(at(channel, "/deposit"), dict.fromkeys(typed(), " "))
    assert answer.status_code == 400
    assert "at least one" in answer.text


def test_page_of_roles_takes_no_keys(cast: Cast, sign_in: SignIn) -> None:
    channel = given.approved_channel(cast, platform="linkedin", answers={"handle": "company/x"})
    officer = sign_in(cast.officer)
    assert "This channel has no password of its own." in officer.get(at(channel)).text
    answer = officer.post(at(channel, "/deposit"), typed())
    assert answer.status_code == 409
    assert "It has no password of its own" in answer.text


def test_somebody_else_deposits_nothing(cast: Cast, channel: Channel, sign_in: SignIn) -> None:
    answer = sign_in(cast.outsider).post(at(channel, "/deposit"), typed())
    assert answer.status_code == 403
    assert not Custodian.objects.exists()


def test_vault_that_is_away_says_whom_to_ring(lead: Client, channel: Channel) -> None:
    with override_settings(**AWAY):
        answer = lead.post(at(channel, "/deposit"), typed())
    assert answer.status_code == 503
    assert "The vault cannot be reached" in answer.text
    assert "Administrator" in answer.text


def test_password_is_made_and_shown_once(lead: Client, held: Channel) -> None:
    answer = lead.post(at(held, "/deposit"), {"password": "", "make": "on"})
    made = re.search('keyholder-key__value"[^>]*>([^<]+)<', answer.text)
    assert made is not None
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert html.unescape(made[1]) not in lead.get(at(held)).text
    assert Rotation.objects.get().state == "proposed"


def test_own_password_is_proposed_and_not_shown(lead: Client, held: Channel) -> None:
    sent = {"password": "correct horse battery", "make": "on"}
    answer = lead.post(at(held, "/deposit"), sent, follow=True)
    assert "Proposed." in answer.text
    assert "correct horse battery" not in answer.text


@pytest.mark.parametrize(
    ("verb", "inputs", "state"),
    [("confirm", ANSWERED, "confirmed"), ("abandon", {"reason": "Not yet."}, "abandoned")],
    ids=["confirm", "abandon"],
)
def test_proposed_keys_are_confirmed_or_abandoned(
    lead: Client, held: Channel, verb: str, inputs: dict[str, str], state: str
) -> None:
    lead.post(at(held, "/deposit"), {"password": "", "make": "on"})
    assert "Until you confirm it, the old ones count." in lead.get(at(held)).text
    assert lead.get(at(held, f"/new/{verb}")).status_code == 200
    assert lead.post(at(held, f"/new/{verb}"), {}).status_code == 400
    assert lead.post(at(held, f"/new/{verb}"), inputs).headers["Location"] == at(held)
    assert Rotation.objects.get().state == state


@pytest.mark.parametrize("verb", ["confirm", "propose"])
def test_nothing_is_proposed(lead: Client, held: Channel, verb: str) -> None:
    page = lead.get(at(held, f"/new/{verb}"), follow=True).text
    assert "No new keys are proposed." in page


def test_officer_says_that_they_work(cast: Cast, held: Channel, sign_in: SignIn) -> None:
    officer = sign_in(cast.officer)
    assert "The keys work" in officer.get(at(held)).text
    page = officer.post(at(held, "/test"), follow=True).text
    assert "Recorded: the keys work." in page
    assert "Access is held and tested, last on 4 January 2027." in page


def test_nothing_to_test(cast: Cast, channel: Channel, sign_in: SignIn) -> None:
    officer = sign_in(cast.officer)
    assert "No keys are held yet." in officer.post(at(channel, "/test"), follow=True).text
    keys_acts.opened(channel, by=cast.officer, today=TODAY)
    page = officer.post(at(channel, "/test"), follow=True).text
    assert "No keys are held yet: deposit them." in page


def test_new_keys_are_asked_for(lead: Client, held: Channel) -> None:
    assert "Why are new keys due?" in lead.get(at(held, "/due")).text
    answer = lead.post(at(held, "/due"), {"reason": ""})
    assert "Say why new keys are due." in answer.text
    lead.post(at(held, "/due"), {"reason": "The phone was lost."})
    assert "The phone was lost." in lead.get(at(held)).text


def test_keys_of_a_tool_are_kept_with_what_it_runs(cast: Cast, sign_in: SignIn) -> None:
    channel = given.approved_channel(cast, platform="facebook", answers={"handle": "vale"})
    through: Any = {"method": "parent", "new_tool": "Postplanner"}
    sign_in(cast.officer).post(f"/channels/{channel.pk}/access/method", through)
    assert "run through Postplanner" in sign_in(cast.officer).get(at(channel)).text
    assert "Deposit keys" not in sign_in(cast.lead).get(at(channel)).text
