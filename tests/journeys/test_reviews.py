"""The clock moves: a channel is reviewed, and lives longer or lapses, as seen in a browser."""

import datetime
import io
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import override_settings

from governance.models import Channel, Plan, Review
from governance.plans import acts as plans
from governance.plans import consultations, writing
from people.models import HowOften, User
from tests import cast as given
from tests.cast import REASON, Cast
from tests.governance.reviews.days import ENDS, LAPSES, SECURITY_OPENS, after
from tests.journeys.conftest import PHONE, Arrive, Travel
from tests.journeys.somebody import Somebody

pytestmark = pytest.mark.journey

QUESTIONS = {
    "Is the access list right": "Yes",
    "Is two-step sign-in on?": "No",
    "Does the recovery mailbox work": "Yes",
    "Is the channel monitored": "Yes",
    "Is the channel still needed?": "Yes",
}
SetDay = Callable[[datetime.date], None]


@pytest.fixture(autouse=True)
def daily(cast: Cast) -> None:
    """Else whoever has this one thing to do hears of it once a week."""
    User.objects.update(digest=HowOften.EACH_WORKING_DAY)


@pytest.fixture
def on(travel: Travel) -> SetDay:
    """The organisation's day, swept once."""

    def moved(day: datetime.date) -> None:
        travel(datetime.datetime.combine(day, datetime.time(12), datetime.UTC))
        with override_settings(DEBUG=True):
            call_command("sweep", "--once", "--today", day.isoformat(), stdout=io.StringIO())

    return moved


def test_a_security_review_from_its_day_to_what_was_put_right(
    arrive: Arrive, cast: Cast, on: SetDay
) -> None:
    channel = given.live_channel(cast)
    on(SECURITY_OPENS)
    on(after(1, SECURITY_OPENS))  # the mail of the day goes out
    assert "Please answer by 15 February 2027" in told(cast.lead.email)
    lead = arrive(cast.lead, screen=PHONE)
    answers_the_review(lead)

    officer = arrive(cast.officer)
    closes_it_with_a_finding(officer)
    to_put_right = f"Put it right: {channel}"

    on(after(25, SECURITY_OPENS))
    assert f"{to_put_right}, which is due on 3 March 2027" in told(cast.lead.email)
    assert to_put_right not in told(cast.officer.email)
    on(after(45, SECURITY_OPENS))
    assert f"{to_put_right}, which was due on 3 March 2027" in told(cast.officer.email)
    says_that_it_is_put_right(arrive(cast.lead, screen=PHONE))
    looks_and_ticks_it_off(arrive(cast.officer))
    the_next_one_is_in_the_calendar(arrive(cast.lead, screen=PHONE), channel)


def test_a_life_span_that_nears_its_end_is_renewed(arrive: Arrive, cast: Cast, on: SetDay) -> None:
    channel = given.live_channel(cast)
    on(after(-60, ENDS))
    said = f"Renew it or let it end: {channel}, which is due on 4 January 2028"
    assert said in told(cast.lead.email)
    lead = arrive(cast.lead, screen=PHONE)
    lead.opens("/reviews/")
    lead.follows(str(channel))
    lead.reads("Life span review", "Without a renewal plan the channel lapses")
    lead.presses("Write a renewal plan")
    lead.presses("Start a renewal plan")
    lead.reads("Completed")
    plan = channel.plans.get(kind="renewal")
    assert plan.objectives == "Our objectives."
    is_decided(plan, cast, ends_on="2029-01-04", today=after(-60, ENDS))
    on(after(30, LAPSES))
    lead = arrive(cast.lead)
    lead.opens(f"/channels/{channel.pk}")
    lead.reads("Its life span ends on 4 January 2029.")
    assert is_listed(lead)


