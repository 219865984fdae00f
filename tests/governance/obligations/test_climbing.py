"""What is owed is said to one after the other, once a working day, in one e-mail a person."""

import datetime
import re
from collections import Counter

import pytest
import time_machine
from django.core import mail

from governance import leaving
from governance.channels import acts as channels
from governance.hours import is_working_day, next_working_day
from governance.models import Channel, Finding, Obligation, Plan
from governance.obligations import checking, climbing, reading
from governance.plans import acts as plans
from governance.plans import consultations
from governance.reviews import acts as reviews
from ledger.actors import OPERATOR
from ledger.models import Notice
from people.models import HowOften, Membership, User
from tests import cast as given
from tests.cast import NOON, TODAY, Cast
from tests.governance.builders import ENDS, LAPSES
from tests.governance.reviews.conftest import ANSWERS, found_in, security
from tests.governance.reviews.days import SECURITY_OPENS, after, run_sweep
from vault import grants

DUE = after(14, SECURITY_OPENS)


@pytest.fixture(autouse=True)
def daily(cast: Cast) -> None:
    """Everybody hears on each working day; test_week.py has those who do not."""
    User.objects.update(digest=HowOften.EACH_WORKING_DAY)


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.live_channel(cast)


@pytest.fixture
def opened(channel: Channel) -> Channel:
    """Its security review is open."""
    run_sweep(SECURITY_OPENS)
    Notice.objects.all().delete()
    return channel


def lines(words: str) -> Counter[str]:
    """How often each person was sent a line with these words, or for the head one of the team."""
    found: Counter[str] = Counter()
    for notice in Notice.objects.filter(kind="digest").select_related("to"):
        said = [each["says"] for group in notice.context["parts"] for each in group["lines"]]
        said += [f"team {each['team']}" for each in notice.context["teams"]]
        found[notice.to.name] += sum(words in each for each in said)
    return +found


def test_lead_manager_and_head_are_told_in_turn(opened: Channel) -> None:
    expected = [
        (after(-9, DUE), {}),
        (after(-6, DUE), {"Lead": 1}),
        (after(-5, DUE), {"Lead": 1}),
        (after(1, DUE), {"Lead": 2}),
        (after(15, DUE), {"Lead": 2, "Manager": 1}),
    ]
    for day, people in expected:
        run_sweep(day)
        assert lines("security review") == people, day
    run_sweep(after(30, DUE))
    assert lines("team Children's Therapies")["Head"] == 1


def test_missed_days_are_made_up_by_what_counts_now(opened: Channel) -> None:
    run_sweep(after(16, DUE))
    assert lines("security review") == {"Manager": 1}


def test_the_last_rung_says_it_again_and_again(cast: Cast, channel: Channel) -> None:
    finding = owned_by(None, cast, channel)
    for days in (31, 62, 92):
        run_sweep(_working(after(days, finding.deadline)))
    assert lines("team Children's Therapies")["Head"] == 3


def test_nothing_is_said_of_what_was_done(cast: Cast, opened: Channel) -> None:
    reviews.answer(security(opened), by=cast.lead, today=after(3, SECURITY_OPENS), **ANSWERS)
    run_sweep(after(13, SECURITY_OPENS))
    assert not lines("Answer the security review")


def test_findings_climb_from_their_owner_to_the_lead_and_the_officers(
    cast: Cast, channel: Channel
) -> None:
    finding = owned_by(cast.outsider, cast, channel)
    expected = [
        (-8, {}),
        (-7, {"Outsider": 1}),
        (2, {"Outsider": 2}),
        (8, {"Outsider": 2, "Lead": 1}),
        (16, {"Outsider": 2, "Lead": 1, "Officer": 1, "Officer2": 1, "Head": 1}),
    ]
    for days, people in expected:
        run_sweep(_working(after(days, finding.deadline)))
        assert lines("Put it right") == people, days
    before = lines("Put it right")["Officer"]
    run_sweep(_working(after(46, finding.deadline)))
    assert lines("Put it right")["Officer"] == before + 1


def test_a_finding_that_nobody_owns_climbs_from_the_lead(cast: Cast, channel: Channel) -> None:
    finding = owned_by(None, cast, channel)
    for days in (-7, 2, 16):
        run_sweep(_working(after(days, finding.deadline)))
    assert lines("Put it right") == {"Lead": 2, "Manager": 1}


def test_where_its_owner_has_left_the_lead_is_reached_and_not_the_officers(
    cast: Cast, channel: Channel
) -> None:
    finding = owned_by(cast.outsider, cast, channel)
    User.objects.filter(pk=cast.outsider.pk).update(is_active=False)
    climbing.climb(today=after(2, finding.deadline), now=NOON)
    assert lines("Put it right") == {"Lead": 1}
    User.objects.filter(pk=cast.lead.pk).update(is_active=False)
    [row] = Obligation.objects.filter(kind="finding")
    people = climbing.People(finding.deadline)
    assert people.reached(row, "person") == [cast.administrator]


