"""Tokens for the sample: one for each set of scopes that a program would ask for."""

from people import tokens
from people.models import Scope, Token
from sample.people import Cast

DAYS = 365
PREFIX = "Sample: "
WANTED = (
    ("public list", [Scope.CHANNELS_READ], None),
    ("register", [Scope.CHANNELS_READ, Scope.REGISTER_READ], None),
    ("plans of the lead", [Scope.REGISTER_READ, Scope.PLANS_WRITE], "lead"),
    ("channels of the lead", [Scope.REGISTER_READ, Scope.CHANNELS_WRITE], "lead"),
    ("channels of an officer", [Scope.REGISTER_READ, Scope.CHANNELS_WRITE], "officer"),
    ("ledger", [Scope.LEDGER_READ], None),
)


def issue_afresh(cast: Cast) -> list[dict[str, object]]:
    """Fresh ones; those of an earlier run open nothing any more."""
    Token.objects.filter(name__startswith=PREFIX, revoked=False).update(revoked=True)
    issued: list[dict[str, object]] = []
    for name, scopes, person in WANTED:
        asked = [scope.value for scope in scopes]
        token, text = tokens.issue(
            PREFIX + name, scopes=asked, days=DAYS, person=cast[person] if person else None
        )
        issued.append({"name": token.name, "token": text, "scopes": token.scopes})
    return issued
