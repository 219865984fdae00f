"""What people do about a line of their mail, by kind: the acts that its page offers."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from governance.access import acts as access
from governance.access import looked
from governance.access.owed import STALE
from governance.channels import acts as channels
from governance.channels import confirming, people
from governance.models import Channel, Finding, Holder, Obligation, Plan, PolicyVersion, Review
from governance.models.platform import AccessMethod
from governance.obligations.kinds import KINDS
from governance.plans import acts as plans
from governance.plans import consultations, guards, writing
from governance.policy import acts as policies
from governance.policy import reading
from governance.reviews import acts as reviews
from governance.reviews.owed import LEFT, SAID
from ledger.days import add_months
from people.models import User
from people.roles import Role
from tests.years.keys import Keys
from tests.years.organisation import MAILBOX
from vault import grants
from vault.models import Grant

Do = Callable[["Doing", Obligation, User, datetime.date], None]
REVIEWED = dict.fromkeys(["people_right", "two_step", "recovery", "monitored", "needed"], "yes")
LIFE_SPAN = 18  # months
SOMETHING_FOUND = 0.1  # of the reviews
DO_NOT_RENEW = 0.2  # of those whose end is near


@dataclass
class Doing:
    keys: Keys

    def do(self, row: Obligation, person: User, day: datetime.date) -> None:
        """NotDoneError where somebody else may, or something else comes first."""
        if act := ACTS.get(row.kind):
            act(self, row, person, day)

    def now_and_then(self, part: float) -> bool:
        return self.keys.chance.random() < part

    def an_officer(self, *, but: User | None = None) -> User:
        officers = User.objects.holding(Role.OFFICER).order_by("email")
        return self.keys.chance.choice([each for each in officers if each != but])


def _channel(row: Obligation) -> Channel:
    assert row.channel is not None
    return row.channel


def _confirm(all_: Doing, row: Obligation, person: User, day: datetime.date) -> None:
    if row.stage in KINDS[row.kind].parts:
        _look(_channel(row), person, day)
    else:
        confirming.confirm(_channel(row), by=person, today=day)


def _look(channel: Channel, person: User, day: datetime.date) -> None:
    """Who is to be removed is removed on the platform first."""
    for line in channel.holders.filter(removed_on=None).exclude(removal_wanted_on=None):
        access.remove(line, by=person, today=day)
    channel.refresh_from_db()
    looked.confirm_access(channel, by=person, today=day)


def _review(all_: Doing, row: Obligation, person: User, day: datetime.date) -> None:
    review = Review.objects.get(pk=row.subject_id)
    if review.state == Review.State.OPEN and not person.is_officer:
        reviews.answer(review, by=person, today=day, **REVIEWED)
    elif all_.now_and_then(SOMETHING_FOUND):
        deadline = (day + datetime.timedelta(days=30)).isoformat()
        found = {"outcome": "findings", "finding": "Its picture is old.", "deadline": deadline}
        reviews.close(review, by=person, today=day, **found)
    else:
        reviews.close(review, by=person, today=day, outcome="fine")


def _finding(all_: Doing, row: Obligation, person: User, day: datetime.date) -> None:
    if row.stage == LEFT:
        access.remove(Holder.objects.get(pk=row.subject_id), by=person, today=day)
        return
    finding = Finding.objects.get(pk=row.subject_id)
    if row.stage == SAID:
        reviews.tick(finding, by=person, today=day, what_was_seen="A new picture.")
    else:
        reviews.fix(finding, by=person, today=day, what_was_done="There is a new one.")


def _name(all_: Doing, row: Obligation, person: User, day: datetime.date) -> None:
    """Two of the team who are here; the lead as before, and else one who has read the policy."""
    channel = _channel(row)
    team = _team(channel)
    unread = {each.pk for each in reading.yet_to_read(team, day)}
    could = [each for each in team if each.pk not in unread]
    lead = channel.lead or (all_.keys.chance.choice(could) if could else None)
    others = [each for each in team if each != lead]
    if lead is not None and others:
        named = [lead.pk, all_.keys.chance.choice(others).pk]
        people.name_people(channel, by=person, today=day, lead=lead.pk, administrators=named)


def _team(channel: Channel) -> list[User]:
    """Its staff who are here, without the manager."""
    theirs = User.objects.filter(
        is_active=True, memberships__team=channel.team, memberships__ended_on=None
    )
    return [each for each in theirs.order_by("email") if each.pk != channel.team.manager_id]


def _access(all_: Doing, row: Obligation, person: User, day: datetime.date) -> None:
    channel = _channel(row)
    if channel.access_method == AccessMethod.KEYS:
        all_.keys.hold(channel, person, day, again=row.stage == STALE)
        return
    for officer in User.objects.holding(Role.OFFICER).order_by("email")[:2]:
        line = channel.holders.filter(user=officer, removed_on=None).first()
        if line is None:
            wanted = {"kind": "person", "level": "full", "email": officer.email}
            line = access.add(channel, by=person, today=day, **wanted)
        if line.confirmed_on is None or line.removal_wanted_on or row.stage == STALE:
            access.confirm(line, by=all_.an_officer(), today=day)


def _keys(all_: Doing, row: Obligation, person: User, day: datetime.date) -> None:
    all_.keys.renew(row, person, day)


def _account(all_: Doing, row: Obligation, person: User, day: datetime.date) -> None:
    grant = Grant.objects.get(pk=row.subject_id)
    grants.account(grant, by=person, today=day, account="I took the post down.")


def _policy(all_: Doing, row: Obligation, person: User, day: datetime.date) -> None:
    """One's own word; a manager who hears of it reminds them."""
    version: PolicyVersion | None = reading.current(day)
    if version is not None and row.person is not None:
        policies.acknowledge(version, by=row.person, today=day)


