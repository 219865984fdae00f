"""Owns what entries about an opening bind: each its turn, the request all that was asked for."""

from typing import Any

from ledger.questions import Asked
from vault.models.grant import Grant


def note(grant: Grant, asked: Asked, **facts: Any) -> None:
    """Give the act's entry its turn among this grant's."""
    grant.turn += 1
    asked.facts |= {"turn": grant.turn, **facts}


def bound(grant: Grant) -> dict[str, Any]:
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
