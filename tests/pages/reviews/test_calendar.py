"""The calendar: of whom, what it says, and how its address dies."""

from django.test import Client
from icalendar import Calendar

from governance.reviews import acts as reviews
from governance.reviews import calendars
from tests import cast as given
from tests.cast import Cast
from tests.governance.reviews.days import SECURITY_OPENS, run_sweep
from tests.pages.reviews.conftest import SignIn

YES = dict.fromkeys(["people_right", "two_step", "recovery", "monitored", "needed"], "yes")


def days(content: bytes) -> dict[str, str]:
    events = Calendar.from_ical(content).walk("VEVENT")
    return {str(each["summary"]): each.decoded("dtstart").isoformat() for each in events}


def test_calendar_says_days_and_names(cast: Cast, sign_in: SignIn) -> None:
    given.live_channel(cast, name="Ears, nose;\\ throat", answers={"handle": "@ent"})
    run_sweep(SECURITY_OPENS)
    answer = sign_in(cast.lead).get("/reviews/calendar.ics")
    assert answer.headers["Content-Type"] == "text/calendar"
    assert "no-store" in answer.headers["Cache-Control"]
    name = "Ears, nose;\\ throat on Instagram"
    assert days(answer.content) == {
        f"Security review due: {name}": "2027-02-15",
        f"Life span review opens: {name}": "2027-11-05",
        f"Life span ends: {name}": "2028-01-04",
    }


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
    content = sign_in(cast.lead).get("/reviews/calendar.ics").content
    assert days(content)["To put right: Children's Therapies on Instagram"] == "2027-08-01"
    assert b"password" not in content


def test_whose_calendar_shows_what(cast: Cast, sign_in: SignIn) -> None:
    given.live_channel(cast)
    for name, user in cast.everybody.items():
        shown = bool(days(sign_in(user).get("/reviews/calendar.ics").content))
        theirs = {"lead", "member", "administrator", "manager", "officer", "officer2", "head"}
        assert shown == (name in theirs), name


def test_private_address_needs_no_sign_in(cast: Cast, sign_in: SignIn) -> None:
    given.live_channel(cast)
    page = sign_in(cast.lead).get("/reviews/calendar")
    path = f"/reviews/calendar/{calendars.token(cast.lead)}.ics"
    assert path in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"
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
