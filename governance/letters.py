"""Every letter, a row each: what it asks of people, whether it can wait, and who reads it next.

What cannot wait is few: an opening, a compromise, a suspension, a second step that is off, a
decision on one's own plan, a role.
Everything else comes in one mail a person and working day.
"""

from typing import Any

from governance.models import Obligation
from ledger import letters
from ledger.letters import Letter
from vault.models import Cause

LOOK = "To look at now"
DECIDE = "To decide"
DO = "To do"
READ = "To read"
KNOW = "For you to know"


def _compromised(context: dict[str, object]) -> bool:
    return context.get("cause") == Cause.COMPROMISE.label


def name_of(row: Obligation) -> str:
    """What a line of a digest is about: at another stage something else is to be done."""
    return f"{row.pk}:{row.stage}"


def _still_owed(context: dict[str, Any]) -> dict[str, Any] | None:
    """A digest without what was done since it was written, as it may have waited for a week."""
    parts, teams = context.get("parts", []), context.get("teams", [])
    lines = [line for part in parts for line in part["lines"]]
    names = {line["row"] for line in lines if "row" in line}
    names = names.union(*(each.get("rows", []) for each in [*parts, *teams]))
    if not names:
        return context
    rows = Obligation.objects.filter(pk__in={name.partition(":")[0] for name in names})
    gone = names - {name_of(row) for row in rows.filter(discharged_on=None)}
    if not gone:
        return context
    parts = [_without(part, gone) for part in parts]
    teams = [_without(team, gone) for team in teams]
    number = context["number"] - len(gone)
    kept = {
        "parts": [part for part in parts if part["lines"] or part["more"]],
        "teams": [team for team in teams if team["number"]],
        "number": number,
    }
    return context | kept if number > 0 else None


def _without(part: dict[str, Any], gone: set[str]) -> dict[str, Any]:
    """Its lines, and the number of what it does not say in a line of its own."""
    found = dict(part)
    if "lines" in part:
        found["lines"] = [line for line in part["lines"] if line.get("row") not in gone]
    if "rows" in part:
        found["rows"] = [name for name in part["rows"] if name not in gone]
        found["more" if "lines" in part else "number"] = len(found["rows"])
    return found


HEADINGS = (LOOK, DECIDE, DO, READ, KNOW)  # in the order in which a digest shows them

LETTERS = [
    # At once
    Letter("channel_suspended", LOOK, urgent=True),
    Letter("channel_suspended_by_rule", LOOK, urgent=True),
    Letter("second_step_off", LOOK, urgent=True),
    Letter("keys_opened_at_once", LOOK, urgent=True),
    Letter("keys_opened", LOOK, urgent=True),
    Letter("keys_policy_loosened", LOOK, urgent=True),
    Letter("keys_asked_for", DECIDE, urgent=True, audience="office"),
    Letter("plan_changes_requested", DO, urgent=True),
    Letter("keys_approved", KNOW, urgent=True, audience="person"),
    Letter("keys_refused", KNOW, urgent=True, audience="person"),
    Letter("plan_approved", KNOW, urgent=True),
    Letter("plan_rejected", KNOW, urgent=True),
    Letter("role_proposed", DECIDE, urgent=True, audience="office"),
    Letter("role_changed", KNOW, urgent=True, audience="office"),
    Letter("second_step_changed", LOOK, urgent=True, audience="person", warns=True),
    Letter("second_step_reset", LOOK, urgent=True, audience="office", warns=True),
    Letter("sign_in_linked", LOOK, urgent=True, audience="person", warns=True),
    Letter("sessions_ended", LOOK, urgent=True, audience="person"),
    Letter("sign_in_unlinked", LOOK, urgent=True, audience="person"),
    Letter("address_asked_for", LOOK, urgent=True, audience="person", warns=True),
    Letter("address_changed", LOOK, urgent=True, audience="office", warns=True),
    # In the day's mail, or that mail itself
    Letter("digest", DO, audience="person", gathers=True, still=_still_owed),
    Letter("plan_submitted", DECIDE, audience="office"),
    Letter("plan_submitted_again", DECIDE, audience="office"),
    Letter("plan_begun", DO),
    Letter("plan_awaits_sign_off", DECIDE, audience="executives"),
    Letter("keys_policy_asked_for", DECIDE, audience="office"),
    Letter("consultation_asked", DO, audience="office"),
    Letter("channel_without_lead", DO),
    Letter("review_opened", DO),
    Letter("review_answered", DO, audience="office"),
    Letter("finding_added", DO),
    Letter("finding_sent_back", DO),
    Letter("keys_due", DO, urgent=_compromised),
    Letter("work_after_leaving", DO, audience="office"),
    Letter("policy_published", READ, audience="person"),
    Letter("access_changed", KNOW, audience="office"),
    Letter("channel_live", KNOW),
    Letter("channel_confirmed", KNOW),
    Letter("channel_corrected", KNOW),
    Letter("handle_changed", KNOW),
    Letter("handle_set_aside", KNOW),
    Letter("people_named", KNOW),
    Letter("plan_taken_over", KNOW),
    Letter("channel_lapsed", KNOW),
    Letter("channel_unconfirmed", DO),
    Letter("channel_extended", KNOW),
    Letter("channel_end_given", KNOW),
    Letter("channel_reinstated", KNOW),
    Letter("channel_retired", KNOW),
    Letter("second_step_on", KNOW),
    Letter("consultation_recorded", KNOW),
    Letter("finding_fixed", KNOW, audience="office"),
    Letter("keys_accounted", KNOW),
    Letter("keys_changed", KNOW),
    Letter("keys_deposited", KNOW),
    Letter("keys_kept", KNOW),
    Letter("keys_proposed", KNOW),
    Letter("keys_timed_out", KNOW, audience="person"),
    Letter("plan_taken_up", KNOW),
    Letter("plan_withdrawn", KNOW, audience="office"),
    Letter("review_closed", KNOW),
    Letter("takedown_recorded", KNOW, audience="office"),
]


def declare() -> None:
    """Called once, when the program starts."""
    letters.declare(*sorted(LETTERS, key=lambda letter: HEADINGS.index(letter.heading)))
