"""Whoever hears once a week hears on its first working day, and of what cannot wait before."""

import datetime
import uuid
from collections import Counter

import pytest
from django.core import mail

from governance import hours, leaving
from governance.channels.owed import confirmation
from governance.models import Channel, Obligation, Reach, Rules
from governance.obligations import checking, climbing
from governance.obligations.kinds import KINDS
from governance.obligations.week import LITTLE
from ledger import outbox
from ledger.actors import OPERATOR
from ledger.models import Notice
from people.models import HowOften, User
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.obligations.test_climbing import lines
from tests.governance.reviews.days import after, run_sweep

MONDAY = datetime.date(2027, 2, 1)
TUESDAY, WEDNESDAY, NEXT_MONDAY = after(1, MONDAY), after(2, MONDAY), after(7, MONDAY)


@pytest.fixture
def channel(cast: Cast) -> Channel:
    made = given.live_channel(cast)
    Obligation.objects.all().delete()
    Notice.objects.all().delete()
    return made


def hears(often: HowOften, *people: User) -> None:
    User.objects.filter(pk__in=[each.pk for each in people]).update(digest=often)


def row(channel: Channel, kind: str, due_on: datetime.date, **facts: object) -> Obligation:
    """As settling would have begun it long ago; what follows is the clock's part of it alone."""
    ladder = next(iter(KINDS[kind].ladders.values()))
    known: dict[str, object] = {
        "kind": kind,
        "subject_id": uuid.uuid4(),
        "key": channel.pk,
        "about": str(channel),
        "channel": channel,
        "team": channel.team,
        "stage": next(iter(KINDS[kind].ladders)),
        "owner": ladder.reached(0).reaches,
        "reaches": ladder.reached(0).reaches,
        "since": TODAY,
        "opened_on": TODAY,
        "due_on": due_on,
        "next_on": ladder.next_on(due_on, 0),
    }
    return Obligation.objects.create(**known | facts)


def climb(day: datetime.date) -> None:
    now = datetime.datetime.combine(day, datetime.time(9), datetime.UTC)
    climbing.climb(today=day, now=now)


def told(person: User) -> int:
    """How many things this person was told."""
    notices = Notice.objects.filter(kind="digest", to=person)
    return sum(each.context["number"] for each in notices if each.context)


def mailed(*people: User) -> list[int]:
    """How many of their e-mails of what is owed went out."""
    sent = Notice.objects.filter(kind="digest", sent_at__isnull=False)
    return [sent.filter(to=each).count() for each in people]


def test_what_can_wait_waits_for_their_day_and_stays_on_its_rung(
    cast: Cast, channel: Channel
) -> None:
    hears(HowOften.WEEKLY, cast.lead)
    found = row(channel, "plan", TUESDAY)
    climb(TUESDAY)
    found.refresh_from_db()
    assert (found.rung, found.next_on, told(cast.lead)) == (0, NEXT_MONDAY, 0)
    climb(WEDNESDAY)
    assert told(cast.lead) == 0
    climb(NEXT_MONDAY)
    found.refresh_from_db()
    assert (found.rung, found.next_on, told(cast.lead)) == (1, after(14, TUESDAY), 1)


def test_where_no_sweep_ran_on_their_day_the_next_one_says_it(cast: Cast, channel: Channel) -> None:
    hears(HowOften.WEEKLY, cast.lead)
    row(channel, "plan", TUESDAY)
    climb(TUESDAY)
    climb(after(2, NEXT_MONDAY))
    assert told(cast.lead) == 1


def test_after_a_bank_holiday_the_week_begins_on_tuesday() -> None:
    assert hours.week_begins(datetime.date(2027, 3, 31)) == datetime.date(2027, 3, 30)
    assert hours.week_begins(WEDNESDAY) == MONDAY


@pytest.mark.parametrize(
    ("kind", "days_after", "said"),
    [
        pytest.param("renewal", -1, 1, id="the end is tomorrow"),
        pytest.param("renewal", 14, 1, id="it lapses today"),
        pytest.param("access_confirmation", 0, 0, id="it leaves the list in a month"),
        pytest.param("access_confirmation", 20, 1, id="it leaves the list in ten days"),
        pytest.param("plan", 14, 0, id="nothing comes of it by a day"),
    ],
)
def test_what_comes_soon_goes_on_the_next_working_day(
    cast: Cast, channel: Channel, kind: str, days_after: int, said: int
) -> None:
    everybody = [cast.lead, cast.manager, cast.head, cast.officer, cast.officer2]
    hears(HowOften.WEEKLY, *everybody)
    due_on = after(-days_after, TUESDAY)
    late = max(KINDS[kind].ladder("").at(due_on, MONDAY) - 1, 0)
    found = row(channel, kind, due_on, rung=late, next_on=TUESDAY)
    climb(TUESDAY)
    assert (sum(map(told, everybody)) > 0) == bool(said)
    found.refresh_from_db()
    assert (found.next_on == NEXT_MONDAY) != bool(said)


