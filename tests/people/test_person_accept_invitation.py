"""A first password: by the newest invitation, once, within some days, and not a weak one."""

import datetime
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from ledger import outbox
from ledger.models import Entry
from ledger.refusals import ForbiddenError, RefusedError
from people import inviting
from people.models import User
from tests.cast import NOON, TODAY, Cast
from tests.ledger.reading import acts

GOOD = "four unlikely words together"
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def invited(cast: Cast) -> User:
    user = User.objects.create_user("new@riverside.invalid", name="Newcomer Underhill")
    inviting.invite(user, by=cast.steward, today=TODAY)
    return user


def link() -> str:
    outbox.send_due(now=timezone.now())
    (found,) = re.findall(r"http://testserver(\S+)", str(mail.outbox[-1].body))
    return str(found)


def choose(client: Client, address: str, password: str = GOOD) -> str:
    given = {"password1": password, "password2": password}
    return client.post(address, given, follow=True).text


def test_they_choose_a_password_and_sign_in(invited: User) -> None:
    client, address = Client(), link()
    assert invited.email in client.get(address).text
    assert "Your password is saved" in choose(client, address)
    assert User.objects.get(pk=invited.pk).check_password(GOOD)
    answer = client.post("/accounts/login/", {"login": invited.email, "password": GOOD})
    assert answer.status_code == 302
    assert acts() == ["person.invite", "person.accept_invitation"]
    assert GOOD not in repr(list(Entry.objects.values()))


def test_looking_at_it_uses_nothing_up(invited: User) -> None:
    """Programs that look at mail open every link."""
    address = link()
    for _ in range(20):
        assert Client().get(address).status_code == 200
    assert "Your password is saved" in choose(Client(), address)


def test_it_works_once(invited: User) -> None:
    address = link()
    choose(Client(), address)
    assert Client().get(address).status_code == 404
    assert "does not work" in choose(Client(), address, "some other words together")
    assert User.objects.get(pk=invited.pk).check_password(GOOD)


def test_a_newer_one_ends_it(cast: Cast, invited: User, clock: time_machine.Traveller) -> None:
    first = link()
    clock.shift(DAY)
    inviting.invite(invited, by=cast.steward, today=TODAY)
    assert Client().get(first).status_code == 404
    assert Client().get(link()).status_code == 200


def test_it_works_for_a_week(invited: User, clock: time_machine.Traveller) -> None:
    address = link()
    clock.shift(7 * DAY - datetime.timedelta(minutes=1))
    assert Client().get(address).status_code == 200
    clock.shift(datetime.timedelta(minutes=2))
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": "other@riverside.invalid"}])
def test_not_for_whoever_left_or_has_another_address(
    invited: User, change: dict[str, object]
) -> None:
    address = link()
    User.objects.filter(pk=invited.pk).update(**change)
    assert Client().get(address).status_code == 404


def test_a_link_of_ones_own_making_is_none(invited: User) -> None:
    address = link()
    assert Client().get(address[:-3] + "AA/").status_code == 404
    assert Client().get("/accounts/invitation/%00x:y/").status_code == 404


@pytest.mark.parametrize(
    "password",
    ["elevenwords", "password1234", "Underhill2027!", "Exampleorganisation1", "qwertyuiop123"],
)
def test_what_somebody_would_guess_is_refused(invited: User, password: str) -> None:
    address = link()
    said = choose(Client(), address, password)
    assert "There is a problem" in said
    assert password not in said
    assert not User.objects.get(pk=invited.pk).has_password


def test_for_themselves_alone(cast: Cast, invited: User) -> None:
    given = inviting.token(User.objects.get(pk=invited.pk))
    for by in (cast.steward, cast.lead):
        with pytest.raises(ForbiddenError):
            inviting.accept(invited, given, lambda user: None, by=by, today=TODAY)
    with pytest.raises(RefusedError, match="does not work"):
        inviting.accept(invited, "x", lambda user: None, by=invited, today=TODAY)


def test_whoever_else_was_signed_in_is_not_any_more(cast: Cast, invited: User) -> None:
    client, address = Client(), link()
    client.force_login(cast.lead, backend="allauth.account.auth_backends.AuthenticationBackend")
    choose(client, address)
    assert "_auth_user_id" not in client.session


def test_broken_links_are_counted(invited: User) -> None:
    client = Client()
    for _ in range(5):
        assert client.get("/accounts/invitation/x/").status_code == 404
    refused = client.get("/accounts/invitation/x/")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "2"
    assert "Too many tries" in refused.text
    assert client.get(link()).status_code == 200
