"""The calendar of what somebody owes: of whom, what it says, and how its address dies."""

import datetime
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from governance.access import second_step
from governance.desk import calendars
from governance.models import Obligation
from governance.obligations import checking
from governance.reviews import acts as reviews
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.reviews.days import SECURITY_OPENS, run_sweep
from tests.pages.conftest import SignIn

YES = dict.fromkeys(["people_right", "two_step", "recovery", "monitored", "needed"], "yes")
HERE = "/reviews/calendar.ics"
OWING = {"lead", "administrator", "officer", "officer2", "head"}
"""Who answers for it, and the officers, who will test its keys again."""


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Of the day on which the security review opens."""
    noon = datetime.datetime.combine(SECURITY_OPENS, datetime.time(12), datetime.UTC)
    with time_machine.travel(noon, tick=True):
        yield


def days(content: bytes) -> dict[str, str]:
    events = Calendar.from_ical(content).walk("VEVENT")
    return {str(each["summary"]): each.decoded("dtstart").isoformat() for each in events}


def names(content: bytes) -> dict[str, str]:
    events = Calendar.from_ical(content).walk("VEVENT")
    return {str(each["summary"]): str(each["uid"]) for each in events}


def test_calendar_says_days_and_names(cast: Cast, sign_in: SignIn) -> None:
    given.live_channel(cast, name="Ears, nose;\\ throat", answers={"handle": "@ent"})
    run_sweep(SECURITY_OPENS)
    answer = sign_in(cast.lead).get(HERE)
    assert answer.headers["Content-Type"] == "text/calendar"
    assert "no-store" in answer.headers["Cache-Control"]
    name = "Ears, nose;\\ throat on Instagram"
    found = days(answer.content)
    assert found[f"Answer the security review: {name}"] == "2027-02-15"
    assert found[f"Renew it or let it end: {name}"] == "2028-01-04"
    assert f"Say that it is still correct: {name}" in found


def test_it_has_what_they_owe_and_nothing_else(cast: Cast, sign_in: SignIn) -> None:
    """As their home, now and later; what others owe is on the page of what is owed."""
    channel = given.live_channel(cast)
    run_sweep(SECURITY_OPENS)
    for name, user in cast.everybody.items():
        shown = days(sign_in(user).get(HERE).content)
        assert any(str(channel) in each for each in shown) == (name in OWING), name
    given.policy(cast)
    assert any("Read the policy" in each for each in days(sign_in(cast.lead).get(HERE).content))


def test_names_of_days_stay_when_the_table_is_made_anew(cast: Cast, sign_in: SignIn) -> None:
    given.live_channel(cast)
    before = names(sign_in(cast.lead).get(HERE).content)
    Obligation.objects.all().delete()
    checking.rebuild(TODAY)
    assert names(sign_in(cast.lead).get(HERE).content) == before
    assert len(set(before.values())) == len(before) > 2


def test_what_only_some_may_know_is_a_day_without_words(cast: Cast, sign_in: SignIn) -> None:
    """Calendars are kept by programs elsewhere."""
    channel = given.live_channel(cast)
    second_step.record_off(channel, by=cast.officer, today=TODAY, seen="It was off.")
    Obligation.objects.exclude(kind="second_step").delete()
    content = sign_in(cast.officer).get(HERE).content
    assert days(content) == {calendars.KEPT_BACK: TODAY.isoformat()}
    said = content.decode().replace("\r\n ", "")
    assert str(channel.pk) not in said
    assert "step" not in said


def test_finding_shows_its_deadline_and_not_its_words(cast: Cast, sign_in: SignIn) -> None:
    channel = given.live_channel(cast)
    run_sweep(SECURITY_OPENS)
    review = channel.reviews.get(kind="security")
    reviews.answer(review, by=cast.lead, today=SECURITY_OPENS, **YES)
    reviews.close(
        review,
        by=cast.officer,
        today=SECURITY_OPENS,
        outcome="findings",
        finding="The password is on the wall.",
        deadline="2027-08-01",
    )
    content = sign_in(cast.lead).get(HERE).content
    assert days(content)["Put it right: Children's Therapies on Instagram"] == "2027-08-01"
    assert b"password" not in content


def test_private_address_needs_no_sign_in(cast: Cast, sign_in: SignIn) -> None:
    given.live_channel(cast)
    page = sign_in(cast.lead).get("/reviews/calendar")
    path = f"/reviews/calendar/{calendars.token(cast.lead)}.ics"
    assert path in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store, private"
    assert days(Client().get(path).content)


def test_private_address_dies_with_the_password_and_with_the_person(cast: Cast) -> None:
    path = f"/reviews/calendar/{calendars.token(cast.lead)}.ics"
    assert Client().get(path).status_code == 200
    cast.lead.set_password("another horse, another battery")
    cast.lead.save()
    assert Client().get(path).status_code == 404
    path = f"/reviews/calendar/{calendars.token(cast.lead)}.ics"
    cast.lead.is_active = False
    cast.lead.save()
    assert Client().get(path).status_code == 404


def test_address_of_one_does_not_open_that_of_another(cast: Cast) -> None:
    signature = calendars.token(cast.lead).partition(":")[2]
    forged = f"{cast.officer.pk.hex}:{signature}"
    assert Client().get(f"/reviews/calendar/{forged}.ics").status_code == 404