def test_an_owner_who_leaves_hands_it_to_the_lead(cast: Cast, channel: Channel) -> None:
    owned_by(cast.outsider, cast, channel)
    leaving.leave(cast.outsider, by=OPERATOR, today=SECURITY_OPENS)
    [row] = Obligation.objects.filter(kind="finding")
    assert (row.owner, row.person, row.stage) == ("lead", None, "")
    assert list(checking.differences(SECURITY_OPENS)) == []


def owned_by(owner: User | None, cast: Cast, channel: Channel) -> Finding:
    finding = found_in(cast, channel)
    Finding.objects.filter(pk=finding.pk).update(owner=owner)
    checking.rebuild(SECURITY_OPENS)
    return finding


def _working(day: datetime.date) -> datetime.date:
    return day if is_working_day(day) else next_working_day(day)


def test_where_nobody_is_left_the_next_is_reached(cast: Cast, opened: Channel) -> None:
    """No rung is lost on somebody who has gone."""
    User.objects.filter(pk__in=[cast.lead.pk, cast.manager.pk]).update(is_active=False)
    run_sweep(after(-6, DUE))
    assert lines("security review") == {"Administrator": 1}
    User.objects.filter(pk=cast.administrator.pk).update(is_active=False)
    run_sweep(after(1, DUE))
    assert lines("security review") == {"Administrator": 1, "Officer": 1, "Officer2": 1, "Head": 1}


@pytest.mark.parametrize("day", [datetime.date(2027, 7, 17), datetime.date(2027, 8, 30)])
def test_nobody_is_told_on_a_day_off(opened: Channel, day: datetime.date) -> None:
    """A Saturday, and the summer's bank holiday."""
    assert climbing.climb(today=day, now=NOON) == 0
    assert climbing.climb(today=after(3, day), now=NOON) > 0


def test_everybody_hears_once_a_day(cast: Cast, opened: Channel) -> None:
    """Also of what was opened on that day: it waits for the next."""
    day = after(1, DUE)
    run_sweep(day)
    before = Notice.objects.filter(kind="digest").count()
    Obligation.objects.filter(kind="review").delete()
    checking.rebuild(day)
    run_sweep(day)
    assert Notice.objects.filter(kind="digest").count() == before
    run_sweep(after(1, day))
    assert Notice.objects.filter(kind="digest").count() > before


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param([-63], 0, id="early"),
        pytest.param([-60], 1, id="first"),
        pytest.param([-60, -57, -32], 1, id="between"),
        pytest.param([-60, -29, -7, -1], 4, id="all"),
        pytest.param([-5, -4], 1, id="last"),
    ],
)
def test_life_span(channel: Channel, days: list[int], expected: int) -> None:
    for day in days:
        run_sweep(_working(after(day, ENDS)))
        run_sweep(_working(after(day, ENDS)))
    assert lines("Renew it or let it end")["Lead"] == expected


def test_the_first_word_after_its_end_reaches_the_manager_as_well(channel: Channel) -> None:
    run_sweep(_working(after(-1, ENDS)))
    Notice.objects.all().delete()
    run_sweep(_working(after(1, ENDS)))
    assert lines("Renew it or let it end") == {"Lead": 1, "Manager": 1}


def test_where_the_manager_answers_for_it_they_hear_of_it_once(
    cast: Cast, channel: Channel
) -> None:
    leaving.leave(cast.lead, by=OPERATOR, today=TODAY)
    leaving.leave(cast.administrator, by=OPERATOR, today=TODAY)
    run_sweep(_working(after(-1, ENDS)))
    Notice.objects.all().delete()
    run_sweep(_working(after(1, ENDS)))
    assert lines("Renew it or let it end") == {"Manager": 1}


def test_a_longer_life_span_is_said_anew(cast: Cast, channel: Channel) -> None:
    run_sweep(after(-5, ENDS))
    inputs = {"ends_on": "2028-04-04", "reason": "Needed."}
    channels.extend(channel, by=cast.officer, today=after(-4, ENDS), **inputs)
    run_sweep(datetime.date(2028, 3, 29))
    assert lines("Renew it or let it end") == {"Lead": 2}


def test_a_jump_past_everything_still_says_it_before_it_lapses(channel: Channel) -> None:
    run_sweep(_working(after(30, LAPSES)))
    assert lines("Renew it or let it end") or lines("team Children's Therapies")
    assert Channel.objects.get().state == "lapsed"


def test_an_account_is_asked_of_who_owes_it_and_then_of_the_head(
    cast: Cast, channel: Channel
) -> None:
    assert channel.custodian is not None
    with time_machine.travel(NOON, tick=False):
        given.on_duty(cast.on_call)
        glass = grants.AtOnce(signed_in_at=NOON, account_by=after(1))
        wish = grants.Wish(reason="A post must come down.")
        grants.immediate(
            channel.custodian, wish, glass, in_hours=False, by=cast.on_call, today=TODAY
        )
    [row] = Obligation.objects.filter(kind="account")
    User.objects.filter(pk=cast.on_call.pk).update(is_active=False)
    gone = climbing.People(TODAY).reached(Obligation.objects.get(pk=row.pk), "person")
    assert {user.name for user in gone} == {"Officer", "Officer2", "Head"}
    User.objects.filter(pk=cast.on_call.pk).update(is_active=True)
    for days in (0, 1, 2, 3):
        climbing.climb(today=after(days), now=NOON)
    assert lines("Say what you did with the keys") == {"On Call": 1}
    assert lines("team Children's Therapies") == {"Head": 1}


