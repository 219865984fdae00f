"""What people and the clock do with openings, up to the reveal itself."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import models
from django.utils import timezone

from ledger import acts, steps
from ledger.actors import CLOCK, Actor
from ledger.questions import Guard
from ledger.refusals import RefusedError
from vault import fields, freshness, holdings, inputs, limits, permissions
from vault.custodians import unretired
from vault.models.custodian import Custodian, Policy
from vault.models.grant import Grant
from vault.rotations import held

PENDING = timedelta(hours=24)
OPEN = (Grant.State.REQUESTED, Grant.State.ACTIVE)

NOT_AT_ONCE = "Now somebody else approves first: ask for an opening instead."
NO_SEED = "No authenticator seed is held."
SEED_NOT_AT_ONCE = "The seed itself is never opened at once; the code is shown with the keys."


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. It never changes after the request."""

    reason: str
    what: Grant.What = Grant.What.KEYS
    purpose: Grant.Purpose = Grant.Purpose.ACT
    single_use: bool = False
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class AtOnce:
    """What break-glass needs besides: a fresh sign-in, and the day by which it is accounted for."""

    signed_in_at: datetime
    account_by: date


def request(custodian: Custodian, wish: Wish, *, in_hours: bool, by: Actor, today: date) -> Grant:
    """Ask for an opening that somebody else approves; that is possible under every policy."""
    return _request(custodian, wish, None, in_hours=in_hours, by=by, today=today)


def immediate(
    custodian: Custodian, wish: Wish, at_once: AtOnce, *, in_hours: bool, by: Actor, today: date
) -> Grant:
    """Break-glass: opened before anybody approved, and everybody responsible is told."""
    return _request(custodian, wish, at_once, in_hours=in_hours, by=by, today=today)


def approve(grant: Grant, *, by: Actor, today: date) -> None:
    steps.take(grant, "approve", by=by, today=today)


def refuse(grant: Grant, *, by: Actor, today: date, reason: str) -> None:
    steps.take(grant, "refuse", by=by, today=today, inputs={"reason": reason})


def end(grant: Grant, *, by: Actor, today: date) -> None:
    steps.take(grant, "end", by=by, today=today)


def account(grant: Grant, *, by: Actor, today: date, account: str) -> None:
    """What was done with keys that were opened at once. An opening still active ends first."""
    with acts.one_transaction():
        found = Grant.objects.get(pk=grant.pk)
        if found.state == Grant.State.ACTIVE:
            steps.take(found, "end", by=by, today=today)
        steps.take(found, "give_account", by=by, today=today, inputs={"account": account})
    grant.__dict__.update(found.__dict__)


def end_due(*, today: date, of: Custodian | None = None) -> int:
    """The clock's act: requests time out, openings end. Says how many did."""
    now = timezone.now()
    mine = Grant.objects.filter(custodian=of) if of else Grant.objects.all()
    over = [
        *((each, "end") for each in mine.filter(state=Grant.State.ACTIVE, ends_at__lte=now)),
        *(
            (each, "time_out")
            for each in mine.filter(state=Grant.State.REQUESTED, times_out_at__lte=now)
        ),
    ]
    return sum(_over(grant, step, today) for grant, step in over)


def unaccounted(*, today: date) -> models.QuerySet[Grant]:
    """Opened at once and not accounted for though the day for it is past."""
    return Grant.objects.filter(
        policy=Policy.IMMEDIATE,
        account_by__lt=today,
        state__in=[Grant.State.ACTIVE, Grant.State.ENDED],
    )


def _request(
    custodian: Custodian,
    wish: Wish,
    at_once: AtOnce | None,
    *,
    in_hours: bool,
    by: Actor,
    today: date,
) -> Grant:
    end_due(today=today, of=custodian)
    now = timezone.now()
    grant = Grant(
        custodian=custodian,
        person_id=permissions.person_id(by),
        what=wish.what,
        purpose=wish.purpose,
        policy=Policy.IMMEDIATE if at_once else Policy.DUAL,
        in_hours=in_hours,
        minutes=wish.minutes or custodian.minutes,
        uses_allowed=1 if wish.single_use else None,
        requested_at=now,
        times_out_at=now + PENDING,
        account_by=at_once.account_by if at_once else None,
    )
    with acts.performing(
        "grant.request",
        grant,
        by=by,
        today=today,
        who=permissions.may_ask,
        label="ask for an opening",
        guards=[_about(unretired), _about(held), _once],
        form=inputs.Reason,
        inputs={"reason": wish.reason},
        lock=[custodian, permissions.row_of(by)],
        refusals_matter=True,
    ) as act:
        fresh = act.fresh(custodian)
        holding = holdings.of(fresh)
        if wish.what == Grant.What.SEED and fields.TOTP_SEED not in holding["current"]["sealed"]:
            raise RefusedError(NO_SEED)
        if at_once:
            _check_at_once(fresh, grant, at_once, by=by, now=act.asked.at)
            holdings.check_told(fresh, holding)
        grant.custodian, grant.reason = fresh, act.asked.inputs["reason"]
        grant.note(act.asked, **facts(grant))
        grant.save(force_insert=True)
        if at_once:
            steps.take(grant, "open_at_once", by=by, today=today)
        else:
            act.tell("keys_asked_for", permissions.approvers(fresh), **grant.told())
    return grant


def facts(grant: Grant) -> dict[str, object]:
    """What the request's entry binds: a reveal compares the row with it."""
    return {
        "custodian": str(grant.custodian_id),
        "what": str(grant.what),
        "purpose": str(grant.purpose),
        "policy": str(grant.policy),
        "in_hours": grant.in_hours,
        "minutes": grant.minutes,
        "uses_allowed": grant.uses_allowed,
    }


def _check_at_once(
    custodian: Custodian, grant: Grant, at_once: AtOnce, *, by: Actor, now: datetime
) -> None:
    if custodian.policy(in_hours=grant.in_hours) != Policy.IMMEDIATE:
        raise RefusedError(NOT_AT_ONCE)
    if grant.what == Grant.What.SEED:
        raise RefusedError(SEED_NOT_AT_ONCE)
    freshness.check(at_once.signed_in_at, now=now)
    limits.check_the_night(by.pk, custodian, now=now)


def _over(grant: Grant, step: str, today: date) -> bool:
    try:
        steps.take(grant, step, by=CLOCK, today=today)
    except RefusedError:  # somebody was quicker
        return False
    return True


def _about(rule: Guard) -> Guard:
    """A guard about the custodian, asked of a request for its keys."""
    return Guard(
        lambda grant, asked: rule.allows(Custodian.objects.get(pk=grant.custodian_id), asked),
        rule.sentence,
    )


_once = Guard(
    lambda grant, asked: (
        not Grant.objects.filter(
            custodian_id=grant.custodian_id, person_id=asked.by.pk, what=grant.what, state__in=OPEN
        ).exists()
    ),
    "You have asked for this already, and it is open still.",
)