def _plan(all_: Doing, row: Obligation, person: User, day: datetime.date) -> None:
    """A renewal plan, after a talk with an officer; or, near the end, an officer closes it."""
    channel = _channel(row)
    if row.kind == "renewal" and all_.now_and_then(DO_NOT_RENEW):
        _retire(channel, all_.an_officer(), day)
        return
    begun = channel.plans.filter(state__in=Plan.WRITABLE, kind=Plan.Kind.RENEWAL)
    plan = begun.filter(author=person).first()
    if plan is None:
        plan = writing.start_renewal(channel, by=person, today=day)
    writing.write(plan, by=person, today=day, answers=_answers(all_, channel, person, day))
    if not plan.consultations.exists():
        talk = {"held_on": day.isoformat(), "outcome": "go_ahead", "advice": "Go ahead."}
        consultations.record(plan, by=all_.an_officer(but=person), today=day, **talk)
    plans.submit(plan, by=person, today=day)


def _answers(all_: Doing, channel: Channel, person: User, day: datetime.date) -> dict[str, object]:
    """Its people are those of now, filled up from the team; half of them read what they must."""
    texts = ["public_purpose", "reason", "objectives", "audience", "benefits", "risks", "content"]
    texts += ["out_of_hours", "accessibility", "sign_in", "second_step", "closing"]
    here = [user for user in channel.administrators.all() if user.is_active]
    here = (here + [each for each in _team(channel) if each not in here])[: max(2, len(here))]
    lead = channel.lead if channel.lead in here else here[0]
    version = reading.current(day)
    for user in reading.yet_to_read(here, day):
        if version is not None and all_.now_and_then(1 / 2):
            policies.acknowledge(version, by=user, today=day)
    return {
        **dict.fromkeys(texts, "As before."),
        "lead": str(lead.pk),
        "administrators": sorted(str(each.pk) for each in here),
        "hours_a_week": "3",
        "monitored": "Monday to Friday, 9am to 5pm",
        "recovery_mailbox": MAILBOX,
        "ends_on": add_months(day, LIFE_SPAN).isoformat(),
    }


def _retire(channel: Channel, officer: User, day: datetime.date) -> None:
    ready = {"records_captured": True, "closing_notice_on": day.isoformat()}
    channels.prepare_closing(channel, by=officer, today=day, **ready)
    reason = {"ending": "closed", "archive": "In the archive.", "reason": "Nobody needs it."}
    channels.retire(channel, by=officer, today=day, **reason)


def _decide(all_: Doing, row: Obligation, person: User, day: datetime.date) -> None:
    plan = Plan.objects.get(pk=row.subject_id)
    if plan.state == Plan.State.SUBMITTED:
        plans.take_up(plan, by=person, today=day)
    if all(each.is_active for each in guards.people_of(plan)):
        plans.approve(plan, by=person, today=day, reason="It is needed.")
    else:
        plans.reject(plan, by=person, today=day, reason="Somebody named in it has left.")


def come_back(all_: Doing, channel: Channel, person: User, day: datetime.date) -> None:
    """What lapsed is official again once what was missing is there: its review, for one."""
    for review in channel.reviews.filter(state=Review.State.OPEN, due_on__lt=day):
        reviews.answer(review, by=person, today=day, **REVIEWED)
    channel.refresh_from_db()
    confirming.confirm(channel, by=person, today=day)


ACTS: dict[str, Do] = {
    "access": _access,
    "access_confirmation": _confirm,
    "account": _account,
    "administrators": _name,
    "decision": _decide,
    "end_date": _plan,
    "finding": _finding,
    "keys": _keys,
    "lead": _name,
    "plan": _plan,
    "policy": _policy,
    "renewal": _plan,
    "review": _review,
}
