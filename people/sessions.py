"""Sessions of somebody, ended elsewhere: by themselves, or by a steward."""

from __future__ import annotations

from ledger.acts import Act, act
from people.models import User
from people.permissions import oneself, steward


@act(
    "person.end_sessions",
    User,
    label="End all sessions",
    who=oneself | steward,
    tells=["sessions_ended"],
)
def end(user: User, act: Act) -> None:
    """Each session is bound to this number, whatever it is kept in."""
    user.sessions_ended += 1
    act.tell("sessions_ended", [user], path="/accounts/2fa/")
