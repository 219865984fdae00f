"""What people and the clock do with openings, up to the reveal itself."""

from datetime import date

from django.utils import timezone

from ledger.actors import CLOCK, Actor
from ledger.acts import one_transaction
from ledger.refusals import RefusedError
from ledger.steps import Step
from vault import requests
from vault.grantsteps import (
    approve,
    end,
    give_account,
    open_at_once,
    refuse,
    time_out,
    withdraw,
)
from vault.models.custodian import Custodian
from vault.models.grant import Grant
from vault.requests import AtOnce, Wish

__all__ = ["AtOnce", "Wish", "account", "approve", "end", "end_due", "give_account", "immediate"]
__all__ += ["open_at_once", "refuse", "request", "time_out", "withdraw"]


def request(custodian: Custodian, wish: Wish, *, in_hours: bool, by: Actor, today: date) -> Grant:
    """Ask for an opening that somebody else approves; that is possible under every policy."""
    return _request(custodian, wish, None, in_hours=in_hours, by=by, today=today)


def immediate(
    custodian: Custodian, wish: Wish, at_once: AtOnce, *, in_hours: bool, by: Actor, today: date
) -> Grant:
    """Break-glass: opened before anybody approved, and everybody responsible is told.

    One's own request that waits for approval is withdrawn with it.
    """
    return _request(custodian, wish, at_once, in_hours=in_hours, by=by, today=today)


def account(grant: Grant, *, by: Actor, today: date, account: str) -> None:
    """What was done with keys that were opened at once. An opening still active ends first."""
    with one_transaction():
        found = Grant.objects.get(pk=grant.pk)
        if found.state == Grant.State.ACTIVE:
            end(found, by=by, today=today)
        give_account(found, by=by, today=today, account=account)
    grant.__dict__.update(found.__dict__)


def end_due(*, today: date, of: Custodian | None = None) -> int:
    """The clock's act: requests time out, openings end. Says how many did."""
    now = timezone.now()
    mine = Grant.objects.filter(custodian=of) if of else Grant.objects.all()
    active = mine.filter(state=Grant.State.ACTIVE, ends_at__lte=now)
    waiting = mine.filter(state=Grant.State.REQUESTED, times_out_at__lte=now)
    over = [*((each, end) for each in active), *((each, time_out) for each in waiting)]
    return sum(_over(grant, step, today) for grant, step in over)


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
    grant = requests.unsaved(custodian, wish, at_once, in_hours=in_hours, by=by)
    requests.ask(grant, at_once, by=by, today=today, reason=wish.reason)
    return grant


def _over(grant: Grant, step: Step[Grant], today: date) -> bool:
    try:
        step(grant, by=CLOCK, today=today)
    except RefusedError:  # somebody was quicker
        return False
    return True