def test_a_life_span_that_nobody_renews_lapses_and_is_extended_once(
    arrive: Arrive, cast: Cast, on: SetDay
) -> None:
    channel = given.live_channel(cast)
    on(after(-1, LAPSES))
    assert is_listed(arrive())
    on(LAPSES)
    visitor = arrive()
    assert not is_listed(visitor)
    answer = visitor.asks_the_api("verify", url=channel.url)
    assert answer["verdict"] == "lapsed"

    officer = arrive(cast.officer, screen=PHONE)
    officer.opens(f"/channels/{channel.pk}")
    officer.presses("Extend its life span")
    officer.writes("New end date", "4 April 2028")
    officer.writes("Reason", "The clinic moves in March.")
    officer.presses("Extend its life span")
    assert is_listed(arrive())
    officer.opens(f"/channels/{channel.pk}/steps/extend")
    officer.reads("It was extended once already in this life span.")


def answers_the_review(lead: Somebody) -> None:
    lead.opens("/")
    lead.follows("Answer the security review")
    lead.reads("The lead or an administrator of the channel answers it by 15 February 2027.")
    lead.presses("Answer the review")
    lead.presses("Answer the review")
    lead.reads("There is a problem")
    for question, answer in QUESTIONS.items():
        lead.ticks(answer, of=question)
    lead.writes("Is there anything else to say?", "The app was on an old telephone.")
    lead.presses("Answer the review")
    lead.reads("It is answered.", "The app was on an old telephone.")


def closes_it_with_a_finding(officer: Somebody) -> None:
    officer.opens("/")
    officer.follows("Close the security review")
    officer.presses("Close the review")
    officer.ticks("Something must be put right")
    officer.writes("What must be put right?", "Switch two-step sign-in on.")
    officer.writes("By when?", "3 March 2027")
    officer.presses("Close the review")
    officer.reads("It is closed: something must be put right.", "Switch two-step sign-in on.")


def says_that_it_is_put_right(lead: Somebody) -> None:
    lead.opens("/reviews/")
    lead.reads("Overdue")
    lead.follows("Switch two-step sign-in on.")
    lead.presses("Say that it was put right")
    lead.writes("What was done?", "It is on.")
    lead.presses("Say that it was put right")
    lead.reads("It is on.", "Said to be put right")


def looks_and_ticks_it_off(officer: Somebody) -> None:
    officer.opens("/")
    officer.follows("Look whether it is put right")
    officer.presses("Tick it off")
    officer.writes("What did you see?", "Its settings say so.")
    officer.presses("Tick it off")
    officer.reads("Its settings say so.", "Put right")


def the_next_one_is_in_the_calendar(lead: Somebody, channel: Channel) -> None:
    assert channel.reviews.filter(state=Review.State.SCHEDULED, kind="security").exists()
    lead.opens("/reviews/?state=scheduled")
    lead.reads("Opens on 2 August 2027")
    lead.follows("Put what you owe into your calendar")
    lead.reads("Keep this address to yourself")
    address = lead.page.locator("code").inner_text().removeprefix("http://testserver")
    feed = lead.page.request.get(address)
    assert "Answer the security review: Children's Therapies" in feed.text().replace("\r\n ", "")


def is_decided(plan: Plan, cast: Cast, *, ends_on: str, today: datetime.date) -> None:
    """By the acts: the journey of a plan is told elsewhere."""
    writing.write(plan, by=cast.lead, today=today, answers={"ends_on": ends_on})
    consultations.record(
        plan,
        by=cast.officer,
        today=today,
        held_on=today.isoformat(),
        outcome="go_ahead",
        advice="Go on.",
    )
    plans.submit(plan, by=cast.lead, today=today)
    plans.take_up(plan, by=cast.officer, today=today)
    plans.approve(plan, by=cast.officer, today=today, **REASON)


def is_listed(somebody: Somebody) -> bool:
    return bool(somebody.asks_the_api("channels")["results"])


def told(address: str) -> str:
    """All mails to somebody; several things on one day are one mail."""
    mails = [each for each in mail.outbox if each.to == [address]]
    return "\n".join(f"{each.subject}\n{each.body}" for each in mails)
