"""The gatekeeper at the pages of sign-in, behind a proxy as an organisation is."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from governance.models import Rules
from people.models import Tally
from tests.cast import NOON, PASSWORD, Cast, code, sign_in_by_form

PROXY = "10.0.0.1"
STRANGER = "203.0.113.7"
ELSEWHERE = "198.51.100.20"
FREE = 5
WRONG = "a wrong guess"
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def behind_a_proxy(settings: Settings) -> None:
    settings.KEYHOLDER_PROXIES = 1


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def browser(address: str = STRANGER) -> Client:
    """What the visitor wrote into the header themselves comes before what the proxy says."""
    return Client(REMOTE_ADDR=PROXY, headers={"X-Forwarded-For": f"127.0.0.1, {address}"})


def guess(client: Client, email: str, password: str = WRONG) -> Any:
    return client.post(LOGIN, {"login": email, "password": password})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def guesses(email: str, number: int, address: str = STRANGER) -> Any:
    client = browser(address)
    return [guess(client, email) for _ in range(number)][-1]


def test_five_wrong_ones_are_free_and_then_it_says_when(cast: Cast) -> None:
    assert guesses(cast.lead.email, FREE).status_code == 200
    refused = guess(browser(), cast.lead.email, PASSWORD)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "2"
    assert "try again in 2 seconds" in refused.text
    assert cast.lead.email in refused.text
    assert PASSWORD not in refused.text
    assert "ring the communications team" in refused.text


def test_it_says_whom_to_ring(cast: Cast) -> None:
    rules = Rules.current()
    rules.communications_phone = "01632 960000"
    rules.save()
    guesses(cast.lead.email, FREE)
    assert "01632 960000" in guess(browser(), cast.lead.email).text


def test_delays_double_up_to_a_quarter_of_an_hour(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    guesses(cast.lead.email, FREE - 1)
    waits = []
    for _ in range(13):
        guess(browser(), cast.lead.email)
        waits.append(int(guess(browser(), cast.lead.email).headers["Retry-After"]))
        clock.shift(datetime.timedelta(seconds=waits[-1]))
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900]
    assert guess(browser(), cast.lead.email, PASSWORD).status_code == 302


def test_the_right_one_begins_anew(cast: Cast) -> None:
    guesses(cast.lead.email, FREE - 1)
    assert is_in(signed_in(cast.lead, browser()))
    assert guesses(cast.lead.email, FREE).status_code == 200


def signed_in(user: Any, client: Client) -> Client:
    sign_in_by_form(client, user)
    return client


def test_a_name_alone_never_delays_a_new_address(cast: Cast) -> None:
    for last in range(1, 60):
        guesses(cast.lead.email, FREE + 1, address=f"203.0.113.{last}")
    assert is_in(signed_in(cast.lead, browser(ELSEWHERE)))


def test_an_address_alone_never_delays_a_browser_that_has_signed_in_before(cast: Cast) -> None:
    known = signed_in(cast.lead, browser())
    known.post(reverse("account_logout"))
    client = browser()
    for number in range(260):
        guess(client, f"nobody{number}@riverside.invalid")
    guesses(cast.lead.email, FREE + 2)
    assert is_in(signed_in(cast.lead, known))


def test_everybody_behind_one_address_still_gets_in(cast: Cast) -> None:
    """An organisation has one address on the way out; somebody in it mistypes all morning."""
    guesses(cast.member.email, 40)
    assert is_in(signed_in(cast.lead, browser()))


def test_many_names_from_one_address_slow_down_new_browsers_a_little(cast: Cast) -> None:
    client = browser()
    for number in range(200):
        guess(client, f"nobody{number}@riverside.invalid")
    refused = guess(browser(), cast.lead.email, PASSWORD)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 30
    assert is_in(signed_in(cast.lead, browser(ELSEWHERE)))


def test_a_known_browser_is_counted_on_its_own(cast: Cast) -> None:
    known = signed_in(cast.lead, browser())
    known.post(reverse("account_logout"))
    for _ in range(FREE):
        guess(known, cast.lead.email)
    assert guess(known, cast.lead.email, PASSWORD).status_code == 429
    assert is_in(signed_in(cast.lead, browser()))


def test_a_browser_is_known_for_its_person_alone(cast: Cast) -> None:
    known = signed_in(cast.lead, browser())
    known.post(reverse("account_logout"))
    guesses(cast.member.email, FREE)
    assert guess(known, cast.member.email, PASSWORD).status_code == 429


def test_a_cookie_of_ones_own_making_makes_no_browser_known(cast: Cast) -> None:
    guesses(cast.lead.email, FREE)
    client = browser()
    client.cookies["keyholder-browser"] = f"browser:{cast.lead.pk}"
    assert guess(client, cast.lead.email, PASSWORD).status_code == 429


def test_how_a_name_is_spelt_makes_no_difference(cast: Cast) -> None:
    client = browser()
    for email in ("lead@riverside.invalid", "LEAD@Riverside.invalid", " lead@riverside.invalid "):
        guess(client, email)
    for _ in range(2):
        guess(client, "lead@river\N{LATIN SMALL LETTER LONG S}ide.invalid")
    assert guess(client, cast.lead.email, PASSWORD).status_code == 429


def test_known_and_unknown_are_answered_alike(cast: Cast) -> None:
    def answers(email: str) -> list[tuple[int, str, str]]:
        client = browser(ELSEWHERE)
        given = [guess(client, email) for _ in range(FREE + 2)]
        return [
            (each.status_code, each.headers.get("Retry-After", ""), plain(each.text, email))
            for each in given
        ]

    def plain(text: str, email: str) -> str:
        start = text.index("<main")
        return text[start:].replace(email, "…").replace(token(text), "")

    def token(text: str) -> str:
        return text.partition('csrfmiddlewaretoken" value="')[2].partition('"')[0]

    assert answers(cast.lead.email) == answers("nobody@riverside.invalid")


def test_strangers_never_refuse_a_fresh_sign_in(cast: Cast) -> None:
    mine = signed_in(cast.lead, browser())
    for address in (STRANGER, ELSEWHERE):
        guesses(cast.lead.email, 12, address)
    assert mine.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302


def test_a_fresh_sign_in_is_counted_by_its_session(cast: Cast) -> None:
    mine, other = signed_in(cast.lead, browser()), signed_in(cast.lead, browser())
    for _ in range(FREE):
        mine.post(reverse("account_reauthenticate"), {"password": "a wrong guess"})
    refused = mine.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "2"
    assert other.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302


def test_changing_the_password_is_a_proof_like_any_other(cast: Cast) -> None:
    mine = signed_in(cast.lead, browser())
    new = "a very long new pass phrase"
    given = {"oldpassword": "a wrong guess", "password1": new, "password2": new}
    for _ in range(FREE):
        mine.post(reverse("account_change_password"), given)
    refused = mine.post(reverse("account_change_password"), given | {"oldpassword": PASSWORD})
    assert refused.status_code == 429


def at_second_step(cast: Cast, client: Client) -> Client:
    guess(client, cast.officer.email, PASSWORD)
    return client


def test_the_second_step_passes_the_gate_too(cast: Cast) -> None:
    client = at_second_step(cast, browser())
    for _ in range(FREE):
        assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    refused = client.post(reverse("mfa_authenticate"), {"code": code()})
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "2"
    again = at_second_step(cast, browser())
    assert again.post(reverse("mfa_authenticate"), {"code": code()}).status_code == 429
    elsewhere = at_second_step(cast, browser(ELSEWHERE))
    assert elsewhere.post(reverse("mfa_authenticate"), {"code": code()}).status_code == 302


def test_codes_cannot_be_guessed_from_many_addresses(cast: Cast) -> None:
    """Whoever does has the password: that is more than a name."""
    known = signed_in(cast.officer, browser())
    known.post(reverse("account_logout"))
    for last in range(1, 21):
        client = at_second_step(cast, browser(f"203.0.113.{last}"))
        for _ in range(FREE):
            client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client = at_second_step(cast, browser(ELSEWHERE))
    assert client.post(reverse("mfa_authenticate"), {"code": code()}).status_code == 429
    assert is_in(signed_in(cast.officer, known))


def test_a_second_step_afresh_is_counted_by_its_session(cast: Cast) -> None:
    mine = signed_in(cast.officer, browser())
    for _ in range(FREE):
        mine.post(reverse("mfa_reauthenticate"), {"code": "000000"})
    assert mine.post(reverse("mfa_reauthenticate"), {"code": code()}).status_code == 429
    assert is_in(signed_in(cast.officer, browser()))


def test_asking_for_a_new_password_has_a_limit_too(cast: Cast) -> None:
    client = browser()
    page = reverse("account_reset_password")
    for _ in range(FREE):
        assert client.post(page, {"email": cast.lead.email}).status_code == 302
    refused = client.post(page, {"email": cast.lead.email})
    assert refused.status_code == 429
    assert cast.lead.email in refused.text
    assert browser(ELSEWHERE).post(page, {"email": cast.lead.email}).status_code == 302


def test_a_link_that_is_none_is_counted_by_address_and_person(cast: Cast) -> None:
    client = browser()
    for number in range(FREE):
        page = client.get(f"/accounts/password/reset/key/abc-c1x-{number:032d}/")
        assert "This link does not work" in page.text
    refused = client.get(f"/accounts/password/reset/key/abc-c1x-{7:032d}/")
    assert refused.status_code == 429
    assert "Too many" in refused.text


def test_the_table_says_nothing_of_anybody(cast: Cast) -> None:
    guesses(cast.lead.email, FREE)
    said = repr(list(Tally.objects.values()))
    assert cast.lead.email not in said
    assert STRANGER not in said


def test_the_cookie_is_the_browsers_alone(cast: Cast, settings: Settings) -> None:
    cookie = signed_in(cast.lead, browser()).cookies["keyholder-browser"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert int(cookie["max-age"]) > 300 * 24 * 3600
    assert str(cast.lead.email) not in cookie.value
    settings.KEYHOLDER_BROWSER_COOKIE = "__Host-keyholder-browser"
    sealed = signed_in(cast.lead, browser()).cookies["__Host-keyholder-browser"]
    assert sealed["secure"]
    assert not sealed["domain"]