@pytest.mark.parametrize("kind", ["decision", "keys", "account"])
def test_what_is_urgent_by_its_kind_waits_for_nobodys_day(
    cast: Cast, channel: Channel, kind: str
) -> None:
    User.objects.update(digest=HowOften.WEEKLY)
    row(channel, kind, TUESDAY, person=cast.lead)
    climb(TUESDAY)
    assert sum(told(each) for each in cast.everybody.values()) > 0


def test_of_several_each_hears_on_their_own_days(cast: Cast, channel: Channel) -> None:
    """It is said to somebody, so it moves; nobody of them is left out."""
    hears(HowOften.EACH_WORKING_DAY, cast.officer)
    hears(HowOften.WEEKLY, cast.officer2, cast.head)
    found = row(channel, "plan", TUESDAY, reaches=Reach.OFFICERS)
    found.kind, found.next_on = "access", TUESDAY
    found.due_on, found.rung = after(-14, TUESDAY), 1
    found.save()
    run_sweep(TUESDAY)
    assert mailed(cast.officer, cast.officer2, cast.head) == [1, 0, 0]
    run_sweep(WEDNESDAY)
    assert mailed(cast.officer2, cast.head) == [0, 0]
    run_sweep(NEXT_MONDAY)
    assert mailed(cast.officer2, cast.head) == [1, 1]
    assert lines("Hold and test access") == {"Officer": 1, "Officer2": 1, "Head": 1}


@pytest.mark.parametrize("number", [LITTLE - 1, LITTLE])
def test_as_it_comes_is_weekly_while_little_is_owed(
    cast: Cast, channel: Channel, number: int
) -> None:
    for _ in range(number):
        row(channel, "plan", TUESDAY)
    climb(TUESDAY)
    assert told(cast.lead) == (number if number >= LITTLE else 0)


def test_as_it_comes_what_was_said_before_counts(cast: Cast, channel: Channel) -> None:
    for _ in range(LITTLE - 1):
        row(channel, "plan", MONDAY, rung=1, next_on=after(14, MONDAY))
    row(channel, "plan", TUESDAY)
    climb(TUESDAY)
    assert told(cast.lead) == 1


def test_as_it_comes_one_thing_late_by_more_than_a_week_is_much(
    cast: Cast, channel: Channel
) -> None:
    row(channel, "plan", after(-8, TUESDAY), rung=1, next_on=after(6, TUESDAY))
    row(channel, "plan", TUESDAY)
    climb(TUESDAY)
    assert told(cast.lead) == 1


def test_whoever_chose_each_working_day_waits_for_nothing(cast: Cast, channel: Channel) -> None:
    hears(HowOften.EACH_WORKING_DAY, cast.lead)
    row(channel, "plan", TUESDAY)
    climb(TUESDAY)
    assert told(cast.lead) == 1


