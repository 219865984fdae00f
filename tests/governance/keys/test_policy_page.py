"""The page of how keys are opened: stricter at once, looser when a second person agrees."""

import pytest
from django.test import Client

from governance.keys import acts as keys
from governance.models import Channel
from people.roles import Role
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.keys.conftest import SignIn
from tests.ledger.reading import told
from vault.models import Custodian, PolicyChange

STRICTER = {"in_hours": "dual", "out_of_hours": "dual"}
MILDER = {"in_hours": "dual", "out_of_hours": "immediate"}
LOOSER = {"in_hours": "immediate", "out_of_hours": "immediate"}
CANNOT = "You cannot change this"


@pytest.fixture
def here(cast: Cast, channel: Channel, sign_in: SignIn) -> str:
    """The address of the page, at noon of the cast's day."""
    keys.deposit(channel, given.keys(), by=cast.lead, today=TODAY)
    return f"/channels/{channel.pk}/keys/policy"


@pytest.fixture
def head(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.head)


@pytest.fixture
def second(cast: Cast, sign_in: SignIn) -> Client:
    """Another head."""
    return sign_in(given.person("second", cast.communications, roles=[Role.HEAD]))


def waiting() -> dict[str, str]:
    """What the page's button sends: which change its reader was shown."""
    return {"waiting": str(PolicyChange.objects.get().pk)}


def policy() -> dict[str, str]:
    found = Custodian.objects.get()
    return {"in_hours": found.in_hours, "out_of_hours": found.out_of_hours}


def test_it_says_how_they_are_opened_now(here: str, head: Client) -> None:
    page = head.get(here).text
    assert "Another person approves" in page
    assert "At once, accounted for afterwards" in page
    assert "Change how its keys are opened" in page
    assert "Waits for a second person" not in page


def test_page_of_keys_leads_there(here: str, head: Client) -> None:
    assert f'href="{here}"' in head.get(here.removesuffix("/policy")).text


def test_stricter_counts_at_once(here: str, head: Client) -> None:
    answer = head.post(f"{here}/change", STRICTER, follow=True)
    assert answer.redirect_chain == [(here, 302)]
    assert policy() == STRICTER
    assert not PolicyChange.objects.exists()


def test_looser_waits_for_a_second_person(here: str, head: Client) -> None:
    before = policy()
    page = head.post(f"{here}/change", LOOSER, follow=True).text
    assert policy() == before
    assert "Waits for a second person" in page
    assert "Head asked for this on 4 January 2027." in page
    assert told("keys_policy_asked_for") == ["Officer", "Officer2"]


def test_whoever_asked_cannot_agree(here: str, head: Client) -> None:
    head.post(f"{here}/change", LOOSER)
    page = head.get(here).text
    assert "You cannot agree to this" in page
    assert "Only somebody else than who asked for it" in page
    assert head.post(f"{here}/agree", waiting()).status_code == 403
    assert policy() != LOOSER


def test_second_head_agrees_and_everybody_responsible_is_told(
    here: str, head: Client, second: Client
) -> None:
    head.post(f"{here}/change", LOOSER)
    page = second.get(here).text
    assert f'action="{here}/agree"' in page
    assert f'name="waiting" value="{waiting()["waiting"]}"' in page
    page = second.post(f"{here}/agree", waiting(), follow=True).text
    assert "You have agreed. Everybody responsible is told." in page
    assert policy() == LOOSER
    assert not PolicyChange.objects.exists()
    assert {"Lead", "Head", "Officer"} <= set(told("keys_policy_loosened"))


def test_nothing_waits_any_more(here: str, head: Client, second: Client) -> None:
    head.post(f"{here}/change", LOOSER)
    shown = waiting()
    second.post(f"{here}/agree", shown)
    page = second.post(f"{here}/agree", shown, follow=True).text
    assert "What you looked at does not wait any more" in page


def test_nobody_agrees_to_what_they_were_not_shown(here: str, head: Client, second: Client) -> None:
    head.post(f"{here}/change", STRICTER)
    head.post(f"{here}/change", MILDER)
    shown = waiting()
    head.post(f"{here}/change", LOOSER)
    page = second.post(f"{here}/agree", shown, follow=True).text
    assert "or something else does. Look again." in page
    assert policy() == STRICTER


@pytest.mark.parametrize("sent", [{}, {"waiting": ""}, {"waiting": "it"}])
def test_agreeing_names_what_to(
    here: str, head: Client, second: Client, sent: dict[str, str]
) -> None:
    head.post(f"{here}/change", LOOSER)
    second.post(f"{here}/agree", sent)
    assert policy() != LOOSER


def test_stricter_takes_back_what_waits(here: str, head: Client, second: Client) -> None:
    head.post(f"{here}/change", LOOSER)
    head.post(f"{here}/change", STRICTER)
    assert "Waits for a second person" not in second.get(here).text
    assert policy() == STRICTER


def test_retired_keys_are_loosened_no_more(
    cast: Cast, channel: Channel, here: str, head: Client, second: Client
) -> None:
    head.post(f"{here}/change", LOOSER)
    shown = waiting()
    keys.retire(Channel.objects.get(pk=channel.pk), by=cast.officer, today=TODAY)
    page = second.post(f"{here}/agree", shown, follow=True).text
    assert "It is retired." in page
    assert policy() != LOOSER


@pytest.mark.parametrize("name", ["officer", "lead", "outsider", "steward"])
def test_others_see_why_not_and_change_nothing(
    cast: Cast, here: str, sign_in: SignIn, name: str
) -> None:
    before = policy()
    client = sign_in(cast.everybody[name])
    page = client.get(here).text
    assert CANNOT in page
    assert "Only the head of communications can do this" in page
    assert client.post(f"{here}/change", STRICTER).status_code == 403
    assert policy() == before


def test_nonsense_is_told_at_its_field(here: str, head: Client) -> None:
    before = policy()
    answer = head.post(f"{here}/change", {"in_hours": "never", "out_of_hours": ""})
    assert answer.status_code == 400
    assert "There is a problem" in answer.text
    assert policy() == before


@pytest.mark.parametrize("rest", ["", "/change"])
def test_without_keys_there_is_no_policy(
    cast: Cast, channel: Channel, sign_in: SignIn, rest: str
) -> None:
    answer = sign_in(cast.head).get(f"/channels/{channel.pk}/keys/policy{rest}")
    assert answer.status_code == 404
