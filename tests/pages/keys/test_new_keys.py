"""The pages of new keys: wanted, proposed beside the old ones, confirmed or abandoned."""

import html
import re

import pytest
from django.test import Client

from governance.models import Channel
from tests.pages.keys.conftest import at
from vault.models import Rotation

ANSWERED = dict.fromkeys(["sessions_ended", "tools_disconnected", "posts_paused"], "yes")
AWAY = {"KEYHOLDER_MASTER_KEY_PROVIDER": "away"}


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


def test_new_keys_are_asked_for(lead: Client, held: Channel) -> None:
    assert "Why are new keys due?" in lead.get(at(held, "/due")).text
    answer = lead.post(at(held, "/due"), {"reason": ""})
    assert "Say why new keys are due." in answer.text
    lead.post(at(held, "/due"), {"reason": "The phone was lost."})
    assert "The phone was lost." in lead.get(at(held)).text


def test_what_was_answered_with_no_is_ticked_off(lead: Client, held: Channel) -> None:
    lead.post(at(held, "/deposit"), {"password": "", "make": "on"})
    lead.post(at(held, "/new/confirm"), ANSWERED | {"sessions_ended": "no", "posts_paused": "no"})
    page = lead.get(at(held)).text
    assert "Still to be done since the keys were changed" in page
    assert "End all other sessions" in page
    assert "Disconnect tools" not in page
    there = at(held, f"/undone/{Rotation.objects.get().pk}")
    assert there in page
    assert "Disconnect tools" not in lead.get(there).text
    assert lead.post(there, {}).status_code == 400
    answer = lead.post(there, {"what": "sessions_ended", "answer": "yes"})
    assert answer.headers["Location"] == there  # more is left
    answer = lead.post(there, {"what": "posts_paused", "answer": "not_possible"})
    assert answer.headers["Location"] == at(held)
    assert "Still to be done" not in lead.get(at(held)).text


def test_what_must_still_change_is_named_and_added(lead: Client, held: Channel) -> None:
    lead.post(at(held, "/due"), {"reason": "The phone was lost."})
    lead.post(at(held, "/deposit"), {"username": "another"})
    page = lead.get(at(held)).text
    assert "this is still the same as before: Password." in page
    assert "The new keys are set" not in page
    assert f'href="{at(held, "/deposit")}">Propose new keys' in page
    assert lead.post(at(held, "/new/confirm"), ANSWERED).status_code == 409
    assert "You can add what they do not have yet." in lead.get(at(held, "/deposit")).text
    lead.post(at(held, "/deposit"), {"password": "correct horse battery"})
    assert "The new keys are set" in lead.get(at(held)).text
    assert lead.post(at(held, "/new/confirm"), ANSWERED).status_code == 302
    assert Rotation.objects.get().state == "confirmed"