@pytest.mark.parametrize("often", list(HowOften))
def test_with_hundreds_owed_a_week_has_five_mails_at_most(
    cast: Cast, channel: Channel, often: HowOften
) -> None:
    User.objects.update(digest=often)
    for number in range(150):
        row(channel, "plan", after(number % 14, after(-3, MONDAY)))
        row(channel, "keys", after(number % 14, after(-3, MONDAY)))
    mails: Counter[tuple[str, int]] = Counter()
    for number in range(14):
        mail.outbox.clear()
        run_sweep(after(number, MONDAY))
        run_sweep(after(number, MONDAY))
        mails.update((address, number // 7) for each in mail.outbox for address in each.to)
    assert mails
    assert max(mails.values()) <= 5
    assert not outbox.standing(now=datetime.datetime.now(datetime.UTC)).given_up


def test_what_a_leaver_did_not_read_is_said_to_whoever_is_reached_now(
    cast: Cast, channel: Channel
) -> None:
    """Between the climb and the post; not only at the next rung, a fortnight later."""
    hears(HowOften.EACH_WORKING_DAY, cast.lead, cast.administrator)
    found = row(channel, "plan", TUESDAY)
    climb(TUESDAY)
    assert told(cast.lead) == 1
    leaving.leave(cast.lead, by=OPERATOR, today=TUESDAY)
    climb(TUESDAY)
    run_sweep(WEDNESDAY)
    found.refresh_from_db()
    assert (found.rung, found.next_on) == (1, after(14, TUESDAY))
    assert lines("Write its plan") == {"Lead": 1, "Administrator": 1}
    assert mailed(cast.lead, cast.administrator) == [0, 1]
    assert not [each for each in mail.outbox if each.to == [cast.lead.email]]
    run_sweep(after(3, MONDAY))
    assert lines("Write its plan") == {"Lead": 1, "Administrator": 1}


def test_nor_is_it_lost_where_they_leave_after_the_next_climb(cast: Cast, channel: Channel) -> None:
    """The mail server was away for a day; whoever is reached now has had their mail of the day."""
    hears(HowOften.EACH_WORKING_DAY, cast.lead, cast.manager)
    row(channel, "plan", TUESDAY)
    row(channel, "lead", WEDNESDAY)
    Channel.objects.get(pk=channel.pk).administrators.clear()
    climb(TUESDAY)
    climb(WEDNESDAY)
    assert (told(cast.lead), told(cast.manager)) == (1, 1)
    leaving.leave(cast.lead, by=OPERATOR, today=WEDNESDAY)
    climb(WEDNESDAY)
    climb(after(3, MONDAY))
    assert lines("Write its plan")["Manager"] == 1


def test_nor_does_it_wait_for_a_weekly_day(cast: Cast, channel: Channel) -> None:
    hears(HowOften.EACH_WORKING_DAY, cast.lead)
    hears(HowOften.WEEKLY, cast.administrator)
    row(channel, "plan", TUESDAY)
    climb(TUESDAY)
    leaving.leave(cast.lead, by=OPERATOR, today=TUESDAY)
    climb(WEDNESDAY)
    assert lines("Write its plan") == {"Lead": 1, "Administrator": 1}


def test_what_others_were_told_as_well_is_not_said_to_them_twice(
    cast: Cast, channel: Channel
) -> None:
    hears(HowOften.EACH_WORKING_DAY, cast.officer, cast.officer2, cast.head)
    due_on = after(-14, TUESDAY)
    row(channel, "access", due_on, rung=1, next_on=TUESDAY)
    climb(TUESDAY)
    leaving.leave(cast.officer2, by=OPERATOR, today=TUESDAY)
    climb(WEDNESDAY)
    assert told(cast.officer) == 1


def test_waiting_makes_no_difference_to_the_facts(cast: Cast, channel: Channel) -> None:
    hears(HowOften.WEEKLY, *cast.everybody.values())
    checking.rebuild(TODAY)
    for number in range(1, 40):
        run_sweep(after(number))
    assert list(checking.differences(after(40))) == []
    assert confirmation.patience is not None
    assert confirmation.patience(Rules()) == Rules().confirmation_grace_days


def waiting_of_officers(channel: Channel, *due: datetime.date) -> list[Obligation]:
    """Said to one of several on Tuesday; the others hear on Monday."""
    return [
        row(channel, "access", each, reaches=Reach.OFFICERS, rung=1, next_on=TUESDAY)
        for each in due
    ]


def done(found: Obligation) -> None:
    Obligation.objects.filter(pk=found.pk).update(discharged_on=WEDNESDAY, discharged_by="x")


def test_what_was_done_meanwhile_is_not_said_on_their_day(cast: Cast, channel: Channel) -> None:
    hears(HowOften.EACH_WORKING_DAY, cast.officer)
    hears(HowOften.WEEKLY, cast.officer2, cast.head)
    first, _ = waiting_of_officers(channel, after(-14, TUESDAY), after(-15, TUESDAY))
    run_sweep(TUESDAY)
    done(first)
    mail.outbox.clear()
    outbox.send_due(now=datetime.datetime(2027, 2, 8, 12, tzinfo=datetime.UTC), day=NEXT_MONDAY)
    [sent] = [each for each in mail.outbox if each.to == [cast.officer2.email]]
    assert sent.subject == "1 thing waits for you in the register of channels"
    assert "18 January 2027" in str(sent.body)
    assert "19 January 2027" not in str(sent.body)


def test_a_mail_of_what_was_all_done_meanwhile_is_not_sent(cast: Cast, channel: Channel) -> None:
    """And nobody reads that the mail server would not take it."""
    hears(HowOften.EACH_WORKING_DAY, cast.officer)
    hears(HowOften.WEEKLY, cast.officer2, cast.head)
    [found] = waiting_of_officers(channel, after(-14, TUESDAY))
    run_sweep(TUESDAY)
    done(found)
    now = datetime.datetime(2027, 2, 8, 12, tzinfo=datetime.UTC)
    outbox.send_due(now=now, day=NEXT_MONDAY)
    assert mailed(cast.officer, cast.officer2, cast.head) == [1, 0, 0]
    found_now = outbox.standing(now=now)
    assert (found_now.given_up, found_now.late) == (0, 0)


def test_of_the_heads_line_a_team_what_was_done_is_not_counted(
    cast: Cast, channel: Channel
) -> None:
    hears(HowOften.EACH_WORKING_DAY, cast.head)
    due = (after(-30, TUESDAY), after(-31, TUESDAY))
    rows = [row(channel, "plan", each, reaches=Reach.HEAD, rung=2, next_on=TUESDAY) for each in due]
    climb(TUESDAY)
    done(rows[0])
    mail.outbox.clear()
    outbox.send_due(now=datetime.datetime(2027, 2, 2, 12, tzinfo=datetime.UTC), day=TUESDAY)
    [sent] = [each for each in mail.outbox if each.to == [cast.head.email]]
    assert "- Children's Therapies: 1\n" in str(sent.body)