def test_one_e_mail_says_it_all_with_a_link_a_line(opened: Channel) -> None:
    mail.outbox.clear()
    run_sweep(after(1, DUE))
    [sent] = [each for each in mail.outbox if each.to == ["lead@riverside.invalid"]]
    assert sent.subject == "1 thing waits for you in the register of channels"
    body = str(sent.body)
    assert "Answer the security review: Children's Therapies on Instagram" in body
    assert "which was due on 15 February 2027" in body
    assert re.findall(r"http://testserver(\S+)", body)[-1] == "/obligations/"
    assert "\n\n\n" not in body


def sent_to_the_head() -> str:
    [sent] = [each for each in mail.outbox if each.to == ["head@riverside.invalid"]]
    return str(sent.body)


def test_the_heads_line_a_team_leads_to_what_is_late(opened: Channel) -> None:
    Obligation.objects.exclude(kind="review").delete()
    mail.outbox.clear()
    run_sweep(after(30, DUE))
    says = "- Children's Therapies: 1\n  http://testserver/obligations/?team=therapies\n"
    assert says in sent_to_the_head()


def test_what_only_the_head_does_is_said_to_them_in_a_line(cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False):
        plan = given.submitted(cast)
        own = {"team": cast.communications, "author": cast.officer2}
        Plan.objects.filter(pk=plan.pk).update(**own)
        plans.take_up(Plan.objects.get(), by=cast.officer, today=TODAY)
    [row] = Obligation.objects.filter(kind="decision")
    mail.outbox.clear()
    run_sweep(row.due_on)
    body = sent_to_the_head()
    assert "Decide a plan: " in body
    assert f"http://testserver/plans/{plan.pk}\n" in body
    assert "Communications: " not in body


def test_officers_hear_again_of_a_plan_that_only_they_can_take_up(cast: Cast) -> None:
    """Its author is the head, whom every rung after the first reached: they may not decide it."""
    plan = given.submitted(cast)
    Plan.objects.filter(pk=plan.pk).update(author=cast.head)
    for days in range(1, 29):
        run_sweep(after(days))
    assert lines("Take up a plan")["Officer"] >= 3


def test_no_officer_is_asked_for_a_decision_that_is_not_theirs(cast: Cast) -> None:
    """Of their own team, or their own plan; the page of what is owed does not ask them either."""
    Membership.objects.create(team=cast.team, user=cast.officer2)
    plans.submit(given.ready(cast), by=cast.lead, today=TODAY)
    for days in range(1, 5):
        run_sweep(after(days))
    found = lines("Take up a plan")
    assert found["Officer"]
    assert "Officer2" not in found


@pytest.mark.parametrize("name", ["officer2", "head"])
def test_nobody_is_asked_to_hold_a_consultation_with_themselves(cast: Cast, name: str) -> None:
    """Its author cannot record it, and would be led to a page that is shut to them."""
    author = getattr(cast, name)
    plan = given.draft(cast)
    with time_machine.travel(NOON, tick=False):
        consultations.ask(plan, by=cast.lead, today=TODAY, question="May we?")
    Plan.objects.filter(pk=plan.pk).update(author=author)
    for days in range(1, 29):
        run_sweep(after(days))
    found = lines("Hold a consultation")
    assert found["Officer"]
    assert not Notice.objects.filter(kind="digest", to=author).exists()
    row = Obligation.objects.get(kind="decision")
    mine = Obligation.objects.filter(reading.reaching(author))
    assert row not in mine
    assert row in Obligation.objects.filter(reading.reaching(cast.officer))


def test_without_a_head_the_officers_hear_again_of_a_consultation(cast: Cast) -> None:
    """No executive can hold it."""
    User.objects.filter(pk=cast.head.pk).update(is_active=False)
    with time_machine.travel(NOON, tick=False):
        consultations.ask(given.draft(cast), by=cast.lead, today=TODAY, question="May we?")
    for days in range(1, 29):
        run_sweep(after(days))
    told = Notice.objects.filter(kind="digest").values_list("to__name", flat=True)
    assert set(told) == {"Officer", "Officer2"}


def test_where_nobody_is_here_whoever_comes_first_is_told_at_once(opened: Channel) -> None:
    """Its rung waits for them, and not they for the next rung."""
    everybody = User.objects.filter(is_active=True)
    gone = list(everybody.values_list("pk", flat=True))
    everybody.update(is_active=False)
    run_sweep(after(1, DUE))
    row = Obligation.objects.get(kind="review", channel=opened, due_on=DUE, discharged_on=None)
    assert (row.rung, lines("security review")) == (0, {})
    User.objects.filter(pk__in=gone, name="Head").update(is_active=True)
    run_sweep(after(2, DUE))
    assert lines("security review")["Head"] == 1
