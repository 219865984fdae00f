"""What the clock does with reviews: it schedules, opens, reminds and lets lapse."""

import datetime
import re

import orjson
import pytest
from django.core import mail

from governance.channels import acts as channels
from governance.models import Channel, Finding, Listing, Review
from governance.reviews import acts as reviews
from ledger.models import Entry, Notice
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.reviews.days import (
    ENDS,
    LAPSES,
    LIFE_SPAN_OPENS,
    SECURITY_OPENS,
    after,
    run_sweep,
    told,
)

ANSWERS = dict.fromkeys(["people_right", "two_step", "recovery", "monitored", "needed"], "yes")
LATE_IN_TURN = {
    ("review_due", "Lead"): 1,
    ("review_due", "Administrator"): 1,
    ("review_due", "Manager"): 1,
    ("review_due", "Head"): 1,
}


def security(channel: Channel) -> Review:
    return channel.reviews.filter(kind=Review.Kind.SECURITY).order_by("opens_on").last()  # type: ignore[return-value]  # it has one


def test_going_live_schedules_both_kinds(cast: Cast) -> None:
    channel = given.live_channel(cast)
    found = dict(channel.reviews.values_list("kind", "opens_on"))
    assert found == {"security": SECURITY_OPENS, "life_span": LIFE_SPAN_OPENS}


@pytest.mark.parametrize("late", [0, 1, 40])
def test_security_review_opens_on_its_day_or_later(cast: Cast, late: int) -> None:
    channel = given.live_channel(cast)
    run_sweep(after(-1, SECURITY_OPENS))
    assert security(channel).state == "scheduled"
    day = after(late, SECURITY_OPENS)
    run_sweep(day)
    review = security(channel)
    assert (review.state, review.opened_on, review.due_on) == ("open", day, after(14, day))
    assert told("review_opened") == {
        ("review_opened", "Lead"): 1,
        ("review_opened", "Administrator"): 1,
    }


def test_lead_manager_and_head_are_reminded_in_turn(cast: Cast) -> None:
    given.live_channel(cast)
    run_sweep(SECURITY_OPENS)
    due = after(14, SECURITY_OPENS)
    expected = [
        (after(-8, due), set()),
        (after(-7, due), {"Lead", "Administrator"}),
        (after(6, due), {"Lead", "Administrator"}),
        (after(7, due), {"Lead", "Administrator", "Manager"}),
        (after(14, due), {"Lead", "Administrator", "Manager", "Head"}),
    ]
    for day, people in expected:
        run_sweep(day)
        assert {name for _, name in told("review_due")} == people, day
    run_sweep(after(1, due))
    run_sweep(after(60, due))
    assert told("review_due") == LATE_IN_TURN


def test_missed_days_lose_no_reminder(cast: Cast) -> None:
    given.live_channel(cast)
    run_sweep(SECURITY_OPENS)
    run_sweep(after(60, SECURITY_OPENS))
    assert told("review_due") == LATE_IN_TURN


def test_nobody_is_reminded_of_an_answered_review(cast: Cast) -> None:
    channel = given.live_channel(cast)
    run_sweep(SECURITY_OPENS)
    reviews.answer(security(channel), by=cast.lead, today=after(3, SECURITY_OPENS), **ANSWERS)
    run_sweep(after(60, SECURITY_OPENS))
    assert not told("review_due")


def test_findings_past_their_day_climb_likewise(cast: Cast) -> None:
    channel = given.live_channel(cast)
    finding = found_in(cast, channel)
    run_sweep(after(-8, finding.deadline))
    assert not told("finding_due")
    for day in (after(-7, finding.deadline), after(40, finding.deadline)):
        run_sweep(day)
        run_sweep(day)
    assert sorted(name for _, name in told("finding_due").elements()) == [
        "Administrator",
        "Head",
        "Lead",
        "Manager",
    ]


def test_fixed_finding_is_no_longer_told(cast: Cast) -> None:
    channel = given.live_channel(cast)
    finding = found_in(cast, channel)
    reviews.fix(finding, by=cast.administrator, today=SECURITY_OPENS, what_was_done="Done.")
    run_sweep(after(60, finding.deadline))
    assert not told("finding_due")
    assert told("finding_fixed")["finding_fixed", "Head"] == 1


def found_in(cast: Cast, channel: Channel) -> Finding:
    run_sweep(SECURITY_OPENS)
    review = security(channel)
    reviews.answer(review, by=cast.lead, today=SECURITY_OPENS, **ANSWERS)
    reviews.close(
        review,
        by=cast.officer,
        today=SECURITY_OPENS,
        outcome="findings",
        finding="Two-step sign-in is off.",
        deadline=after(30, SECURITY_OPENS).isoformat(),
    )
    return review.findings.get()


def test_next_review_follows_a_closed_one(cast: Cast) -> None:
    channel = given.live_channel(cast)
    found_in(cast, channel)
    run_sweep(after(5, SECURITY_OPENS))
    coming = security(channel)
    assert (coming.state, coming.opens_on) == ("scheduled", datetime.date(2028, 1, 4))
    assert Entry.objects.filter(act="review.schedule").count() == 1
    run_sweep(after(6, SECURITY_OPENS))
    assert channel.reviews.filter(kind="security").count() == 2


