"""What is done about what is owed: by kind the acts that help, and by stage good input for one."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from governance.access import acts as access
from governance.access import custody
from governance.access.owed import STALE, UNTESTED, WAY
from governance.access.standing import Lacks
from governance.channels import acts as channels
from governance.channels.owed import CHANGED, LIST
from governance.keys import acts as keys
from governance.models import Channel, Obligation, Plan, Review
from governance.obligations.kinds import TALK
from governance.plans import acts as plans
from governance.plans import consultations, writing
from governance.plans.owed import HANDLE, OWN, READY, SET_UP
from governance.policy.owed import LOOK
from governance.reviews.owed import LEFT, OWNED, SAID
from people.models import User
from tests import cast as given
from tests.cast import MAILBOX, REASON, Cast
from tests.governance.builders import CAPTURED, CLOSED, GO_AHEAD
from tests.house.owing import ANSWERS
from vault import keytests
from vault.models import Rotation

Deciding, Asked, State = Plan.State, Review.State, Channel.State
DECIDES = {"plan.approve", "plan.sign_off", "plan.reject", "plan.request_changes"}
BEGINS = {"plan.start_renewal", "plan.write"}
HELPS: dict[str, set[str]] = {
    "decision": DECIDES | {"plan.take_up", "plan.take_over", "plan.release"},
    "plan": BEGINS,
    "end_date": BEGINS,
    "renewal": BEGINS | {"channel.extend", "channel.retire"},
    "lead": {"channel.name_people"},
    "administrators": {"channel.name_people"},
    "access_confirmation": {"channel.confirm", "channel.confirm_access", "plan.start_renewal"},
    "access": {"channel.add_access", "access.confirm"},
    "second_step": {"channel.record_second_step_on"},
    "review": {"review.answer", "review.close", "review.open"},
    "finding": {"finding.fix"},
    "keys": {"custodian.propose", "rotation.confirm", "rotation.tick_off"},
    "account": {"grant.give_account"},
    "policy": {"policy.acknowledge"},
}
"""The acts by which somebody who is told of a kind leads it on."""

HELPS_WHERE: dict[tuple[str, str], set[str]] = {
    ("access_confirmation", "left"): {"access.remove"},
    ("access", Lacks.KEYS): {"custodian.deposit"},
    ("access", Lacks.TEST): {"custodian.test", "grant.request"},
    ("access", Lacks.WAY): {"channel.set_access_method"},
    ("access", Lacks.ABOVE): {"custodian.deposit"},
}
"""The same by the reason, where each asks for something else."""

CLOSES = {"channel.prepare_closing", "channel.retire"}
HELPS_AT: dict[tuple[str, str], set[str]] = {
    ("decision", TALK): {"plan.record_consultation"},
    ("plan", SET_UP): CLOSES | {"channel.confirm_set_up"},
    ("plan", READY): CLOSES | {"channel.go_live"},
    ("plan", HANDLE): {"channel.confirm_handle", "channel.set_aside_handle"},
    ("access_confirmation", State.SUSPENDED): CLOSES | {"channel.reinstate"},
    ("access_confirmation", State.LAPSED): CLOSES | {"channel.confirm"},
    ("finding", SAID): {"finding.tick", "finding.send_back"},
    ("finding", LEFT): {"access.remove"},
    ("policy", LOOK): {"policy.publish"},
}
"""The same by the stage, where it asks for something else than its kind."""


def helping(kind: str, stage: str, reason: str) -> set[str]:
    known = HELPS_AT.get((kind, stage))
    return known or HELPS_WHERE.get((kind, reason), HELPS[kind])


Day = datetime.date
Finish = Callable[[Cast, Obligation, User, Day], object]


@dataclass(frozen=True)
class Payment:
    """The act that is taken from the page with this input; what others do before and `then`."""

    act: str
    given: Callable[[Cast], dict[str, Any]]
    then: Finish | None = None
    first: Finish | None = None


def _inputs(**inputs: Any) -> Callable[[Cast], dict[str, Any]]:
    return lambda cast: inputs


def _people(cast: Cast) -> dict[str, Any]:
    two = [str(cast.member.pk), str(cast.administrator.pk)]
    return {"lead": str(cast.member.pk), "administrators": two}


def _keys(cast: Cast) -> dict[str, Any]:
    return {"username": "riverside", "password": "another marker", "recovery_mailbox": MAILBOX}


def _written(cast: Cast, row: Obligation, by: User, today: Day) -> None:
    """The plan that was begun is answered and talked about."""
    plan = Plan.objects.get(channel=row.channel, state=Deciding.DRAFT)
    ends_on = (today + datetime.timedelta(days=300)).isoformat()
    writing.write(plan, by=by, today=today, answers={"ends_on": ends_on})
    consultations.record(plan, by=cast.officer, today=today, **GO_AHEAD)


def _submitted(cast: Cast, row: Obligation, by: User, today: Day) -> None:
    _written(cast, row, by, today)
    plans.submit(Plan.objects.get(channel=row.channel, state=Deciding.DRAFT), by=by, today=today)
    _approved(cast, row, by, today)


def _approved(cast: Cast, row: Obligation, by: User, today: Day) -> None:
    plan = Plan.objects.get(channel=row.channel, state=Deciding.SUBMITTED)
    plans.take_up(plan, by=cast.officer, today=today)
    plans.approve(plan, by=cast.officer, today=today, **REASON)


def _channel(row: Obligation) -> Channel:
    """As it is by now."""
    assert row.channel_id is not None
    return Channel.objects.get(pk=row.channel_id)


def _tested(cast: Cast, row: Obligation, by: User, today: Day) -> None:
    channel = _channel(row)
    keyed = custody.custodian_of(channel)
    assert keyed is not None
    tester = cast.head if by != cast.head else cast.officer
    with patch("vault.keytests.unseen", return_value=[]):
        keytests.record(keyed, by=tester, today=today)


def _deposited(cast: Cast, row: Obligation, by: User, today: Day) -> None:
    channel = _channel(row)
    keys.deposit(channel, given.keys(), by=by, today=today)
    _tested(cast, row, by, today)


def _confirmed(cast: Cast, row: Obligation, by: User, today: Day) -> None:
    """A second officer is listed as well, and both have been seen on the platform."""
    channel = _channel(row)
    line = {"kind": "person", "email": cast.officer2.email, "level": "full"}
    access.add(channel, by=by, today=today, **line)
    for holder in channel.holders.filter(user__in=[cast.officer, cast.officer2]):
        access.confirm(holder, by=cast.head, today=today)


def _retired(cast: Cast, row: Obligation, by: User, today: Day) -> None:
    channels.retire(_channel(row), by=by, today=today, **CLOSED)


def _removed(cast: Cast, row: Obligation, by: User, today: Day) -> None:
    """On the platform as well, where they could act still."""
    for holder in _channel(row).holders.exclude(removal_wanted_on=None):
        access.remove(holder, by=by, today=today)


def _as_set_up(cast: Cast) -> dict[str, Any]:
    return {"url": Channel.objects.get().url, **dict.fromkeys(given.SET_UP, "on")}


def _an_officer(cast: Cast) -> dict[str, Any]:
    return {"kind": "person", "email": cast.officer.email, "level": "full"}


RENEWED = Payment("plan.start_renewal", _inputs(), _submitted)
LOOKED = Payment("channel.confirm_access", _inputs())
NAMED = Payment("channel.name_people", _people)
FIXED = Payment("finding.fix", _inputs(what_was_done="Member is named."))
CLOSED_DOWN = Payment("channel.prepare_closing", _inputs(**CAPTURED), _retired)
NEW_ADDRESS = "https://www.instagram.com/newname"
NEW_POLICY = {"number": "2", "title": "Social media policy", "changes": "None.", "text": "…"}
ANSWERED = Payment("review.answer", _inputs(**ANSWERS))

PAYMENTS: dict[tuple[str, str], Payment] = {
    ("decision", Deciding.SUBMITTED): Payment("plan.take_up", _inputs()),
    ("decision", Deciding.UNDER_CONSIDERATION): Payment("plan.approve", _inputs(**REASON)),
    ("decision", OWN): Payment("plan.approve", _inputs(**REASON)),
    ("decision", TALK): Payment("plan.record_consultation", _inputs(**GO_AHEAD)),
    ("decision", Deciding.AWAITING_EXECUTIVE): Payment("plan.sign_off", _inputs(**REASON)),
    ("plan", ""): RENEWED,
    ("plan", SET_UP): Payment("channel.confirm_set_up", _as_set_up),
    ("plan", READY): Payment("channel.go_live", _inputs()),
    ("plan", HANDLE): Payment("channel.confirm_handle", _inputs(url=NEW_ADDRESS, carried_out="on")),
    ("end_date", ""): RENEWED,
    ("renewal", ""): RENEWED,
    ("lead", ""): NAMED,
    ("administrators", ""): NAMED,
    ("access_confirmation", ""): Payment("channel.confirm", _inputs()),
    ("access_confirmation", State.SUSPENDED): CLOSED_DOWN,
    ("access_confirmation", State.LAPSED): Payment("channel.confirm", _inputs()),
    ("access_confirmation", LIST): LOOKED,
    ("access_confirmation", CHANGED): LOOKED,
    ("access", ""): Payment("custodian.deposit", _keys, _tested),
    ("access", UNTESTED): Payment("custodian.test", _inputs()),
    ("review", Asked.OPEN): ANSWERED,
    ("review", Asked.ANSWERED): Payment("review.close", _inputs(outcome="fine")),
    ("finding", ""): FIXED,
    ("finding", OWNED): FIXED,
    ("finding", SAID): Payment("finding.tick", _inputs(what_was_seen="It is.")),
    ("finding", LEFT): Payment("access.remove", _inputs()),
    ("access", STALE): Payment("custodian.test", _inputs()),
    ("access", WAY): Payment("channel.set_access_method", _inputs(method="keys"), _deposited),
    ("second_step", ""): Payment(
        "channel.record_second_step_on", _inputs(what_was_done="It is on.")
    ),
    ("keys", Rotation.State.DUE): Payment("custodian.propose", _inputs(password="another marker")),
    ("keys", Rotation.State.PROPOSED): Payment(
        "rotation.confirm",
        _inputs(sessions_ended="yes", tools_disconnected="yes", posts_paused="yes"),
    ),
    ("keys", "undone"): Payment("rotation.tick_off", _inputs(what="sessions_ended", answer="yes")),
    ("account", ""): Payment("grant.give_account", _inputs(account="Took the post down.")),
    ("policy", ""): Payment("policy.acknowledge", _inputs()),
    ("policy", LOOK): Payment("policy.publish", _inputs(**NEW_POLICY)),
}
"""By kind and stage: what whoever owes it first does about it."""

PAYMENTS_WHERE: dict[tuple[str, str], Payment] = {
    ("access_confirmation", "left"): Payment("channel.confirm_access", _inputs(), first=_removed),
    ("plan", "begun"): Payment("plan.write", _inputs(), _approved, _written),
    ("access", Lacks.LINES): Payment("channel.add_access", _an_officer, _confirmed),
}
REJECTED = Payment("plan.reject", _inputs(reason="It is closed."))
"""A plan for a channel that was retired meanwhile."""


def payment_for(kind: str, stage: str, reason: str, state: str) -> Payment:
    """Where the reason or the channel's state asks for something else than the stage, that."""
    closed = kind == "decision" and state == Channel.State.RETIRED
    if closed and stage not in (Deciding.SUBMITTED, TALK):
        return REJECTED
    return PAYMENTS_WHERE.get((kind, reason), PAYMENTS[kind, stage])
