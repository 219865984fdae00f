"""Every module of the vault that declares acts; the application imports it when it starts."""

from vault import (
    charging,
    custodians,
    deposits,
    grantpolicies,
    grantsteps,
    keytests,
    requests,
    rotations,
    rotationsteps,
    shredding,
    spending,
    standings,
    undone,
)

__all__ = [
    "charging",
    "custodians",
    "deposits",
    "grantpolicies",
    "grantsteps",
    "keytests",
    "requests",
    "rotations",
    "rotationsteps",
    "shredding",
    "spending",
    "standings",
    "undone",
]