def test_closed_life_span_review_comes_once_for_one_end(cast: Cast) -> None:
    channel = given.live_channel(cast)
    run_sweep(LIFE_SPAN_OPENS)
    review = channel.reviews.get(kind="life_span")
    reviews.answer(review, by=cast.lead, today=LIFE_SPAN_OPENS, **ANSWERS)
    reviews.close(review, by=cast.officer, today=LIFE_SPAN_OPENS, outcome="fine")
    run_sweep(after(1, LIFE_SPAN_OPENS))
    assert channel.reviews.filter(kind="life_span").count() == 1
    day = after(2, LIFE_SPAN_OPENS)
    channels.extend(channel, by=cast.officer, today=day, ends_on="2028-04-04", reason="Needed.")
    scheduled = channel.reviews.get(kind="life_span", state="scheduled")
    assert scheduled.opens_on == datetime.date(2028, 2, 4)


def test_channel_without_reviews_gets_them_unless_it_is_retired(cast: Cast) -> None:
    channel = given.live_channel(cast)
    Review.objects.all().delete()
    run_sweep(TODAY)
    assert channel.reviews.filter(state="scheduled").count() == 2
    closing = {"records_captured": True, "no_closing_notice": "Nobody followed it."}
    channels.prepare_closing(channel, by=cast.officer, today=TODAY, **closing)
    channels.retire(
        channel, by=cast.officer, today=TODAY, ending="closed", archive="Shelf", reason="Over."
    )
    run_sweep(after(400))
    assert not channel.reviews.exclude(state="closed").exists()
    assert not told("review_opened", "review_due", "review_closed", "life_span_ending")


def test_suspended_channel_is_reviewed_but_a_lapsed_one_is_left_alone(cast: Cast) -> None:
    channel = given.suspended_channel(cast)
    run_sweep(SECURITY_OPENS)
    assert security(channel).state == "open"
    lapsed = given.live_channel(
        cast, name="Other", answers={"handle": "@other", "ends_on": "2027-06-01"}
    )
    run_sweep(datetime.date(2027, 6, 20))
    lapsed.refresh_from_db()
    assert lapsed.state == "lapsed"
    run_sweep(after(100, SECURITY_OPENS))
    assert security(lapsed).state == "scheduled"


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([-61], 0),
        ([-60], 1),
        ([-60, -59, -31], 1),
        ([-60, -30, -7, -1, 0, 14], 3),
        ([-29], 1),
        ([-5, -4], 1),
        ([-40, -5], 2),
    ],
)
def test_life_span_reminders(cast: Cast, days: list[int], expected: int) -> None:
    """Each once; of several that were missed only the latest."""
    given.live_channel(cast)
    for day in days:
        run_sweep(after(day, ENDS))
        run_sweep(after(day, ENDS))
    counts = told("life_span_ending")
    assert counts["life_span_ending", "Lead"] == expected
    assert counts["life_span_ending", "Administrator"] == expected


def test_lapse_after_grace_takes_it_off_the_list(cast: Cast) -> None:
    channel = given.live_channel(cast)
    run_sweep(after(-1, LAPSES))
    assert channel.published.address_key
    run_sweep(LAPSES)
    channel = Channel.objects.get(pk=channel.pk)
    assert channel.state == "lapsed"
    assert not hasattr(channel, "published")
    assert told("channel_lapsed")["channel_lapsed", "Lead"] == 1


def test_jump_past_everything_still_reminds_before_it_lapses(cast: Cast) -> None:
    given.live_channel(cast)
    run_sweep(after(30, LAPSES))
    assert told("life_span_ending")["life_span_ending", "Lead"] == 1
    assert told("channel_lapsed")["channel_lapsed", "Lead"] == 1


def test_mails_say_what_is_wanted_and_by_when(cast: Cast) -> None:
    given.live_channel(cast)
    mail.outbox.clear()
    run_sweep(SECURITY_OPENS)
    run_sweep(after(-30, ENDS))
    subjects = {each.subject for each in mail.outbox}
    assert (
        "Please answer by 18 July 2027: security review of Children's Therapies on Instagram"
        in subjects
    )
    assert (
        "Please renew or close: Children's Therapies on Instagram ends on 4 January 2028"
        in subjects
    )
    for each in mail.outbox:
        assert len(re.findall(r"http://testserver/", str(each.body))) == 1


def test_register_says_what_is_next(cast: Cast) -> None:
    channel = given.live_channel(cast)

    def kept() -> list[dict[str, str]]:
        listing = Listing.objects.get(channel=channel)
        return [
            {name: each[name] for name in ("kind", "state", "due_on")}
            for each in orjson.loads(bytes(listing.document))["next_reviews"]
        ]

    assert kept()[0] == {"kind": "security", "state": "scheduled", "due_on": "2027-07-18"}
    run_sweep(after(10, SECURITY_OPENS))
    assert kept()[0] == {"kind": "security", "state": "open", "due_on": "2027-07-28"}
    assert "next_reviews" not in orjson.loads(bytes(channel.published.document))


def test_no_notice_is_owed_without_a_person(cast: Cast) -> None:
    channel = given.live_channel(cast)
    Channel.objects.filter(pk=channel.pk).update(lead=None)
    channel.administrators.clear()
    run_sweep(after(20, SECURITY_OPENS))
    run_sweep(after(60, SECURITY_OPENS))
    assert {name for _, name in told("review_due")} == {"Manager", "Head"}
    assert not Notice.objects.filter(sent_at=None, kind="review_due").exists()
