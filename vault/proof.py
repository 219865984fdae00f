"""Owns the proof that an opening is what the ledger says, whatever its row says."""

from dataclasses import dataclass
from datetime import datetime

from ledger.refusals import RefusedError
from vault import evidence, grantfacts
from vault.models.custodian import Policy
from vault.models.grant import Grant

OPENINGS = {"grant.approve", "grant.open_at_once"}
USES = {"grant.reveal", "grant.give_back"}

NOT_ACTIVE = "This opening is not active."
OVER = "The time of this opening is over. Ask for a new one."
USED_UP = "This opening was for one use, and it is used."


@dataclass(frozen=True, slots=True)
class Proof:
    until: datetime
    uses: int
    uses_allowed: int | None


def of(grant: Grant, *, now: datetime) -> Proof:
    """RefusedError unless the ledger shows a request, its opening and nothing that ended it."""
    entries = evidence.stream(grant)
    if not entries:
        raise evidence.tampered()
    asked, *later = entries
    if not later or {each.act for each in later} - OPENINGS - USES:
        raise RefusedError(NOT_ACTIVE)
    opened, *used = later
    if not (_requested(grant, asked) and _opened(grant, asked, opened)):
        raise evidence.tampered()
    if grant.state != Grant.State.ACTIVE or not all(each.act in USES for each in used):
        raise evidence.tampered()
    proof = Proof(
        until=datetime.fromisoformat(opened.facts["until"]),
        uses=sum(1 if each.act == "grant.reveal" else -1 for each in used),
        uses_allowed=asked.facts["uses_allowed"],
    )
    if now >= proof.until:
        raise RefusedError(OVER)
    if proof.uses_allowed is not None and proof.uses >= proof.uses_allowed:
        raise RefusedError(USED_UP)
    return proof


def _requested(grant: Grant, entry: evidence.Evidence) -> bool:
    bound = grantfacts.bound(grant)
    return (
        entry.act == "grant.request"
        and entry.by == grant.person_id
        and {name: entry.facts.get(name) for name in bound} == bound
    )


def _opened(grant: Grant, asked: evidence.Evidence, entry: evidence.Evidence) -> bool:
    """Approved by somebody else, or at once by the person under a policy that allows it."""
    if entry.facts["custodian"] != str(grant.custodian_id):
        return False
    if entry.act == "grant.approve":
        return entry.by is not None and entry.by != asked.by
    return (
        entry.act == "grant.open_at_once"
        and entry.by == asked.by
        and asked.facts["policy"] == Policy.IMMEDIATE
    )
