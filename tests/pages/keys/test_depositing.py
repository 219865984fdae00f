"""The pages of depositing keys, testing them, and putting new ones in place."""

from typing import Any

import pytest
from django.test import Client, override_settings

from governance.keys import acts as keys_acts
from governance.models import Channel
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.pages.conftest import SignIn
from tests.pages.keys.conftest import at
from vault.models import Custodian, Version
from vault.secret import expose_text

ANSWERED = dict.fromkeys(["sessions_ended", "tools_disconnected", "posts_paused"], "yes")
AWAY = {"KEYHOLDER_MASTER_KEY_PROVIDER": "away"}


def typed() -> dict[str, str]:
    return {name: expose_text(value) for name, value in given.keys().items()}


def test_first_deposit(lead: Client, approved: Channel) -> None:
    assert "Deposit keys" in lead.get(at(approved)).text
    assert "The keys are sealed at once." in lead.get(at(approved, "/deposit")).text
    page = lead.post(at(approved, "/deposit"), typed(), follow=True).text
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
    lead: Client, approved: Channel, change: dict[str, str], said: str
) -> None:
    answer = lead.post(at(approved, "/deposit"), typed() | change | {"username": "riverside-x"})
    assert answer.status_code == 400
    assert said in answer.text
    assert "riverside-x" not in answer.text
    assert not Version.objects.exists()


def test_nothing_at_all_is_told(lead: Client, approved: Channel) -> None:
    answer = lead.post(at(approved, "/deposit"), dict.fromkeys(typed(), " "))
    assert answer.status_code == 400
    assert "at least one" in answer.text


def test_page_of_roles_takes_no_keys(cast: Cast, sign_in: SignIn) -> None:
    channel = given.approved_channel(cast, platform="linkedin", answers={"handle": "company/x"})
    officer = sign_in(cast.officer)
    assert "This channel has no password of its own." in officer.get(at(channel)).text
    answer = officer.post(at(channel, "/deposit"), typed())
    assert answer.status_code == 409
    assert "It has no password of its own" in answer.text


def test_somebody_else_deposits_nothing(cast: Cast, approved: Channel, sign_in: SignIn) -> None:
    answer = sign_in(cast.outsider).post(at(approved, "/deposit"), typed())
    assert answer.status_code == 403
    assert not Custodian.objects.exists()


def test_vault_that_is_away_says_whom_to_ring(lead: Client, approved: Channel) -> None:
    with override_settings(**AWAY):
        answer = lead.post(at(approved, "/deposit"), typed())
    assert answer.status_code == 503
    assert "The vault cannot be reached" in answer.text
    assert "Administrator" in answer.text


def test_nothing_to_test(cast: Cast, approved: Channel, sign_in: SignIn) -> None:
    officer = sign_in(cast.officer)
    assert "No keys are held yet." in officer.post(at(approved, "/test"), follow=True).text
    keys_acts.opened(approved, by=cast.officer, today=TODAY)
    page = officer.post(at(approved, "/test"), follow=True).text
    assert "No keys are held yet: deposit them." in page


def test_keys_of_a_tool_are_kept_with_what_it_runs(cast: Cast, sign_in: SignIn) -> None:
    channel = given.approved_channel(cast, platform="facebook", answers={"handle": "vale"})
    through: Any = {"method": "parent", "new_tool": "Postplanner"}
    sign_in(cast.officer).post(f"/channels/{channel.pk}/access/method", through)
    assert "run through Postplanner" in sign_in(cast.officer).get(at(channel)).text
    assert "Deposit keys" not in sign_in(cast.lead).get(at(channel)).text
