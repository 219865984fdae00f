"""Owns the rules about openings: who may decide and end one, what one allows, who is told."""

from collections.abc import Iterable

from django.db import models

from ledger.questions import Asked, guard, permission
from vault import permissions
from vault.models.custodian import Policy
from vault.models.grant import Grant


@permission("the person who asked")
def holder(grant: Grant, asked: Asked) -> bool:
    return grant.person_id == asked.by.pk


@permission("somebody else than the person who asked, who may approve an opening")
def somebody_else(grant: Grant, asked: Asked) -> bool:
    return grant.person_id != asked.by.pk and permissions.may_approve.permits(grant, asked)


@guard("It was asked for too long ago. Ask again.", helps="grant.request")
def not_timed_out(grant: Grant, asked: Asked) -> bool:
    return asked.at < grant.times_out_at


@guard("It is still in time.")
def timed_out(grant: Grant, asked: Asked) -> bool:
    return asked.at >= grant.times_out_at


@guard("This opening needs somebody else's approval.")
def opens_at_once(grant: Grant, asked: Asked) -> bool:
    return grant.policy == Policy.IMMEDIATE


@guard("This opening is not for somebody else to decide.")
def another_decides(grant: Grant, asked: Asked) -> bool:
    return grant.policy == Policy.DUAL


@guard("Only keys that were opened at once are accounted for.")
def was_opened_at_once(grant: Grant, asked: Asked) -> bool:
    return grant.policy == Policy.IMMEDIATE


def whose_it_is(grant: Grant, asked: Asked) -> Iterable[models.Model]:
    return [grant.person]


def responsible(grant: Grant, asked: Asked) -> Iterable[models.Model]:
    """Who answers for the keys, and who approves openings."""
    return [*grant.custodian.responsible.all(), *permissions.approvers(grant.custodian)]
