"""Asking for an opening: what is wished for, and what stands in its way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import models
from django.utils import timezone

from ledger.actors import Actor, person_id
from ledger.acts import Act, act
from ledger.questions import Asked, Guard, guard
from ledger.refusals import ForbiddenError, RefusedError
from vault import fields, freshness, grantfacts, holdings, inputs, limits, permissions
from vault.custodians import unretired
from vault.grantsteps import open_at_once, withdraw
from vault.models.custodian import Custodian, Policy
from vault.models.grant import Grant
from vault.rotations import held

PENDING = timedelta(hours=24)
OPEN = (Grant.State.REQUESTED, Grant.State.ACTIVE)

SHORTEST, LONGEST = 5, 480  # minutes, as a custodian's own

MINUTES = f"An opening lasts {SHORTEST} to {LONGEST} minutes."
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


def unsaved(
    custodian: Custodian, wish: Wish, at_once: AtOnce | None, *, in_hours: bool, by: Actor
) -> Grant:
    """The grant as it would stand; asking for it saves it."""
    now = timezone.now()
    return Grant(
        custodian=custodian,
        person_id=person_id(by),
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


def _about(rule: Guard[Custodian]) -> Guard[Grant]:
    """A guard about the custodian, asked of a request for its keys."""

    def of(grant: Grant) -> Custodian:
        return Custodian.objects.get(pk=grant.custodian_id)

    return Guard(
        lambda grant, asked: rule.allows(of(grant), asked),
        lambda grant, asked: rule.said(of(grant), asked),
        rule.helps,
    )


@guard("You have asked for this already, and it is open still.")
def once(grant: Grant, asked: Asked) -> bool:
    """What waits for approval is in nobody's way who may open at once."""
    bars = OPEN if grant.policy == Policy.DUAL else (Grant.State.ACTIVE,)
    return not _mine(grant, asked).filter(state__in=bars).exists()


def _mine(grant: Grant, asked: Asked) -> models.QuerySet[Grant]:
    mine = Grant.objects.filter(custodian_id=grant.custodian_id, person_id=asked.by.pk)
    return mine.filter(what=grant.what)


def _locks(grant: Grant, asked: Asked) -> Iterable[models.Model]:
    return [grant.custodian, *permissions.rows_of(asked.by)]


@act(
    "grant.request",
    Grant,
    label="Ask for an opening",
    who=permissions.may_ask,
    guards=[_about(unretired), _about(held), once],
    form=inputs.Reason,
    tells=["keys_asked_for"],
    locks=_locks,
    refusals_matter=True,
)
def ask(grant: Grant, act: Act, at_once: AtOnce | None) -> None:
    grant.custodian = custodian = act.fresh(grant.custodian)
    if not SHORTEST <= grant.minutes <= LONGEST:
        raise RefusedError(MINUTES)
    if grant.purpose == Grant.Purpose.TEST and not permissions.may_test.permits(custodian, act):
        raise ForbiddenError(permissions.may_test.sentence("open them for a test"))
    holding = holdings.of(custodian)
    held_now = holdings.current(holding)["sealed"]
    if grant.what == Grant.What.SEED and fields.TOTP_SEED not in held_now:
        raise RefusedError(NO_SEED)
    if at_once:
        _check_at_once(custodian, grant, at_once, act)
        holdings.check_told(custodian, holding)
        for waiting in _mine(grant, act).filter(state=Grant.State.REQUESTED):
            withdraw(waiting, by=act.by, today=act.today)
    grant.reason = act.inputs["reason"]
    grantfacts.note(grant, act, **grantfacts.bound(grant))
    if at_once:
        grant.save(force_insert=True)  # the step locks its row
        open_at_once(grant, by=act.by, today=act.today)
    else:
        act.tell("keys_asked_for", permissions.approvers(custodian), **grant.told())


def _check_at_once(custodian: Custodian, grant: Grant, at_once: AtOnce, act: Act) -> None:
    if custodian.policy(in_hours=grant.in_hours) != Policy.IMMEDIATE:
        raise limits.NeedsAnotherError(NOT_AT_ONCE)
    if grant.what == Grant.What.SEED:
        raise limits.NeedsAnotherError(SEED_NOT_AT_ONCE)
    permissions.check_not_new(custodian, act.by, now=act.at)
    freshness.check(at_once.signed_in_at, now=act.at)
    limits.check(act.by.pk, custodian, now=act.at, today=act.today)
