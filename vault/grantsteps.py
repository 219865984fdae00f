"""The steps of an opening, from its request on."""

from datetime import timedelta

from ledger.questions import clock
from ledger.steps import Act, Tell, step
from vault import inputs
from vault.clock import now_after_locks
from vault.grantfacts import note
from vault.grantrules import (
    another_decides,
    holder,
    not_timed_out,
    opens_at_once,
    responsible,
    somebody_else,
    timed_out,
    was_opened_at_once,
    whose_it_is,
)
from vault.models.grant import Grant
from vault.permissions import its_custodian, may_finish

State = Grant.State


@step(
    "grant.approve",
    Grant,
    source=[State.REQUESTED],
    target=State.ACTIVE,
    label="Approve the opening",
    did="approved it",
    who=somebody_else,
    guards=[another_decides, not_timed_out],
    tells=[Tell("keys_approved", whose_it_is)],
    locks=its_custodian,
    refusals_matter=True,
    decides=True,
)
def approve(grant: Grant, act: Act) -> None:
    _open(grant, act)


@step(
    "grant.open_at_once",
    Grant,
    source=[State.REQUESTED],
    target=State.ACTIVE,
    label="Open at once",
    did="opened it at once",
    who=holder,
    guards=[opens_at_once],
    tells=[Tell("keys_opened_at_once", responsible)],
    locks=its_custodian,
    refusals_matter=True,
    danger=True,
    within="It is part of asking for an opening where the policy waits for nobody.",
)
def open_at_once(grant: Grant, act: Act) -> None:
    _open(grant, act)


@step(
    "grant.refuse",
    Grant,
    source=[State.REQUESTED],
    target=State.REFUSED,
    label="Refuse the opening",
    did="refused it",
    who=somebody_else,
    form=inputs.Reason,
    tells=[Tell("keys_refused", whose_it_is)],
    locks=its_custodian,
    refusals_matter=True,
    decides=True,
)
def refuse(grant: Grant, act: Act) -> None:
    grant.decided_by_id, grant.decided_at = act.by.pk, act.at
    grant.refused_reason = act.inputs["reason"]
    note(grant, act)


@step(
    "grant.withdraw",
    Grant,
    source=[State.REQUESTED],
    target=State.WITHDRAWN,
    label="Withdraw the request",
    did="withdrew it",
    who=holder,
    silent="Whoever was asked finds nothing to decide any more.",
    locks=its_custodian,
)
def withdraw(grant: Grant, act: Act) -> None:
    note(grant, act)


@step(
    "grant.time_out",
    Grant,
    source=[State.REQUESTED],
    target=State.TIMED_OUT,
    label="Let the request time out",
    did="let it time out",
    who=clock,
    guards=[timed_out],
    tells=[Tell("keys_timed_out", whose_it_is)],
    locks=its_custodian,
)
def time_out(grant: Grant, act: Act) -> None:
    note(grant, act)


@step(
    "grant.end",
    Grant,
    source=[State.ACTIVE],
    target=State.ENDED,
    label="End the opening",
    did="ended it",
    who=holder | may_finish | clock,
    silent="Nobody waits for it, and it opens nothing after its hour anyway.",
    locks=its_custodian,
)
def end(grant: Grant, act: Act) -> None:
    grant.ended_at = act.at
    note(grant, act)


@step(
    "grant.give_account",
    Grant,
    source=[State.ENDED],
    target=State.ACCOUNTED,
    label="Account for the opening",
    did="accounted for it",
    who=holder | may_finish,
    guards=[was_opened_at_once],
    form=inputs.Account,
    tells=[Tell("keys_accounted", responsible)],
    locks=its_custodian,
)
def give_account(grant: Grant, act: Act) -> None:
    grant.account = act.inputs["account"]
    grant.accounted_by_id, grant.accounted_at = act.by.pk, act.at
    note(grant, act)


def _open(grant: Grant, act: Act) -> None:
    grant.decided_by_id, grant.decided_at = act.by.pk, act.at
    grant.ends_at = now_after_locks() + timedelta(minutes=grant.minutes)
    note(grant, act, custodian=str(grant.custodian_id), until=grant.ends_at.isoformat())
